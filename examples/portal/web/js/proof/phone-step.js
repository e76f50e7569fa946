// Proof on the phone by matching a number.

import { post } from "../core/api.js";
import { el, swap } from "../core/dom.js";
import { follow } from "../core/follow.js";
import { button } from "../ui/button.js";
import { callout, problemPlace } from "../ui/say.js";
import { screen, whenLeft } from "../ui/screen.js";
import { more } from "../ui/secret.js";
import { contextList, endingOf, numberToMatch } from "./prompt-view.js";
import { nameOfWay, otherWay } from "./ways.js";

const patience = 8000;

export function phoneStep(place, flow) {
  const body = el("div", { class: "stack" });
  const remember = flow.remember();
  screen(place, flow.titleOf("Approve it on your phone"), flow.about(), body, remember, flow.footer());
  const view = { place, flow, body, stops: [] };
  whenLeft(place, () => clear(view));
  const { prompt } = flow.session;
  const isMine = prompt && (flow.way.method === undefined || prompt.method === flow.way.method);
  if (isMine && prompt.state === "waiting") wait(view, prompt);
  else if (isMine && prompt.state === "approved") redeem(view);
  else send(view);
}

function clear(view) {
  for (const stop of view.stops.splice(0)) stop();
}

async function send(view) {
  clear(view);
  swap(view.body, el("p", { class: "soft", role: "status" }, `Sending a request to ${phoneOf(view)}…`));
  const { method } = view.flow.way;
  try {
    wait(view, await post("/sign-in/prompt", method ? { method } : {}));
  } catch (problem) {
    failed(view, problem);
  }
}

function wait(view, prompt) {
  clear(view);
  const number = numberToMatch({ prompt, phone: prompt.label || phoneOf(view) });
  const late = nothingArrived(view);
  swap(view.body, number.node, contextList(prompt.context), late);
  const timer = setTimeout(() => (late.hidden = false), patience);
  const stop = follow("/sign-in/prompt", {
    event: "prompt",
    onData: (now) => now.state !== "waiting" && (settle(view, now), true),
    onEnd: (problem) => failed(view, problem),
  });
  view.stops.push(number.stop, stop, () => clearTimeout(timer));
}

function settle(view, prompt) {
  if (prompt.state === "approved") redeem(view);
  else ended(view, prompt.state);
}

async function redeem(view) {
  clear(view);
  swap(view.body, callout("good", "Approved", el("p", { role: "status" }, "Taking you on…")));
  try {
    await view.flow.answer({ device: true });
  } catch (problem) {
    failed(view, problem);
  }
}

function ended(view, state) {
  clear(view);
  const [title, advice] = endingOf(state);
  const kind = state === "expired" || state === "cancelled" ? "care" : "bad";
  offerAgain(view, el("div", { role: "alert" }, callout(kind, title, advice, state === "denied" && notYou())));
}

function notYou() {
  return el("p", {}, "If it wasn't you, leave this page and change your password.");
}

async function failed(view, problem) {
  clear(view);
  if (await view.flow.isOver(problem)) return;
  const place = problemPlace();
  offerAgain(view, place.node);
  place.show(problem);
}

function offerAgain(view, what) {
  const { flow } = view;
  const next = otherWay(flow.ways, flow.way);
  const other = next && button(nameOfWay(next), { kind: "wide", run: () => flow.choose(next) });
  const again = button("Send a new request", { kind: "primary wide", run: () => send(view) });
  swap(view.body, what, el("div", { class: "stack close" }, again, other));
}

function nothingArrived(view) {
  const { flow } = view;
  const next = otherWay(flow.ways, flow.way);
  const node = more(
    "Nothing arrived?",
    el("p", {}, "Open the authenticator and pull to check. Make sure the phone is online."),
    next && button(`Use this instead: ${lowerFirst(nameOfWay(next))}`, { kind: "wide", run: () => flow.choose(next) }),
  );
  node.hidden = true;
  return node;
}

function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function phoneOf(view) {
  return view.flow.way.label || "your phone";
}
