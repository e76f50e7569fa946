// "This wasn't me", from the link in a notice. The token stands in the fragment, which is never sent with the page.

import { get, post } from "../core/api.js";
import { el } from "../core/dom.js";
import { outcomeWords, stepList } from "../account/report-dialog.js";
import { button, link } from "../ui/button.js";
import { callout, problemPlace } from "../ui/say.js";
import { screen } from "../ui/screen.js";
import { drawShell } from "../ui/shell.js";
import { loadPage } from "./load.js";

const place = { host: document.querySelector("#step"), titled: "This wasn't me" };

loadPage(place.host, async () => {
  drawShell(await get("/session"));
  const token = location.hash.slice(1);
  if (token) ask(token);
  else incomplete();
});

function ask(token) {
  const problems = problemPlace();
  const report = async () => {
    try {
      const outcome = await post("/report", { token });
      history.replaceState(null, "", location.pathname);
      reported(outcome);
    } catch (problem) {
      problems.show(problem);
    }
  };
  screen(
    place,
    "This wasn't you?",
    el("p", {}, "We told you of something on your account. If it wasn't you, report it. This follows at once:"),
    stepList(),
    problems.node,
    button("Report it", { kind: "primary danger wide", run: report }),
    el("p", { class: "soft small" }, "If it was you, close this page. Nothing has happened yet."),
  );
}

function reported(outcome) {
  screen(
    place,
    "Thank you. Your account is safe again",
    callout("good", "Everyone was signed out", outcomeWords(outcome)),
    el("p", {}, "Sign in now and choose a new password."),
    link("Sign in", "/sign-in", { kind: "primary wide", autofocus: true }),
  );
}

function incomplete() {
  screen(
    place,
    "This link isn't complete",
    callout("care", "The part after the # is missing", "Open the link in the notice again, or copy all of it."),
    el("p", {}, "You can also sign in and report it under Activity."),
    link("Sign in", "/sign-in?return=/activity", { kind: "wide" }),
  );
}
