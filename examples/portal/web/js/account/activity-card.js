// The last five events on Security info.

import { get } from "../core/api.js";
import { el, fill } from "../core/dom.js";
import { showFailure } from "../pages/load.js";
import { activityList } from "./activity-list.js";

export function activityCard() {
  const body = el("div", { class: "stack" }, el("div", { class: "bone tall" }));
  load(body);
  return el(
    "section",
    { class: "card stack", "aria-labelledby": "activity-heading" },
    el(
      "div",
      { class: "row apart" },
      el("h2", { id: "activity-heading", tabindex: "-1" }, "Recent activity"),
      el("a", { class: "button plain", href: "/activity" }, "See all", el("span", { class: "unseen" }, " activity")),
    ),
    body,
  );
}

async function load(body) {
  try {
    const { entries } = await get("/security-info/activity?before=0&limit=5");
    fill(body, entries.length > 0 ? activityList(entries) : el("p", { class: "soft" }, "Nothing yet."));
  } catch (problem) {
    showFailure(body, problem, () => load(body));
  }
}
