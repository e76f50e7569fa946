// One screen of a ceremony: it replaces the one before, and the focus goes to its first field or its heading.

import { el, fill } from "../core/dom.js";

/// `place` says where a ceremony is drawn: `host` and the level of its headings, or a dialog.
export function screen(place, title, ...children) {
  place.leave?.();
  place.leave = undefined;
  if (place.dialog) {
    place.dialog.show(title, ...children);
    return;
  }
  const heading = el(place.level ?? "h1", { tabindex: "-1" }, title);
  fill(place.host, heading, ...children);
  if (place.titled) document.title = `${title} · ${place.titled}`;
  if (place.quiet) {
    place.quiet = false;
    return;
  }
  const first = place.host.querySelector("[autofocus], input:not([type=checkbox], [type=radio], [type=hidden])");
  (first ?? heading).focus();
}

/// What is to be undone when the place shows something else: a stream, a timer.
export function whenLeft(place, leave) {
  const before = place.leave;
  place.leave = () => {
    before?.();
    leave();
  };
}
