// The dialog that adds a method, and the one that takes up a registration after a reload.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { openDialog } from "../ui/dialog.js";
import { callout, confirmDone } from "../ui/say.js";
import { addMethod, choices, resumeMethod } from "../methods/choose.js";
import { forget, remembered } from "../methods/in-progress.js";

export function openAdd(info, page) {
  return withDialog(page, (dialog, place) => choose(dialog, place, info, page));
}

/// Takes up what was in progress when the page was left; says so when it is over.
export async function resumeAdd(info, page) {
  const left = remembered();
  if (!left) return;
  await withDialog(page, async (dialog, place) => {
    dialog.show("One moment", el("p", { class: "soft" }, "Taking up where you were…"));
    try {
      await resumeMethod(place, left, optionsFor(dialog, place, info, page));
    } catch {
      forget();
      dialog.close();
      confirmDone("Adding a method had ended. Nothing was added.");
    }
  });
}

async function withDialog(page, content) {
  const place = {};
  await openDialog((dialog) => {
    place.dialog = dialog;
    content(dialog, place);
  });
  place.leave?.();
  place.close?.();
  const left = remembered();
  if (left) {
    forget();
    await post(`/security-info/registrations/${left.id}/cancel`).catch(() => {});
  }
  await page.refresh();
}

function choose(dialog, place, info, page) {
  place.leave?.();
  place.leave = undefined;
  dialog.show(
    "Add a sign-in method",
    el("p", { class: "soft" }, "What would you like to use?"),
    choices(info.addable, (kind) => addMethod(place, kind, optionsFor(dialog, place, info, page))),
    info.addable.every((one) => !one.offered) && callout("care", "Nothing can be added just now", "Each method says why."),
    el("div", { class: "actions" }, button("Cancel", { run: () => dialog.close() })),
  );
}

function optionsFor(dialog, place, info, page) {
  return {
    session: page.session,
    replaces: info.recovery_codes_left,
    onDone: () => dialog.close(),
    onCancel: () => choose(dialog, place, info, page),
  };
}
