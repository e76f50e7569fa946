// What is said: once to screen readers, quietly on the screen.

import { el, fill } from "../core/dom.js";
import { wordsOf } from "../core/problem.js";
import { icon } from "./icon.js";

let region;

/// Speaks without showing; for changes that the eye sees elsewhere.
export function announce(text) {
  region ??= document.body.appendChild(el("div", { class: "unseen", role: "status", "aria-live": "polite" }));
  region.textContent = "";
  // An empty turn makes the same words heard again.
  requestAnimationFrame(() => (region.textContent = text));
}

let toast;
let timer;

/// A quiet confirmation at the lower edge, spoken once. It is never the only place of something important.
export function confirmDone(text) {
  toast?.remove();
  clearTimeout(timer);
  toast = el("div", { class: "toast good", "aria-hidden": "true" }, icon("done"), el("span", {}, text));
  document.body.append(toast);
  announce(text);
  timer = setTimeout(() => toast.remove(), 7000);
}

const pictures = { good: "done", care: "alert", bad: "refused", info: "info" };

/// A callout with an icon and words: kind is good, care, bad or info.
export function callout(kind, title, ...body) {
  const words = el("div", {}, title && el("strong", {}, title), ...body.map((part) => asBlock(part)));
  return el("div", { class: `callout ${kind}` }, icon(pictures[kind]), words);
}

function asBlock(part) {
  return typeof part === "string" ? part && el("p", {}, part) : part;
}

/// A place for problems of a form or screen, which speaks when something is put into it.
export function problemPlace() {
  const node = el("div", { role: "alert", tabindex: "-1" });
  return {
    node,
    clear: () => fill(node),
    show(problem) {
      if (problem.code === "cancelled") return fill(node);
      if (!problem.code) console.error(problem);
      fill(node, callout("bad", ...wordsOf(problem)));
      node.focus();
      return node;
    },
  };
}
