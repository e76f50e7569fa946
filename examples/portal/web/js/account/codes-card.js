// Recovery codes: how many are left, new ones, and removing them.

import { el } from "../core/dom.js";
import { timeEl } from "../core/time.js";
import { button } from "../ui/button.js";
import { openDialog } from "../ui/dialog.js";
import { icon } from "../ui/icon.js";
import { recoveryCodes } from "../methods/recovery-codes.js";
import { removeMethod } from "./method-dialogs.js";

export function codesCard(info, page) {
  const method = info.methods.find((one) => one.kind === "recovery_codes");
  const offer = info.addable.find((one) => one.kind === "recovery_codes");
  const left = info.recovery_codes_left;
  return el(
    "section",
    { class: "card stack head-only", "aria-labelledby": "codes-heading" },
    el("div", { class: "row" }, icon("list"), el("h2", { id: "codes-heading" }, "Recovery codes")),
    el(
      "div",
      {},
      el("p", {}, left > 0 ? `${left} unused code${left === 1 ? "" : "s"}.` : "You have none."),
      el("p", { class: "soft small" }, method ? ["Made ", timeEl(method.added), method.last_used && [" · Last used ", timeEl(method.last_used)]] : "They let you in when your phone is lost or broken."),
      !method && offer && !offer.offered && el("p", { class: "soft small" }, offer.sentence),
    ),
    el(
      "div",
      { class: "row foot" },
      (method || offer?.offered !== false) && button(method ? "Make new codes" : "Make codes", { key: "codes", run: () => openCodes(info, page) }),
      method && button("Remove", { kind: "plain danger", key: `remove-${method.id}`, name: "Remove the recovery codes", run: () => removeMethod(method, info, page) }),
    ),
  );
}

export async function openCodes(info, page) {
  await openDialog((dialog) => recoveryCodes({ dialog }, {
    replaces: info.recovery_codes_left,
    account: page.session,
    onDone: () => dialog.close(),
  }));
  await page.refresh();
}
