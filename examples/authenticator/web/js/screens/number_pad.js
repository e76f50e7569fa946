// The number on the screen, by a pad for a thumb or by keys. There is one try, so nothing is sent before "Approve".

import { button, element, newId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

/**
 * @param {number} digits  how many there are
 * @param {(isComplete: boolean) => void} changed
 * @returns {{node: Element, field: HTMLInputElement, value: () => string}}
 */
export function numberPad(digits, changed) {
  const id = newId("number");
  const field = element("input", {
    id, class: "number", type: "text", inputmode: "none", autocomplete: "off", maxlength: digits, pattern: "[0-9]*",
    placeholder: "–".repeat(digits), enterkeyhint: "done",
  });
  const set = (text) => {
    field.value = text.replace(/\D/g, "").slice(0, digits);
    changed(field.value.length === digits);
  };
  field.addEventListener("input", () => set(field.value));
  const keys = [..."123456789"].map((digit) => [digit, digit, () => set(field.value + digit)]);
  keys.push([icon("erase"), "Delete the last digit", () => set(field.value.slice(0, -1))]);
  keys.push(["0", "0", () => set(field.value + "0")]);
  const pad = keys.map(([shown, name, press]) => button("key", shown, press, { "aria-label": name }));
  const node = element(
    "div",
    { class: "number-entry" },
    element("label", { for: id }, `The ${digits} digits your browser shows`),
    field,
    element("div", { class: "pad", role: "group", "aria-label": "Number pad" }, pad),
  );
  return { node, field, value: () => field.value };
}
