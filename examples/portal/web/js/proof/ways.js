// The ways to prove who you are, as the server offers them.

import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { icon } from "../ui/icon.js";
import { screen } from "../ui/screen.js";

const pictures = {
  password: "password",
  host_proved: "key",
  totp: "code",
  recovery_code: "list",
  authenticator_app: "phone",
};

/// The way to begin with: the suggested one, or the first that is offered.
export function firstWay(ways) {
  const offered = ways.filter((way) => way.offered);
  return offered.find((way) => way.suggested) ?? offered[0];
}

export function sameWay(one, other) {
  return one !== undefined && one.factor === other.factor && one.method === other.method;
}

export function nameOfWay(way) {
  switch (way.factor) {
    case "password":
      return "Your password";
    case "authenticator_app":
      return `Approve on ${way.label}`;
    case "totp":
      return `A code from ${way.label}`;
    case "recovery_code":
      return "A recovery code";
    default:
      return way.label;
  }
}

/// The next best way besides `way`, to offer while somebody waits.
export function otherWay(ways, way) {
  return ways.find((one) => one.offered && !sameWay(one, way) && one.factor !== "password");
}

export function showWays(place, { ways, current, choose, back }) {
  const items = ways
    .filter((way) => way.reason !== "used_already")
    .map((way) => el("li", {}, choiceOf(way, sameWay(current, way), choose)));
  screen(
    place,
    "Choose another way",
    el("ul", { class: "stack close", role: "list" }, items),
    el("p", { class: "soft small" }, "Nothing of this at hand? Your service desk can help you back in."),
    el("div", { class: "actions start" }, back && button("Back", { kind: "plain", picture: "back", run: back })),
  );
}

function choiceOf(way, isCurrent, choose) {
  const detail = way.offered ? (isCurrent ? "You came from here." : "") : way.sentence;
  return el(
    "button",
    {
      type: "button",
      class: "choice",
      "aria-disabled": way.offered ? undefined : "true",
      onclick: () => way.offered && choose(way),
    },
    icon(pictures[way.factor] ?? "key"),
    el("span", { class: "grow" }, el("strong", {}, nameOfWay(way)), detail && el("span", { class: "soft small" }, el("br"), detail)),
    way.offered && icon("forward", "little"),
  );
}
