// "Keep your account secure": a first method, then recovery codes, one question a screen.

import { get, post } from "../core/api.js";
import { el } from "../core/dom.js";
import { forget, remembered } from "../methods/in-progress.js";
import { addMethod, choices, resumeMethod } from "../methods/choose.js";
import { recoveryCodes } from "../methods/recovery-codes.js";
import { kindOf } from "../account/method-words.js";
import { button, link } from "../ui/button.js";
import { icon } from "../ui/icon.js";
import { callout } from "../ui/say.js";
import { screen } from "../ui/screen.js";
import { more } from "../ui/secret.js";
import { drawShell, goToSignIn, guardPage } from "../ui/shell.js";
import { loadPage } from "./load.js";

const card = document.querySelector("#step");
const progress = el("div", { class: "stack close" });
const host = el("div", { class: "stack" });
const place = { host, titled: "Keep your account secure", quiet: true };
const wizard = { session: undefined, info: undefined };

guardPage();
loadPage(card, async () => {
  let session = await get("/session");
  if (session.state === "step_up") session = await post("/sign-in/cancel");
  if (session.state !== "signed_in") return goToSignIn();
  wizard.session = session;
  wizard.info = await get("/security-info");
  drawShell(session);
  card.replaceChildren(progress, host);
  await begin();
});

async function begin() {
  const left = remembered();
  if (left) {
    reach(2);
    try {
      return await resumeMethod(place, left, options());
    } catch {
      forget();
    }
  }
  return wizard.info.has_second_factor ? codes() : recommend();
}

function reach(step) {
  const bars = [1, 2, 3].map((one) => el("span", { class: one <= step ? "reached" : "" }));
  progress.replaceChildren(
    el("div", { class: "progress", "aria-hidden": "true" }, bars),
    el("p", { class: "soft small" }, `Step ${step} of 3`),
  );
}

function recommend() {
  reach(1);
  const offered = wizard.info.addable.filter((one) => one.offered && one.kind !== "recovery_codes");
  const best = offered.find((one) => one.kind === "authenticator_app") ?? offered[0];
  if (!best) return nothingOffered();
  const others = offered.filter((one) => one !== best);
  const { picture, name, like, needs } = kindOf(best.kind);
  return screen(
    place,
    "Keep your account secure",
    el("p", {}, "A password can be guessed or stolen. A second step keeps your account yours. It takes two minutes."),
    el(
      "div",
      { class: "callout accent" },
      icon(picture),
      el("div", {}, el("h2", {}, name), el("p", {}, "We recommend it: strong, quick, and you see what you approve."), el("p", { class: "soft small" }, `${like} ${needs}`)),
    ),
    others.length > 0 && more("Use something else", choices(others, start)),
    el("div", { class: "actions" }, button("Next", { kind: "primary", run: () => start(best.kind) })),
  );
}

function nothingOffered() {
  const reasons = wizard.info.addable.map((one) => one.sentence);
  return screen(
    place,
    "Ask your service desk",
    callout("care", "You can't add a method by yourself just now", [...new Set(reasons)].join(" ")),
    el("p", {}, "They'll check who you are and help you on."),
  );
}

function start(kind) {
  reach(2);
  addMethod(place, kind, options());
}

function options() {
  return { session: wizard.session, doneLabel: "Next", onCancel: recommend, onDone: codes };
}

async function codes() {
  reach(3);
  wizard.info = await get("/security-info");
  const offer = wizard.info.addable.find((one) => one.kind === "recovery_codes");
  if (wizard.info.recovery_codes_left > 0 || !offer) return done();
  return recoveryCodes(place, {
    title: "One more thing: recovery codes",
    account: wizard.session,
    replaces: 0,
    onDone: done,
    skip: button("Later", { kind: "plain", run: done }),
  });
}

function done() {
  reach(3);
  const left = wizard.info.recovery_codes_left === 0;
  return screen(
    place,
    "You're set",
    callout("good", "Your account is protected", "From now on we'll ask for your second step when you sign in."),
    el("p", { class: "soft" }, left ? "You can change all of this in Security info at any time." : "Your methods are listed in Security info."),
    el("div", { class: "actions" }, link("Go to Security info", "/security-info", { kind: "primary", autofocus: true })),
  );
}
