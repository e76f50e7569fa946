// "Account added", and what happens next in the browser.

import { accounts } from "../keep/accounts.js";
import { button, element } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { goHome } from "../ui/router.js";

/** @param {{id: string, isMove: boolean}} parameters */
export function addedScreen({ id, isMove }) {
  const account = accounts.get(id);
  const next = isMove
    ? "This phone approves for it from now on. The other one can be put away."
    : "Your browser now shows a number. The request to type it into appears here by itself.";
  const node = element(
    "div",
    { class: "screen outcome" },
    icon("check", "large good"),
    element("h1", { tabindex: "-1" }, "Account added"),
    element("p", { class: "lead" }, `${account?.account} at ${account?.issuer}`),
    element("p", { role: "status" }, next),
    !isMove && element("p", { class: "waiting" }, element("span", { class: "dot", "aria-hidden": "true" }), "Waiting for the request…"),
    button(isMove ? "primary" : "secondary", "Go to accounts", goHome),
  );
  return { title: "Account added", node };
}
