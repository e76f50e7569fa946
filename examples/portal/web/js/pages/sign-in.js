// The sign-in page: the name, then the steps that the server asks for.

import { get, post } from "../core/api.js";
import { el } from "../core/dom.js";
import { ProofFlow } from "../proof/flow.js";
import { button } from "../ui/button.js";
import { callout } from "../ui/say.js";
import { drawShell } from "../ui/shell.js";
import { showNameStep } from "./sign-in-name.js";
import { loadPage } from "./load.js";

const place = { host: document.querySelector("#step"), titled: "Sign in" };

loadPage(place.host, async () => {
  const session = await get("/session");
  drawShell(session);
  arrive(session);
});

function arrive(session) {
  switch (session.state) {
    case "signing_in":
      return flowFor().show(session);
    case "signed_in":
    case "step_up":
      return goOn(session);
    default:
      // Also a reset that was left: signing in begins anew.
      return askName(location.hash === "#signed-out" && callout("good", "You're signed out"));
  }
}

function askName(notice) {
  showNameStep(place, { notice, onSession: (session) => flowFor().show(session) });
}

function flowFor() {
  return new ProofFlow(place, {
    lead: whoIsThis,
    forgotten: true,
    canRemember: true,
    onSession: goOn,
    onOver: (problem) => askName(callout("care", problem?.title ?? "Let's begin again", problem?.detail)),
  });
}

function whoIsThis(session) {
  const notYou = button("Not you?", {
    kind: "plain",
    run: async () => {
      await post("/sign-in/cancel").catch(() => {});
      askName();
    },
  });
  const name = el("span", { title: session.username }, session.username);
  return el("div", { class: "person" }, name, notYou);
}

function goOn(session) {
  if (session.must_register) return location.replace("/secure");
  if (session.must_change_password) return location.replace("/security-info#password");
  const wanted = new URLSearchParams(location.search).get("return") ?? "";
  // Only a path of this site: never "//host" or "/\host".
  return location.replace(/^\/[a-z][a-z/-]*$/.test(wanted) ? wanted : "/security-info");
}
