// Loading: bones after a moment, then the page, or the reason and a way to try again.

import { el, fill } from "../core/dom.js";
import { button } from "../ui/button.js";
import { callout } from "../ui/say.js";

export async function loadPage(host, load) {
  host.setAttribute("aria-busy", "true");
  try {
    await load();
  } catch (problem) {
    if (problem.code === "cancelled") return;
    showFailure(host, problem, () => loadPage(host, load));
  } finally {
    host.removeAttribute("aria-busy");
  }
}

/// Says why a part of a page is not there, with a way to try again.
export function showFailure(host, problem, again) {
  const title = problem.code ? problem.title : "This page couldn't be shown";
  if (!problem.code) console.error(problem);
  const retry = button("Try again", { run: again });
  fill(host, el("div", { role: "alert", class: "stack" }, callout("bad", title, problem.detail ?? "Try again in a moment."), retry));
}
