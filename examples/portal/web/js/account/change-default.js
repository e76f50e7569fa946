// Change → choose → Confirm.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { openDialog } from "../ui/dialog.js";
import { icon } from "../ui/icon.js";
import { confirmDone, problemPlace } from "../ui/say.js";
import { kindOf } from "./method-words.js";

export function changeDefault(methods, page) {
  return openDialog((dialog) => {
    const problems = problemPlace();
    const group = el("fieldset", { class: "stack close" }, el("legend", { class: "unseen" }, "Default sign-in method"), methods.map(choice));
    const confirm = async () => {
      const id = group.querySelector("input:checked").value;
      const chosen = methods.find((method) => method.id === id);
      try {
        if (!chosen.is_default) await post("/security-info/default", { method: id });
        await page.refresh();
        dialog.close();
        confirmDone(`“${chosen.nickname}” is your default now.`);
      } catch (problem) {
        problems.show(problem);
      }
    };
    dialog.show(
      "Change the default method",
      el("p", { class: "soft" }, "We'll suggest it first when you sign in. You can always use another."),
      group,
      problems.node,
      el("div", { class: "actions" }, button("Cancel", { run: () => dialog.close() }), button("Confirm", { kind: "primary", run: confirm })),
    );
  });
}

function choice(method) {
  const { picture, name } = kindOf(method.kind);
  return el(
    "label",
    { class: "choice" },
    icon(picture),
    el("span", { class: "grow" }, el("strong", {}, method.nickname), el("br"), el("span", { class: "soft small" }, name)),
    el("input", { type: "radio", name: "default", value: method.id, checked: method.is_default }),
  );
}
