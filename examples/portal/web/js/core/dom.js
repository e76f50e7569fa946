// Makes elements. Text stays text: nothing here parses HTML.

const asProperty = new Set(["value", "checked", "htmlFor"]);

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) setOne(node, key, value);
  return fill(node, children);
}

function setOne(node, key, value) {
  if (isNothing(value)) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (asProperty.has(key)) node[key] = value;
  else node.setAttribute(key, value === true ? "" : value);
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => !isNothing(child)));
  return node;
}

export function svgEl(name, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/// Fills a part of a screen anew. A focus that was in it goes to what asks for it there, or to the part itself.
export function swap(node, ...children) {
  const hadFocus = node.contains(document.activeElement);
  fill(node, ...children);
  if (!hadFocus) return;
  node.tabIndex = -1;
  node.dataset.quiet = "";
  (node.querySelector("[autofocus], [role=alert]") ?? node).focus();
}

let made = 0;

/// An id that no other element of this page has.
export function freshId(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}

function isNothing(value) {
  return value === undefined || value === null || value === false;
}
