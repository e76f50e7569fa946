// A forgotten password: the name, two proofs, a new password.

import { get, post } from "../core/api.js";
import { el } from "../core/dom.js";
import { ProofFlow } from "../proof/flow.js";
import { button, link } from "../ui/button.js";
import { passwordField } from "../ui/field.js";
import { form } from "../ui/form.js";
import { callout } from "../ui/say.js";
import { screen } from "../ui/screen.js";
import { drawShell } from "../ui/shell.js";
import { loadPage } from "./load.js";
import { showNameStep } from "./sign-in-name.js";

const place = { host: document.querySelector("#step"), titled: "Reset your password" };

loadPage(place.host, async () => {
  const session = await get("/session");
  drawShell(session);
  arrive(session);
});

function arrive(session) {
  if (session.state === "resetting") prove(session);
  else if (session.state === "new_password") askPassword();
  else askName();
}

function askName(notice) {
  showNameStep(place, {
    notice,
    path: "/password-reset",
    title: "Forgot your password?",
    lead: "Tell us who you are, then prove it in two ways: a code from your app, and a recovery code.",
    onSession: prove,
  });
  place.host.append(
    el("p", { class: "soft small" }, "Neither at hand? Your service desk can check who you are and help."),
    el("div", { class: "row middle" }, link("Back to sign in", "/sign-in", { kind: "plain", picture: "back" })),
  );
}

function prove(session) {
  const flow = new ProofFlow(place, {
    verb: "Next",
    lead: person,
    onSession: (next) => (next.state === "new_password" ? askPassword() : askName()),
    onOver: (problem) => askName(callout("care", problem?.title ?? "Let's begin again", problem?.detail)),
  });
  flow.show(session);
}

function person(session) {
  const back = button("Not you?", {
    kind: "plain",
    run: async () => {
      await post("/sign-in/cancel").catch(() => {});
      askName();
    },
  });
  return el("div", { class: "person" }, el("span", { title: session.username }, session.username), back);
}

function askPassword() {
  const next = passwordField("New password", {
    autocomplete: "new-password",
    hint: "Long is better than complicated. Three or four unrelated words work well.",
  });
  const asked = form({
    fields: [next],
    label: "Set the password",
    kind: "wide",
    empty: "Type a new password.",
    submit: async () => {
      await post("/password-reset/password", { password: next.value });
      done();
    },
  });
  screen(place, "Choose a new password", el("p", { class: "soft" }, "All sign-ins on your account end when you do."), asked.node);
}

function done() {
  screen(
    place,
    "Your password is changed",
    callout("good", "Everyone was signed out", "Sign in with the new password."),
    link("Sign in", "/sign-in", { kind: "primary wide", autofocus: true }),
  );
}
