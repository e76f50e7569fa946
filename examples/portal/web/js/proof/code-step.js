// Proof by something typed: the password, a code from an app, a recovery code.

import { el } from "../core/dom.js";
import { codeField, field, passwordField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { screen } from "../ui/screen.js";

export function passwordStep(place, flow) {
  const password = passwordField("Password", { autocomplete: "current-password" });
  const asked = form({
    fields: [password],
    label: flow.verb,
    kind: "wide",
    empty: "Type your password.",
    submit: () => flow.answer({ password: password.value }),
    beside: flow.forgotten ? [el("a", { class: "button plain", href: "/reset" }, "Forgot your password?")] : [],
  });
  screen(place, flow.titleOf("Enter your password"), flow.about(), asked.node, flow.footer());
}

export function codeStep(place, flow) {
  const { way } = flow;
  const code = codeField("Code", { hint: "Six digits. It changes every 30 seconds." });
  const asked = form({
    fields: [code],
    between: flow.remember(),
    label: flow.verb,
    kind: "wide",
    empty: "Type the six digits that your app shows now.",
    submit: () => flow.answer({ method: way.method, code: code.value }),
  });
  const where = way.method ? `Open “${way.label}” and type the code it shows.` : "Open your app and type the code it shows for this account.";
  screen(place, flow.titleOf("Enter the code from your app"), flow.about(where), asked.node, flow.footer());
}

export function recoveryStep(place, flow) {
  const code = field("Recovery code", {
    class: "mono",
    hint: "Each code works once. Capitals and dashes don't matter.",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: 64,
  });
  const asked = form({
    fields: [code],
    between: flow.remember(),
    label: flow.verb,
    kind: "wide",
    empty: "Type one of the codes that you saved.",
    submit: () => flow.answer({ recovery_code: code.value.trim() }),
  });
  const where = "Take one that you haven't used from the list you saved or printed.";
  screen(place, flow.titleOf("Enter a recovery code"), flow.about(where), asked.node, flow.footer());
}
