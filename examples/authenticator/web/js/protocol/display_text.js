// Text that a server may have this app show: one line, and nothing that hides or turns the rest of it.

const forbidden = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|^\s|\s$/u;

/** Whether `text` is 1 (or 0, where it may be empty) to `most` bytes that can be shown as they are. */
export function isDisplayText(text, most, mayBeEmpty = false) {
  if (typeof text !== "string") return false;
  if (text === "") return mayBeEmpty;
  return new TextEncoder().encode(text).length <= most && text.isWellFormed?.() !== false && !forbidden.test(text);
}
