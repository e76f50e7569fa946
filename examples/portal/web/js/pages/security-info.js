// Security info: the state, the default, the methods, and everything about them.

import { get, post } from "../core/api.js";
import { el, fill } from "../core/dom.js";
import { activityCard } from "../account/activity-card.js";
import { openAdd, resumeAdd } from "../account/add-dialog.js";
import { codesCard, openCodes } from "../account/codes-card.js";
import { everywhereBlock } from "../account/everywhere.js";
import { defaultCard, methodsCard } from "../account/methods-card.js";
import { changePassword, passwordCard } from "../account/password-card.js";
import { placesCard } from "../account/places-card.js";
import { stateBlock } from "../account/state.js";
import { returnFocus } from "../ui/dialog.js";
import { drawShell, goToSignIn, guardPage } from "../ui/shell.js";
import { loadPage } from "./load.js";

const host = document.querySelector("#page");

guardPage();
loadPage(host, async () => {
  const session = await arrive();
  if (!session) return;
  drawShell(session);
  const page = { session, refresh: () => draw(page), add: () => openAdd(page.info, page) };
  await draw(page);
  if (location.hash === "#password" && page.info.must_change_password) await changePassword(page);
  else await resumeAdd(page.info, page);
});

/// The session, once it is one of somebody signed in; otherwise the page is left.
async function arrive() {
  let session = await get("/session");
  // A step-up that a reload interrupted: what it was for is gone.
  if (session.state === "step_up") session = await post("/sign-in/cancel");
  if (session.state !== "signed_in") return goToSignIn();
  if (session.must_register) return location.replace("/secure");
  return session;
}

async function draw(page) {
  const info = await get("/security-info");
  page.info = info;
  const focused = document.activeElement;
  const actions = {
    password: () => changePassword(page),
    add: page.add,
    codes: () => openCodes(info, page),
    methods: () => document.querySelector("#methods-heading").scrollIntoView(),
  };
  fill(
    host,
    stateBlock(info, actions),
    defaultCard(info, page),
    methodsCard(info, page),
    el("div", { class: "columns" }, passwordCard(info, page), codesCard(info, page)),
    activityCard(),
    el("div", { class: "columns" }, placesCard("sessions"), placesCard("browsers")),
    everywhereBlock(page),
  );
  if (focused && !focused.isConnected && !document.querySelector("dialog[open]")) returnFocus(focused);
}
