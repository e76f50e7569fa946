// A ring that runs down until a time, around a number.

import { now } from "../core/clock.js";
import { el, svgEl } from "../core/dom.js";
import { secondsUntil } from "../core/time.js";

const radius = 46;
const length = 2 * Math.PI * radius;

/// `onSecond(left)` is called each second. `stop()` ends it.
export function countdownRing({ expires, total = 60, inside, onSecond = () => {} }) {
  const left = svgEl("circle", { class: "left", cx: 50, cy: 50, r: radius, "stroke-dasharray": length });
  const ring = svgEl("svg", { viewBox: "0 0 100 100", "aria-hidden": "true" }, svgEl("circle", { cx: 50, cy: 50, r: radius }), left);
  const node = el("div", { class: "ring" }, ring, inside);
  const whole = Math.max(total, secondsUntil(expires));
  let said = -1;
  const draw = () => {
    const seconds = secondsUntil(expires);
    const share = Math.max(0, (Date.parse(expires) - now()) / 1000 / whole);
    left.setAttribute("stroke-dashoffset", String(length * (1 - Math.min(1, share))));
    if (seconds !== said) onSecond((said = seconds));
  };
  draw();
  const timer = setInterval(draw, 250);
  return { node, stop: () => clearInterval(timer) };
}
