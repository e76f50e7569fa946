// "This wasn't me": says what follows, then does it.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { openDialog } from "../ui/dialog.js";
import { callout, problemPlace } from "../ui/say.js";

/// What a report does, in the order in which it matters.
export const reportSteps = [
  "Everyone is signed out, here too.",
  "What was added or changed since is suspended, and what was removed comes back.",
  "Browsers remembered since are forgotten.",
  "You choose a new password when you next sign in.",
];

export function stepList() {
  return el("ul", { class: "steps" }, reportSteps.map((sentence) => el("li", {}, sentence)));
}

/// What was done, in words.
export function outcomeWords(outcome) {
  const parts = [
    count(outcome.methods_suspended, "method was", "methods were", "suspended"),
    count(outcome.methods_restored, "method was", "methods were", "brought back"),
    count(outcome.browsers_forgotten, "browser was", "browsers were", "forgotten"),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" ") : "Nothing had been changed since.";
}

function count(number, one, many, done) {
  return number > 0 && `${number} ${number === 1 ? one : many} ${done}.`;
}

export function reportEntry(entry) {
  return openDialog((dialog) => {
    const problems = problemPlace();
    const report = async () => {
      try {
        const outcome = await post("/report", { token: entry.report });
        dialog.guard = () => location.assign("/sign-in");
        reported(dialog, outcome);
      } catch (problem) {
        problems.show(problem);
      }
    };
    dialog.show(
      "This wasn't you?",
      el("p", { class: "soft" }, entry.sentence),
      el("p", {}, "If you report it, this follows at once:"),
      stepList(),
      problems.node,
      el(
        "div",
        { class: "actions" },
        button("It was me", { run: () => dialog.close() }),
        button("Report it", { kind: "primary danger", run: report }),
      ),
    );
  });
}

function reported(dialog, outcome) {
  dialog.show(
    "Thank you. Your account is safe again",
    callout("good", "Everyone was signed out", outcomeWords(outcome)),
    el("p", {}, "Sign in now and choose a new password."),
    el("div", { class: "actions" }, button("Sign in", { kind: "primary", run: () => location.assign("/sign-in") })),
  );
}
