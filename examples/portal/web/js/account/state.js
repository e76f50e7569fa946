// The top of Security info: the state at a glance, and one suggestion at most.

import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { icon } from "../ui/icon.js";
import { summaryOf } from "./summary.js";

/// `actions` has a function for each action that a suggestion names.
export function stateBlock(info, actions) {
  const { kind, title, sentence, suggestion } = summaryOf(info);
  const words = el("div", {}, el("h1", { tabindex: "-1" }, title), el("p", { class: "soft" }, sentence));
  const glance = el("div", { class: `state ${kind}` }, icon(kind === "good" ? "shield" : "care"), words);
  return [glance, suggestion && suggestionBlock(suggestion, actions)];
}

function suggestionBlock(suggestion, actions) {
  return el(
    "section",
    { class: `suggestion ${suggestion.kind}`.trim(), "aria-label": "Suggestion" },
    el("div", { class: "grow" }, el("strong", {}, suggestion.title), el("p", { class: "soft" }, suggestion.why)),
    button(suggestion.label, { kind: "primary", key: "suggestion", run: actions[suggestion.action] }),
  );
}
