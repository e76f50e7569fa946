// A labelled field with a hint, and the reason beside it when something is wrong with what was typed.

import { el, fill, freshId } from "../core/dom.js";
import { button } from "./button.js";
import { icon } from "./icon.js";

export function field(label, { hint, type = "text", value = "", beside, ...rest } = {}) {
  const id = freshId("field");
  const input = el("input", { id, type, value, required: true, ...rest });
  const hintNode = hint && el("p", { class: "hint", id: `${id}-hint` }, hint);
  const error = el("p", { class: "error", id: `${id}-error`, role: "alert" });
  const node = el(
    "div",
    { class: "field" },
    el("label", { for: id }, label),
    hintNode,
    el("div", { class: "input" }, input, beside),
    error,
  );
  const describe = () => {
    const ids = [hintNode && hintNode.id, error.hasChildNodes() && error.id].filter(Boolean).join(" ");
    if (ids) input.setAttribute("aria-describedby", ids);
    else input.removeAttribute("aria-describedby");
  };
  describe();
  return {
    node,
    input,
    get value() {
      return input.value;
    },
    focus: () => input.focus(),
    /// Keeps what was typed, says what is wrong with it, and puts the cursor there.
    fail(...sentences) {
      input.setAttribute("aria-invalid", "true");
      const words = sentences.filter(Boolean).join(" ");
      fill(error, icon("refused", "little"), el("span", {}, words));
      describe();
      input.focus();
      input.select?.();
    },
    clear() {
      input.removeAttribute("aria-invalid");
      fill(error);
      describe();
    },
  };
}

export function passwordField(label, options = {}) {
  const toggle = button("", { kind: "plain icon-only", picture: "eye", name: "Show the password", "aria-pressed": "false" });
  const made = field(label, { type: "password", beside: toggle, spellcheck: "false", autocapitalize: "off", ...options });
  toggle.addEventListener("click", () => {
    const shown = made.input.type === "password";
    made.input.type = shown ? "text" : "password";
    toggle.setAttribute("aria-pressed", String(shown));
    fill(toggle, icon(shown ? "hidden" : "eye", "little"));
    made.input.focus();
  });
  return made;
}

/// One field for a code of digits: pasting works, spaces are ignored, and it submits by itself when it is complete.
export function codeField(label, { digits = 6, ...options } = {}) {
  const made = field(label, {
    class: "code",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    spellcheck: "false",
    maxlength: 3 * digits,
    ...options,
  });
  let sent = "";
  made.input.addEventListener("input", () => {
    const typed = made.input.value.replace(/[^0-9]/g, "").slice(0, digits);
    if (made.input.value !== typed) made.input.value = typed;
    if (typed.length === digits && typed !== sent) made.input.form?.requestSubmit();
    sent = typed;
  });
  return made;
}

export function checkbox(label, { checked = false } = {}) {
  const input = el("input", { type: "checkbox", checked });
  return { node: el("label", { class: "check" }, input, el("span", {}, label)), input };
}
