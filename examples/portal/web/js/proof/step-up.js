// "Confirm it's you": a dialog that runs when something asks for fresh proof.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { cancelled } from "../core/problem.js";
import { button } from "../ui/button.js";
import { openDialog } from "../ui/dialog.js";
import { callout } from "../ui/say.js";
import { ProofFlow } from "./flow.js";

let running;

/// Resolves when the person has proved who they are; throws the problem "cancelled" when not. Several requests
/// that ask at once share one dialog.
export function stepUp({ need = "fresh_factor" } = {}) {
  running ??= prove(need).finally(() => (running = undefined));
  return running;
}

async function prove(need) {
  const session = await post("/step-up", { need });
  if (session.state !== "step_up") return;
  const place = {};
  const proved = await openDialog((dialog) => {
    place.dialog = dialog;
    const flow = new ProofFlow(place, {
      verb: "Confirm",
      lead,
      onSession: () => dialog.close(true),
      onOver: (problem) => dialog.show("Let's begin again", ...tooLate(problem, dialog)),
    });
    flow.show(session);
  });
  place.leave?.();
  if (proved) return;
  await post("/sign-in/cancel").catch(() => {});
  throw cancelled();
}

function lead() {
  return el("p", {}, "Before this changes, please confirm that it's you.");
}

function tooLate(problem, dialog) {
  const title = problem?.title ?? "That took too long";
  return [
    callout("care", title, problem?.detail ?? "Close this and try once more."),
    el("div", { class: "actions" }, button("Close", { run: () => dialog.close(false) })),
  ];
}
