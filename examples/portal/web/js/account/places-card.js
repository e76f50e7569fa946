// Where you're signed in, and the browsers that are remembered.

import { get, post } from "../core/api.js";
import { el, fill } from "../core/dom.js";
import { timeEl } from "../core/time.js";
import { button } from "../ui/button.js";
import { icon } from "../ui/icon.js";
import { confirmDone } from "../ui/say.js";
import { showFailure } from "../pages/load.js";

const lists = {
  sessions: {
    title: "Where you're signed in",
    empty: "Nowhere else.",
    words: (one) => [one.browser || "A browser", [one.app, one.place].filter(Boolean).join(", near ")],
    since: (one) => ["Since ", timeEl(one.started)],
    act: "end",
    label: "Sign out",
    done: "Signed out there.",
  },
  browsers: {
    title: "Remembered browsers",
    empty: "None. Tick “Remember this browser” when you sign in.",
    words: (one) => [one.name || "A browser", ""],
    since: (one) => ["Since ", timeEl(one.added), one.last_used && [" · Last used ", timeEl(one.last_used)]],
    act: "forget",
    label: "Forget",
    done: "Forgotten. It will be asked like a new one.",
  },
};

/// `what` is "sessions" or "browsers". Loads by itself.
export function placesCard(what) {
  const { title } = lists[what];
  const body = el("div", { class: "stack" }, el("div", { class: "bone" }));
  load(what, body);
  return el(
    "section",
    { class: "card stack", "aria-labelledby": `${what}-heading` },
    el("h2", { id: `${what}-heading`, tabindex: "-1" }, title),
    body,
  );
}

async function load(what, body) {
  try {
    const answer = await get(`/security-info/${what}`);
    draw(what, body, answer[what]);
  } catch (problem) {
    showFailure(body, problem, () => load(what, body));
  }
}

function draw(what, body, entries) {
  if (entries.length === 0) {
    fill(body, el("p", { class: "soft" }, lists[what].empty));
    return;
  }
  const sorted = [...entries].sort((one, other) => Number(other.current) - Number(one.current));
  const again = () => load(what, body);
  fill(body, el("ul", { class: "list", role: "list" }, sorted.map((one) => item(what, one, again))));
}

function item(what, one, again) {
  const list = lists[what];
  const [name, detail] = list.words(one);
  const act = async () => {
    await post(`/security-info/${what}/${one.id}/${list.act}`).catch((problem) => {
      if (problem.code !== "not_found") throw problem;
    });
    await again();
    document.querySelector(`#${what}-heading`).focus();
    confirmDone(list.done);
  };
  return el(
    "li",
    {},
    icon("browser"),
    el(
      "div",
      { class: "grow" },
      el("p", { class: "title" }, el("strong", {}, name), one.current && el("span", { class: "badge" }, "This browser")),
      detail && el("p", { class: "soft small" }, detail),
      el("p", { class: "soft small" }, list.since(one)),
    ),
    !(one.current && what === "sessions") &&
      el("div", { class: "acts" }, button(list.label, { kind: "plain", name: `${list.label}: ${name}`, run: () => act().catch((problem) => confirmDone(problem.title)) })),
  );
}
