// Sign out everywhere.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { confirmDialog } from "../ui/dialog.js";
import { confirmDone } from "../ui/say.js";

export function everywhereBlock(page) {
  return el(
    "section",
    { class: "card row", "aria-labelledby": "everywhere-heading" },
    el(
      "div",
      { class: "grow" },
      el("h2", { id: "everywhere-heading" }, "Lost a device, or left one signed in?"),
      el("p", { class: "soft" }, "Sign out everywhere ends every other sign-in, and forgets every remembered browser."),
    ),
    button("Sign out everywhere", { kind: "danger", key: "everywhere", run: () => signOutEverywhere(page) }),
  );
}

async function signOutEverywhere(page) {
  const done = await confirmDialog({
    title: "Sign out everywhere?",
    body: [
      el(
        "ul",
        { class: "steps" },
        ["You stay signed in here.", "Everywhere else, you'll have to sign in again.", "All remembered browsers are forgotten."].map((sentence) => el("li", {}, sentence)),
      ),
    ],
    label: "Sign out everywhere",
    act: async () => {
      await post("/security-info/sign-out-everywhere");
      await page.refresh();
    },
  });
  if (done) confirmDone("Signed out everywhere else.");
}
