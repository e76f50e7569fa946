// On an iPhone or iPad in a browser's tab: what is added here would be missing in the installed app, and lost in a week.

import { readLink } from "../protocol/link.js";
import { button, element } from "../ui/dom.js";
import { heading } from "../ui/heading.js";
import { icon } from "../ui/icons.js";
import { copy, notice } from "../ui/notice.js";
import { replace } from "../ui/router.js";

function anyway(text) {
  try {
    if (text) return replace("consent", { link: readLink(text) });
  } catch {
    // The next screen asks for it again.
  }
  return replace("add", { anyway: true });
}

/** @param {string} text  the link that was opened, or "" */
export function installGuide(text) {
  const steps = [
    ["share", "Tap Share in the browser's bar."],
    ["add", "Choose “Add to Home Screen”."],
    ["camera", "Open the app from there, and scan the QR code inside it."],
  ];
  const list = element("ol", { class: "steps" }, steps.map(([name, says]) => element("li", {}, icon(name), element("span", {}, says))));
  const copyIt = text &&
    notice("info", "You opened a link", "Copy it now, and paste it in the installed app.",
      button("secondary", [icon("copy"), "Copy the link"], () => copy(text, "Link copied")));
  const node = element(
    "div",
    { class: "screen" },
    heading("Install the app first"),
    element("p", { class: "lead" }, "In a tab, this device removes what the app keeps after a week. The installed app keeps it."),
    list,
    copyIt,
    button("quiet", "Use it in this tab anyway", () => anyway(text)),
  );
  return { title: "Install the app first", node };
}
