// What a request says, whole: no part of it may be missing when the person answers.

import { element } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { notice } from "../ui/notice.js";

export const titles = {
  sign_in: "Are you signing in?",
  step_up: "Are you making a change?",
  registration_test: "Let's try this phone",
};

const leads = {
  sign_in: "Somebody is signing in to your account.",
  step_up: "Somebody who is signed in has to prove it again.",
  registration_test: "Type the number that your browser shows, and the phone is ready.",
};

function fact(drawing, name, value) {
  if (!value) return [];
  return [element("dt", {}, icon(drawing), name), element("dd", {}, value)];
}

/** @param {object} shown  the request @param {object} account  the one that was asked */
export function requestFacts(shown, account) {
  const facts = [
    ...fact("grid", "App", shown.app),
    ...fact("place", "Place", shown.place),
    ...fact("window", "Browser", shown.browser),
    ...fact("person", "Account", shown.account),
    ...fact("globe", "Asked by", `${account.issuer}, ${new URL(account.origin).host}`),
    ...fact("clock", "Time", new Intl.DateTimeFormat(undefined, { timeStyle: "medium" }).format(shown.created * 1000)),
  ];
  return [
    element("p", { class: "lead" }, leads[shown.purpose]),
    element("dl", { class: "facts card close" }, facts),
    shown.first_time_here && shown.purpose !== "registration_test" &&
      notice("warning", "First time from this browser", "Look twice: is it the browser in front of you?"),
  ];
}
