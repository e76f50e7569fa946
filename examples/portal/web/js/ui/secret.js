// QR codes and texts to copy. Nothing of it is kept.

import { el } from "../core/dom.js";
import { button } from "./button.js";
import { icon } from "./icon.js";
import { announce } from "./say.js";

/// Black on white with its quiet zone, in dark mode too.
export function qrPicture(svg, alt) {
  const picture = el("img", { alt, src: `data:image/svg+xml,${encodeURIComponent(svg)}` });
  return el("div", { class: "qr" }, picture);
}

export function copyButton(text, { name, label = "Copy", ...rest } = {}) {
  const node = button(label, {
    name,
    picture: "copy",
    ...rest,
    run: async () => {
      try {
        await navigator.clipboard.writeText(text);
        node.lastChild.textContent = "Copied";
        announce("Copied");
        setTimeout(() => (node.lastChild.textContent = label), 4000);
      } catch {
        announce("Your browser doesn't allow copying here. Select the text and copy it.");
        node.lastChild.textContent = "Select it to copy";
      }
    },
  });
  return node;
}

export function secretText(text, { shown = text, label }) {
  return el("div", { class: "secret" }, el("code", {}, shown), copyButton(text, { name: `Copy the ${label}`, kind: "plain" }));
}

/// Something more that opens below its question.
export function more(question, ...body) {
  return el(
    "details",
    { class: "more" },
    el("summary", {}, icon("forward", "little"), question),
    el("div", { class: "stack close" }, ...body),
  );
}
