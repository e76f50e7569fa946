// A request on a phone: the number to type there, how long it lasts, and how it ended.

import { el } from "../core/dom.js";
import { countdownRing } from "../ui/ring.js";
import { announce } from "../ui/say.js";

/// The number, very large, with a ring. Tells screen readers once, then at 15 seconds.
export function numberToMatch({ prompt, phone }) {
  const left = el("p", { class: "soft numbers", "aria-hidden": "true" });
  const ring = countdownRing({
    expires: prompt.expires,
    inside: el("p", { class: "number" }, el("span", { class: "unseen" }, "The number is "), prompt.number),
    onSecond: (seconds) => {
      left.textContent = seconds > 0 ? `${seconds} seconds left` : "Time is up";
      if (seconds === 15) announce("15 seconds left");
    },
  });
  const node = el(
    "div",
    { class: "match" },
    ring.node,
    el("p", {}, "Type this number on ", el("strong", {}, phone), "."),
    left,
  );
  announce(`The number is ${prompt.number}. Type it on ${phone}.`);
  return { node, stop: ring.stop };
}

/// What, where and with which browser, as the phone shows it: so that a foreign request can be told from your own.
export function contextList(context = {}) {
  const rows = [
    ["App", context.app],
    ["Place", context.place],
    ["Browser", context.browser],
  ].filter(([, text]) => text);
  if (rows.length === 0) return undefined;
  return el("dl", { class: "facts" }, rows.map(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]));
}

const endings = {
  denied: ["The request was denied", "Somebody chose Deny on the phone. If that was you by mistake, send a new one."],
  wrong_number: [
    "That wasn't the number shown here",
    "The request has ended, to be safe. Send a new one and type its number.",
  ],
  expired: ["The request wasn't answered in time", "Requests last a minute. Open the authenticator, then send a new one."],
  cancelled: ["The request has ended", "Another one took its place. Send a new one to go on here."],
  redeemed: ["This request was used already", "Send a new one to go on."],
};

/// Title and advice for a request that ended without approval.
export function endingOf(state) {
  return endings[state] ?? ["The request has ended", "Send a new one to go on."];
}
