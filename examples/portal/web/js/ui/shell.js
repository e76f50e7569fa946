// What stands around every page: the header, the footer, and where the page goes when nobody is signed in.

import { post, whenNeeded } from "../core/api.js";
import { el, fill } from "../core/dom.js";
import { stepUp } from "../proof/step-up.js";
import { button } from "./button.js";
import { icon } from "./icon.js";
import { themeSwitch } from "./theme.js";

/// Draws header and footer for what is known of the session.
export function drawShell(session) {
  fill(document.querySelector(".top-inner"), brand(session), whoIs(session), signOut(session), themeSwitch());
  const words = session.demo ? "A demonstration with made-up people. Sign in with an account from the terminal." : session.issuer;
  fill(document.querySelector(".bottom"), words);
}

/// For pages of somebody signed in: asks for proof when needed, and goes to the sign-in when it is over.
export function guardPage() {
  whenNeeded({ proof: stepUp, signedOut: goToSignIn });
}

export function goToSignIn() {
  const here = location.pathname === "/" ? "" : location.pathname;
  location.replace(here ? `/sign-in?return=${encodeURIComponent(here)}` : "/sign-in");
}

function brand(session) {
  const home = session.state === "signed_in" ? "/security-info" : "/sign-in";
  return el("a", { class: "brand", href: home }, icon("mark", "mark"), session.issuer ?? "Counterfoil");
}

function whoIs(session) {
  return isIn(session) && el("span", { class: "who", title: session.username }, session.username);
}

function signOut(session) {
  if (!isIn(session)) return undefined;
  return button("Sign out", {
    kind: "plain",
    picture: "leave",
    run: async () => {
      await post("/sign-out").catch(() => {});
      location.assign("/sign-in#signed-out");
    },
  });
}

function isIn(session) {
  return session.state === "signed_in" || session.state === "step_up";
}
