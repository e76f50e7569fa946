// Rename a method, and remove one after saying what follows.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { dateWords } from "../core/time.js";
import { button } from "../ui/button.js";
import { confirmDialog, openDialog } from "../ui/dialog.js";
import { field } from "../ui/field.js";
import { form } from "../ui/form.js";
import { callout, confirmDone } from "../ui/say.js";
import { kindOf } from "./method-words.js";
import { counted, waysOf } from "./summary.js";

export function renameMethod(method, page) {
  return openDialog((dialog) => {
    const name = field("Name", { value: method.nickname, maxlength: 64, autocomplete: "off", hint: "Something you'll recognise, like “Work phone”." });
    const asked = form({
      fields: [name],
      label: "Save",
      empty: "Give it a name of 1 to 64 characters.",
      submit: async () => {
        await post(`/security-info/methods/${method.id}/rename`, { nickname: name.value.trim() });
        await page.refresh();
        dialog.close();
        confirmDone(`Renamed to “${name.value.trim()}”.`);
      },
      beside: [button("Cancel", { run: () => dialog.close() })],
    });
    dialog.show(`Rename “${method.nickname}”`, asked.node);
    name.input.select();
  });
}

export async function removeMethod(method, info, page) {
  if (!method.can_remove) return explainLast(method, page);
  const removed = await confirmDialog({
    title: `Remove “${method.nickname}”?`,
    body: [whatItIs(method), whatFollows(method, info)],
    label: "Remove",
    keep: "Keep it",
    act: async () => {
      await post(`/security-info/methods/${method.id}/remove`);
      await page.refresh();
    },
  });
  if (removed) confirmDone(`“${method.nickname}” was removed. A notice is on its way to you.`);
  return removed;
}

function explainLast(method, page) {
  return openDialog((dialog) => {
    const add = () => {
      dialog.close();
      page.add();
    };
    dialog.show(
      `“${method.nickname}” can't be removed yet`,
      callout("care", "It's your last way to sign in", "Without it you would be locked out."),
      el("p", {}, "Add another method first. Then you can remove this one."),
      el("div", { class: "actions" }, button("Close", { run: () => dialog.close() }), button("Add a method", { kind: "primary", run: add })),
    );
  });
}

function whatItIs(method) {
  const used = method.last_used ? `last used ${dateWords(method.last_used)}` : "never used";
  return el("p", { class: "soft" }, `${kindOf(method.kind).name}, added ${dateWords(method.added)}, ${used}.`);
}

/// What will still be there, what becomes the default, and what is left to do on the phone.
export function consequencesOf(method, info) {
  const left = waysOf(info).filter((one) => one.id !== method.id && !one.suspended);
  const codes = method.kind === "recovery_codes" ? 0 : info.recovery_codes_left;
  const kept = [
    left.length > 0 && left.map((one) => `“${one.nickname}”`).join(", "),
    codes > 0 && counted(codes, "recovery code"),
  ].filter(Boolean);
  return [
    kept.length > 0 ? `You will still have ${kept.join(" and ")}.` : "You will have your password only.",
    method.is_default && left.length > 0 && "Another method becomes your default.",
    method.kind === "authenticator_app" && "Also remove the entry in the authenticator on the phone: it stays there until you do.",
    method.kind === "totp" && "Also delete the entry in your code app: its codes will no longer work.",
    method.kind === "recovery_codes" && "Codes on paper stop working: throw them away.",
  ].filter(Boolean);
}

function whatFollows(method, info) {
  return el("ul", { class: "steps" }, consequencesOf(method, info).map((sentence) => el("li", {}, sentence)));
}
