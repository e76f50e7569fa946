// The test: the number is shown here and typed on the phone, as at each sign-in.

import { post } from "../core/api.js";
import { el, swap } from "../core/dom.js";
import { endingOf, numberToMatch } from "../proof/prompt-view.js";
import { button } from "../ui/button.js";
import { callout, problemPlace } from "../ui/say.js";
import { screen, whenLeft } from "../ui/screen.js";
import { secondPhone } from "./authenticator-scan.js";

/// Draws the screen; the function it gives takes what changed.
export function testScreen(ceremony) {
  const phone = ceremony.registration.device_name || "your phone";
  const body = el("div", { class: "stack" });
  const view = { ceremony, body, phone, drawn: "", stop: () => {} };
  draw(view, ceremony.registration);
  screen(
    ceremony.place,
    "Let's try it once",
    callout("good", `“${phone}” is linked`, ceremony.registration.second_phone_refused ? "" : "This is how signing in will be."),
    ceremony.registration.second_phone_refused && secondPhone(ceremony),
    body,
    el("div", { class: "actions" }, button("Cancel", { run: ceremony.cancel })),
  );
  whenLeft(ceremony.place, () => view.stop());
  return (now) => draw(view, now);
}

function draw(view, registration) {
  const { test } = registration;
  const drawn = test ? `${test.state} ${test.number ?? ""}` : "none";
  if (drawn === view.drawn) return;
  view.drawn = drawn;
  view.stop();
  view.stop = () => {};
  if (!test) ready(view);
  else if (test.state === "waiting") waiting(view, test);
  else if (test.state !== "approved" && test.state !== "redeemed") ended(view, registration);
}

function ready(view) {
  swap(
    view.body,
    el("p", {}, `We'll show a number here, and ask for it on ${view.phone}. Have it in your hand.`),
    starter(view, "Show the number"),
  );
}

function waiting(view, test) {
  const number = numberToMatch({ prompt: test, phone: view.phone });
  view.stop = number.stop;
  swap(view.body, number.node, el("p", { class: "soft small" }, "Nothing on the phone? Open the authenticator and pull to check."));
}

function ended(view, registration) {
  const [title, advice] = endingOf(registration.test.state);
  const left = registration.tests_left;
  if (left === 0) {
    swap(
      view.body,
      el("div", { role: "alert" }, callout("bad", title, "That was the last try with this QR code. Start again to get a new one.")),
      button("Start again", { kind: "primary wide", run: view.ceremony.again }),
    );
    return;
  }
  const tries = left === 1 ? "One try left." : `${left} tries left.`;
  swap(view.body, el("div", { role: "alert" }, callout("care", title, `${advice} ${tries}`)), starter(view, "Show a new number"));
}

function starter(view, label) {
  const problems = problemPlace();
  const start = async () => {
    try {
      view.ceremony.take(await post(`${view.ceremony.path}/test`));
    } catch (problem) {
      if (problem.code === "not_found") view.ceremony.over();
      else problems.show(problem);
    }
  };
  return [problems.node, button(label, { kind: "primary wide", run: start, autofocus: true })];
}
