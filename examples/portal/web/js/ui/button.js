// Buttons that say when they are busy, and stay focusable meanwhile.

import { el } from "../core/dom.js";
import { icon } from "./icon.js";

/// `run` may return a promise; until it settles the button shows that it works and does nothing more.
export function button(label, { kind = "", picture, name, key, run, ...rest } = {}) {
  const node = el(
    "button",
    { type: "button", class: `button ${kind}`.trim(), "aria-label": name, "data-key": key, ...rest },
    picture && icon(picture, "little"),
    label && el("span", {}, label),
  );
  if (run) node.addEventListener("click", () => busy(node, run));
  return node;
}

export function link(label, href, { kind = "", picture, ...rest } = {}) {
  return el("a", { class: `button ${kind}`.trim(), href, ...rest }, picture && icon(picture, "little"), label);
}

export async function busy(node, run) {
  if (node.getAttribute("aria-disabled") === "true") return;
  node.setAttribute("aria-disabled", "true");
  node.setAttribute("aria-busy", "true");
  try {
    await run();
  } finally {
    node.removeAttribute("aria-disabled");
    node.removeAttribute("aria-busy");
  }
}
