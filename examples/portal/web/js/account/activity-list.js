// What happened, in words, newest first.

import { el } from "../core/dom.js";
import { timeEl } from "../core/time.js";
import { button } from "../ui/button.js";
import { icon } from "../ui/icon.js";
import { reportEntry } from "./report-dialog.js";

const pictures = { sign_in: ["key", ""], change: ["pencil", ""], refusal: ["refused", "bad"] };

export function activityList(entries) {
  return el("ul", { class: "list", role: "list" }, entries.map(item));
}

export function item(entry) {
  const [picture, extra] = pictures[entry.category] ?? ["info", ""];
  const from = [entry.browser, entry.place && `near ${entry.place}`].filter((part) => part && !entry.sentence.includes(part.replace(/^near /, "")));
  return el(
    "li",
    { "data-event": entry.event },
    icon(picture, extra),
    el(
      "div",
      { class: "grow" },
      el("p", {}, entry.sentence),
      el("p", { class: "soft small" }, timeEl(entry.time), from.length > 0 && ` · ${from.join(", ")}`),
    ),
    entry.report && el("div", { class: "acts" }, button("This wasn't me", { kind: "plain", key: `report-${entry.sequence}`, run: () => reportEntry(entry) })),
  );
}
