// Adding the authenticator: instructions → QR code → number test → done. Begins, resumes and ends it.

import { get, post } from "../core/api.js";
import { el } from "../core/dom.js";
import { follow } from "../core/follow.js";
import { button } from "../ui/button.js";
import { problemPlace } from "../ui/say.js";
import { screen, whenLeft } from "../ui/screen.js";
import { testScreen } from "./authenticator-test.js";
import { forget, remember } from "./in-progress.js";
import { showDone, showGone } from "./outcome.js";
import { scanScreen } from "./authenticator-scan.js";

export function addAuthenticator(place, options) {
  const problems = problemPlace();
  const begin = async () => {
    try {
      run(place, options, await post("/security-info/authenticator"));
    } catch (problem) {
      problems.show(problem);
    }
  };
  screen(
    place,
    "First, open the authenticator on your phone",
    el("p", {}, "On the phone, go to this address and add it to the home screen:"),
    el("p", {}, el("a", { class: "mono", href: options.session.authenticator_url, target: "_blank", rel: "noopener" }, options.session.authenticator_url)),
    el("p", { class: "soft" }, "Keep it on the phone: you'll approve sign-ins there."),
    problems.node,
    el(
      "div",
      { class: "actions" },
      button("Back", { kind: "plain", picture: "back", run: options.onCancel }),
      button("Next", { kind: "primary", run: begin, autofocus: true }),
    ),
  );
}

export async function resumeAuthenticator(place, options, id) {
  run(place, options, await get(`/security-info/authenticator/${id}`));
}

/// The ceremony: what the server says decides which screen is shown.
function run(place, options, registration) {
  remember("authenticator_app", registration.id);
  const path = `/security-info/authenticator/${registration.id}`;
  const ceremony = { place, options, path, registration, shown: undefined };
  let stop = () => {};
  const end = () => {
    stop();
    forget();
  };
  ceremony.cancel = async () => {
    end();
    await post(`/security-info/registrations/${registration.id}/cancel`).catch(() => {});
    options.onCancel();
  };
  ceremony.again = () => {
    end();
    addAuthenticator(place, options);
  };
  ceremony.over = () => {
    end();
    showGone(place, () => addAuthenticator(place, options), options);
  };
  ceremony.take = (now) => {
    ceremony.registration = { ...now, qr_svg: now.qr_svg ?? ceremony.registration.qr_svg };
    return show(ceremony, end);
  };
  stop = follow(path, {
    event: "registration",
    onData: ceremony.take,
    onEnd: (problem) => problem.code === "not_found" && ceremony.over(),
  });
  place.close = () => stop();
  ceremony.take(registration);
}

function show(ceremony, end) {
  const { stage } = ceremony.registration;
  if (stage === "proved") {
    if (ceremony.shown !== "proved") confirm(ceremony, end);
    ceremony.shown = "proved";
    return true;
  }
  if (ceremony.shown === stage) {
    ceremony.update?.(ceremony.registration);
    return false;
  }
  ceremony.shown = stage;
  ceremony.update = stage === "phone_linked" ? testScreen(ceremony) : scanScreen(ceremony);
  return false;
}

async function confirm(ceremony, end) {
  const { place, options, path, registration } = ceremony;
  const problems = problemPlace();
  const attempt = async () => {
    try {
      const changed = await post(`${path}/confirm`);
      end();
      await showDone(place, options, { changed, name: registration.device_name ?? "Your phone" });
    } catch (problem) {
      if (problem.code === "not_found") ceremony.over();
      else failed(ceremony, problems, problem, attempt);
    }
  };
  await attempt();
}

function failed(ceremony, problems, problem, attempt) {
  const actions = [button("Cancel", { run: ceremony.cancel }), button("Try again", { kind: "primary", run: attempt })];
  screen(ceremony.place, "Almost there", problems.node, el("div", { class: "actions" }, actions));
  whenLeft(ceremony.place, () => problems.clear());
  problems.show(problem);
}
