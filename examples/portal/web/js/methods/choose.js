// Add a method: choose one. Those that can't be added say why.

import { el } from "../core/dom.js";
import { kindOf } from "../account/method-words.js";
import { icon } from "../ui/icon.js";
import { addAuthenticator, resumeAuthenticator } from "./authenticator.js";
import { addCodeApp, resumeCodeApp } from "./code-app.js";
import { recoveryCodes } from "./recovery-codes.js";

const ceremonies = {
  authenticator_app: addAuthenticator,
  totp: addCodeApp,
  recovery_codes: (place, options) => recoveryCodes(place, { ...options, account: options.session }),
};

const resumers = { authenticator_app: resumeAuthenticator, totp: resumeCodeApp };

export function isKnown(kind) {
  return kind in ceremonies;
}

export function addMethod(place, kind, options) {
  ceremonies[kind](place, options);
}

/// Takes up a registration after a reload. Throws the Problem when it is over.
export function resumeMethod(place, { kind, id }, options) {
  return resumers[kind](place, options, id);
}

/// The kinds as a list of large choices.
export function choices(addable, choose) {
  const known = addable.filter((one) => isKnown(one.kind));
  return el("ul", { class: "stack close", role: "list" }, known.map((one) => el("li", {}, choice(one, choose))));
}

function choice(one, choose) {
  const { picture, name, like, needs } = kindOf(one.kind);
  return el(
    "button",
    {
      type: "button",
      class: "choice",
      "data-kind": one.kind,
      "aria-disabled": one.offered ? undefined : "true",
      onclick: () => one.offered && choose(one.kind),
    },
    icon(picture),
    el(
      "span",
      { class: "grow" },
      el("strong", {}, name),
      el("br"),
      el("span", { class: "soft small" }, one.offered ? `${like} ${needs}` : one.sentence),
    ),
    one.offered && icon("forward", "little"),
  );
}
