// A question before something that cannot be taken back. The focus returns to where it was.

import { button, element, newId } from "./dom.js";

/**
 * @param {{title: string, text: (string|Node)[], yes: string, no?: string, danger?: boolean}} asked
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, yes, no = "Cancel", danger = false }) {
  const id = newId("dialog");
  const before = document.activeElement;
  return new Promise((resolve) => {
    const close = (said) => dialog.close(said ? "yes" : "no");
    const dialog = element(
      "dialog",
      { "aria-labelledby": id },
      element("h2", { id }, title),
      ...text.map((one) => (typeof one === "string" ? element("p", {}, one) : one)),
      element(
        "div",
        { class: "actions" },
        button(danger ? "danger" : "primary", yes, () => close(true)),
        button("secondary", no, () => close(false), { autofocus: true }),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before?.isConnected) before.focus();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
