// What a screen has to say: a box that stays, and a line that goes by itself.

import { element } from "./dom.js";
import { icon } from "./icons.js";
import { inWords } from "./words.js";

/** @param {"info"|"good"|"warning"|"danger"} kind */
export function notice(kind, title, detail, ...more) {
  const icons = { info: "shield", good: "check", warning: "warning", danger: "stop" };
  const text = element("div", {}, element("p", { class: "notice-title" }, title), detail && element("p", {}, detail), ...more);
  return element("div", { class: `notice ${kind}` }, icon(icons[kind]), text);
}

/** A place on a screen for refusals: empty, or one that is read out as it comes. */
export function refusalPlace() {
  const node = element("div", { role: "alert", class: "refusal-place" });
  return {
    node,
    show(refusal) {
      const { title, detail } = inWords(refusal);
      node.replaceChildren(notice("danger", title, detail));
    },
    clear() {
      node.replaceChildren();
    },
  };
}

let timer = 0;

/** Says one line at the bottom for some seconds, and to screen readers once. */
export function say(text) {
  const place = document.getElementById("announcements");
  place.textContent = text;
  place.classList.add("is-shown");
  clearTimeout(timer);
  timer = setTimeout(() => {
    place.classList.remove("is-shown");
    place.textContent = "";
  }, 4000);
}

/** @returns {Promise<boolean>} whether it was copied */
export async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    say(said);
    return true;
  } catch {
    say("Copying isn't allowed here");
    return false;
  }
}
