// The password card and its dialog.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { timeEl } from "../core/time.js";
import { button } from "../ui/button.js";
import { openDialog } from "../ui/dialog.js";
import { passwordField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { icon } from "../ui/icon.js";
import { confirmDone } from "../ui/say.js";
import { screenLive } from "./screening.js";

export function passwordCard(info, page) {
  if (!info.has_password) return undefined;
  return el(
    "section",
    { class: "card stack head-only", id: "password", "aria-labelledby": "password-heading" },
    el("div", { class: "row" }, icon("password"), el("h2", { id: "password-heading" }, "Password")),
    el(
      "div",
      {},
      info.must_change_password && el("p", {}, "It needs changing now."),
      el("p", {}, info.password_changed ? ["Changed ", timeEl(info.password_changed), "."] : "You have one."),
      el("p", { class: "soft small" }, "Use it nowhere else."),
    ),
    el("div", { class: "row foot" }, button("Change password", { key: "password", run: () => changePassword(page) })),
  );
}

export function changePassword(page) {
  return openDialog((dialog) => {
    const current = passwordField("Current password", { autocomplete: "current-password" });
    const next = passwordField("New password", { autocomplete: "new-password", hint: "Long is better than complicated. Three or four unrelated words work well." });
    const screening = screenLive(next);
    const asked = form({
      fields: [current, next],
      between: screening.node,
      label: "Change password",
      empty: "Type both passwords.",
      submit: async () => {
        await post("/security-info/password", { current: current.value, replacement: next.value });
        await page.refresh();
        dialog.close();
        confirmDone("Password changed. All other sign-ins have ended.");
      },
      fieldOf: (problem) => (problem.code === "password_mismatch" ? current : next),
      beside: [button("Cancel", { run: () => dialog.close() })],
    });
    dialog.show("Change your password", el("p", { class: "soft" }, "You stay signed in here. Everywhere else you'll be signed out."), asked.node);
  });
}
