// A ring that empties as time goes by. It is for the eye; words beside it say the same where it matters.

const namespace = "http://www.w3.org/2000/svg";
const radius = 15;
const length = 2 * Math.PI * radius;

function circle(className) {
  const drawn = document.createElementNS(namespace, "circle");
  for (const [name, value] of Object.entries({ class: className, cx: 18, cy: 18, r: radius })) drawn.setAttribute(name, value);
  return drawn;
}

/** @returns {{node: SVGElement, show: (left: number, whole: number) => void}} */
export function ring() {
  const node = document.createElementNS(namespace, "svg");
  node.setAttribute("viewBox", "0 0 36 36");
  node.setAttribute("class", "ring");
  node.setAttribute("aria-hidden", "true");
  const rest = circle("ring-rest");
  const label = document.createElementNS(namespace, "text");
  label.setAttribute("x", 18);
  label.setAttribute("y", 18);
  rest.setAttribute("stroke-dasharray", length.toFixed(2));
  node.append(circle("ring-whole"), rest, label);
  return {
    node,
    show(left, whole) {
      const part = Math.max(0, Math.min(1, left / whole));
      rest.setAttribute("stroke-dashoffset", (length * (1 - part)).toFixed(2));
      label.textContent = String(Math.max(0, Math.ceil(left)));
      node.classList.toggle("is-ending", left <= 5);
    },
  };
}
