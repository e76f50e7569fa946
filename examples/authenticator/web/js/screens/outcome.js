// What came of an answer.

import { button, element } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { lift } from "../ui/router.js";
import { inWords } from "../ui/words.js";

function saidInWords({ said, purpose, issuer }) {
  if (said === "deny") return { title: "Denied", detail: "Nobody gets in with this request. If you weren't signing in, change your password in Security info." };
  if (said === "report") return { title: "Denied and reported", detail: `${issuer} knows that it wasn't you. Change your password now, in Security info.` };
  const test = purpose === "registration_test";
  return { title: test ? "It works" : "Approved", detail: test ? "Your browser goes on by itself. This phone is ready." : "Your browser goes on by itself." };
}

/** @param {{said: string, purpose: string, issuer: string}|{refused: object}} parameters */
export function outcomeScreen(parameters) {
  const { title, detail } = parameters.refused ? inWords(parameters.refused) : saidInWords(parameters);
  const isGood = parameters.said === "approve";
  const drawing = parameters.refused ? icon("warning", "large bad") : icon(isGood ? "check" : "stop", isGood ? "large good" : "large");
  const node = element(
    "div",
    { class: "screen outcome" },
    drawing,
    element("h1", { tabindex: "-1" }, title),
    element("p", { class: "lead", role: "status" }, detail),
    button("primary", "Done", () => lift(parameters.purpose === "registration_test")),
  );
  return { title, node };
}
