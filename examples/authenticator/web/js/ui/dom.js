// Elements without a framework: element("p", {class: "note"}, "text", child).

/**
 * @param {string} tag
 * @param {object} properties  attributes; `on…` takes a listener; false, null and undefined are left out
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A button. @param {string} kind  primary, secondary, quiet or danger */
export function button(kind, label, onclick, properties = {}) {
  return element("button", { type: "button", class: `button ${kind}`, onclick, ...properties }, label);
}

let named = 0;

/** An id that no other element has. */
export function newId(what) {
  return `${what}-${++named}`;
}

/** While `work` runs, the button says so and cannot be pressed again. */
export async function busy(pressed, label, work) {
  const before = [...pressed.childNodes];
  pressed.setAttribute("aria-disabled", "true");
  pressed.disabled = true;
  pressed.replaceChildren(label);
  try {
    return await work();
  } finally {
    pressed.removeAttribute("aria-disabled");
    pressed.disabled = false;
    pressed.replaceChildren(...before);
  }
}
