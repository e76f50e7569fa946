// The top of a screen: the way back, and what it is about.

import { button, element } from "./dom.js";
import { icon } from "./icons.js";
import { back } from "./router.js";

/** @param {string} title  read out as the screen comes */
export function heading(title, { onBack = back, backLabel = "Back" } = {}) {
  return element(
    "header",
    { class: "screen-heading" },
    onBack && button("icon-only", icon("back"), onBack, { "aria-label": backLabel }),
    element("h1", { tabindex: "-1" }, title),
  );
}
