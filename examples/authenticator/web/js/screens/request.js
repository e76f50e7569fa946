// A request that waits: what, where, which browser; the number; and two ways to say no.

import { requests } from "../keep/requests.js";
import { answer, serverNow } from "../phone.js";
import { confirm } from "../ui/confirm.js";
import { busy, button, element } from "../ui/dom.js";
import { heading } from "../ui/heading.js";
import { icon } from "../ui/icons.js";
import { refusalPlace } from "../ui/notice.js";
import { ring } from "../ui/ring.js";
import { cover, lift } from "../ui/router.js";
import { accounts } from "../keep/accounts.js";
import { numberPad } from "./number_pad.js";
import { requestFacts, titles } from "./request_facts.js";

/** Refusals after which the same request can be answered again. */
const passing = ["unreachable", "unavailable", "throttled", "reply_unreadable", "clock_off", "malformed", "suspended"];

/** Those whose answer is on its way: what the inbox says of them meanwhile is no news. */
const answering = new Set();

/** Sends an answer, and shows what came of it. Until it is settled another one can be given. */
async function send({ account, request }, said, refusal) {
  refusal.clear();
  const { challenge, purpose } = request.shown;
  answering.add(challenge);
  const settle = (parameters) => {
    requests.settle(challenge);
    cover("outcome", parameters);
  };
  try {
    await answer(account, request, said);
    settle({ said: said.verdict, purpose, issuer: account.issuer });
  } catch (refused) {
    if (passing.includes(refused.code)) refusal.show(refused);
    else settle({ refused });
  } finally {
    answering.delete(challenge);
    await accounts.save(account).catch(() => {});
  }
}

async function isSureToReport() {
  return confirm({
    title: "This wasn't you?",
    text: ["The request is denied, and the people who look after your account's security are told.",
      "Somebody may know your password. Change it in Security info."],
    yes: "It wasn't me",
    danger: true,
  });
}

/** The time that is left. When it is over, or the request was withdrawn or answered elsewhere, the screen says so. */
function countdown({ account, request }) {
  const { challenge, created, expires } = request.shown;
  const time = ring();
  const tick = () => {
    const left = expires - serverNow(account);
    time.show(left, expires - created);
    if (answering.has(challenge) || (left > 0 && requests.has(challenge))) return;
    requests.settle(challenge);
    cover("outcome", { refused: { code: "request_over" } });
  };
  time.show(expires - serverNow(account), expires - created);
  const timer = setInterval(tick, 500);
  return { node: time.node, leave: () => clearInterval(timer) };
}

/** @param {{account: object, request: object}} waiting */
export function requestScreen(waiting) {
  const { shown } = waiting.request;
  const refusal = refusalPlace();
  const isTest = shown.purpose === "registration_test";
  const approve = element("button", { type: "submit", class: "button primary", disabled: true }, "Approve");
  const pad = numberPad(shown.digits, (isComplete) => (approve.disabled = !isComplete));
  const submit = (event) => {
    event.preventDefault();
    if (approve.disabled) return;
    busy(approve, "Approving…", () => send(waiting, { verdict: "approve", number: pad.value() }, refusal));
  };
  const deny = button("secondary", "Deny", () => busy(deny, "Denying…", () => send(waiting, { verdict: "deny" }, refusal)));
  const report = button("danger-quiet", [icon("stop"), "This wasn't me"], async () => {
    if (await isSureToReport()) await busy(report, "Reporting…", () => send(waiting, { verdict: "report" }, refusal));
  });
  const later = () => {
    requests.putOff(shown.challenge);
    lift();
  };
  const time = countdown(waiting);
  const form = element("form", { class: "stack", onsubmit: submit }, pad.node, refusal.node, approve);
  const title = heading(titles[shown.purpose], { onBack: later, backLabel: "Not now" });
  title.append(time.node);
  const typeAnywhere = (event) => {
    if (/^[0-9]$/.test(event.key) && event.target !== pad.field) pad.field.focus();
  };
  return {
    title: titles[shown.purpose],
    node: element("div", { class: "screen", onkeydown: typeAnywhere }, title, requestFacts(shown, waiting.account), form,
      element("div", { class: "actions" }, deny, !isTest && report)),
    leave: time.leave,
  };
}
