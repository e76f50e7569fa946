// All activity, with filters; older entries come page by page.

import { get } from "../core/api.js";
import { el, fill } from "../core/dom.js";
import { item } from "../account/activity-list.js";
import { button, link } from "../ui/button.js";
import { announce, problemPlace } from "../ui/say.js";
import { drawShell, goToSignIn, guardPage } from "../ui/shell.js";
import { loadPage } from "./load.js";

const host = document.querySelector("#page");
const filters = [
  ["", "All"],
  ["sign_in", "Sign-ins"],
  ["change", "Changes"],
  ["refusal", "Refusals"],
];
const view = { entries: [], next: 0, filter: "" };

guardPage();
loadPage(host, async () => {
  const session = await get("/session");
  if (session.state === "signed_out" || session.state === "signing_in") return goToSignIn();
  drawShell(session);
  await loadMore();
  draw();
});

async function loadMore() {
  const page = await get(`/security-info/activity?before=${view.next}&limit=50`);
  view.entries.push(...page.entries);
  view.next = page.next;
}

function draw() {
  const list = el("ul", { class: "list", role: "list" });
  const empty = el("p", { class: "empty" });
  const problems = problemPlace();
  const older = button("Show older", { run: () => showOlder(show, problems) });
  const show = () => {
    const entries = view.entries.filter((entry) => !view.filter || entry.category === view.filter);
    fill(list, entries.map(item));
    list.hidden = entries.length === 0;
    empty.hidden = entries.length > 0;
    empty.textContent = view.next ? "Nothing of this kind yet. Older entries may have some." : "Nothing of this kind.";
    older.hidden = view.next === 0;
    return entries.length;
  };
  fill(
    host,
    el("div", {}, link("Security info", "/security-info", { kind: "plain", picture: "back" })),
    el("div", {}, el("h1", { tabindex: "-1" }, "Activity"), el("p", { class: "soft" }, "What happened on your account. Times are in your zone.")),
    filterGroup(show),
    el("section", { class: "card stack", "aria-label": "Activity" }, list, empty, problems.node, older),
  );
  show();
}

async function showOlder(show, problems) {
  problems.clear();
  try {
    await loadMore();
    announce(`${show()} entries`);
  } catch (problem) {
    problems.show(problem);
  }
}

function filterGroup(show) {
  const choose = (value) => {
    view.filter = value;
    announce(`${show()} entries`);
  };
  return el(
    "fieldset",
    { class: "filters" },
    el("legend", { class: "unseen" }, "Show"),
    filters.map(([value, label]) =>
      el(
        "label",
        {},
        el("input", { class: "unseen", type: "radio", name: "filter", value, checked: value === view.filter, onchange: () => choose(value) }),
        label,
      ),
    ),
  );
}
