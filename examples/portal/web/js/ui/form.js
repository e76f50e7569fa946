// A form that submits once, keeps what was typed, and puts a refusal where it belongs.

import { el } from "../core/dom.js";
import { wordsOf } from "../core/problem.js";
import { busy, button } from "./button.js";
import { problemPlace } from "./say.js";

/// `submit` runs with all fields filled; a Problem it throws goes beside the field that `fieldOf(problem)` names,
/// or above the buttons. `empty` says what is asked when the first field is empty.
export function form({ fields, label, submit, fieldOf = () => fields[0], empty, beside = [], between = [], kind = "" }) {
  const problems = problemPlace();
  const go = button(label, { kind: `primary ${kind}`.trim(), type: "submit" });
  const node = el(
    "form",
    { class: "stack", novalidate: true },
    fields.map((one) => one.node),
    between,
    problems.node,
    kind === "wide" ? el("div", { class: "stack close" }, go, beside) : el("div", { class: "actions" }, beside, go),
  );
  const attempt = async () => {
    problems.clear();
    for (const one of fields) one.clear();
    const missing = fields.find((one) => one.input.required && one.value.trim() === "");
    if (missing) return missing.fail(empty ?? "Fill this in to go on.");
    try {
      await submit();
    } catch (problem) {
      place(problem, fieldOf, problems);
    }
    return undefined;
  };
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(go, attempt);
  });
  return { node, go, problems };
}

const aboutField = new Set([
  "code_mismatch",
  "code_replayed",
  "password_mismatch",
  "password_rejected",
  "invalid_password",
  "invalid_username",
  "invalid_argument",
]);

function place(problem, fieldOf, problems) {
  const one = aboutField.has(problem.code) ? fieldOf(problem) : undefined;
  const [title, detail] = wordsOf(problem);
  if (one) one.fail(title.replace(/[.?]?$/, "."), detail);
  else problems.show(problem);
}
