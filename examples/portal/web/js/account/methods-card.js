// The default method with Change, and the list of methods.

import { el } from "../core/dom.js";
import { timeEl } from "../core/time.js";
import { button } from "../ui/button.js";
import { icon } from "../ui/icon.js";
import { changeDefault } from "./change-default.js";
import { removeMethod, renameMethod } from "./method-dialogs.js";
import { kindOf } from "./method-words.js";
import { waysOf } from "./summary.js";

export function defaultCard(info, page) {
  const current = info.methods.find((method) => method.is_default);
  if (!current) return undefined;
  const able = info.methods.filter((method) => method.can_be_default && !method.suspended);
  const others = able.some((method) => !method.is_default);
  return el(
    "section",
    { class: "card row", "aria-labelledby": "default-heading" },
    icon(kindOf(current.kind).picture),
    el(
      "div",
      { class: "grow" },
      el("h2", { id: "default-heading" }, "Default sign-in method"),
      el("p", {}, current.nickname, el("span", { class: "soft" }, ` · ${kindOf(current.kind).name}`)),
      !others && el("p", { class: "soft small" }, "Add another method to have a choice."),
    ),
    others && button("Change", { key: "default", name: "Change the default sign-in method", run: () => changeDefault(able, page) }),
  );
}

export function methodsCard(info, page) {
  const methods = waysOf(info);
  return el(
    "section",
    { class: "card stack", id: "methods", "aria-labelledby": "methods-heading" },
    el(
      "div",
      { class: "row apart" },
      el("h2", { id: "methods-heading", tabindex: "-1" }, "Sign-in methods"),
      button("Add sign-in method", { picture: "plus", key: "add", run: page.add }),
    ),
    methods.length > 0
      ? el("ul", { class: "list", role: "list" }, methods.map((method) => methodItem(method, info, page)))
      : el("p", { class: "empty" }, "Nothing here yet. Add the authenticator, or a code app you have."),
  );
}

function methodItem(method, info, page) {
  const { picture, name } = kindOf(method.kind);
  const detail = method.detail && method.detail !== name ? ` · ${method.detail}` : "";
  return el(
    "li",
    { class: method.suspended ? "asleep" : "", "data-method": method.id },
    icon(picture),
    el(
      "div",
      { class: "grow" },
      el("p", { class: "title" }, el("strong", {}, method.nickname), badges(method)),
      el("p", { class: "soft small" }, `${name}${detail}`),
      el("p", { class: "soft small" }, "Added ", timeEl(method.added), method.last_used ? [" · Last used ", timeEl(method.last_used)] : " · Not used yet"),
    ),
    el(
      "div",
      { class: "acts" },
      method.can_rename && button("Rename", { kind: "plain", key: `rename-${method.id}`, name: `Rename ${method.nickname}`, run: () => renameMethod(method, page) }),
      button("Remove", { kind: "plain danger", key: `remove-${method.id}`, name: `Remove ${method.nickname}`, run: () => removeMethod(method, info, page) }),
    ),
  );
}

function badges(method) {
  return [
    method.is_default && el("span", { class: "badge" }, "Default"),
    method.suspended && el("span", { class: "badge care" }, icon("alert", "little"), "Suspended"),
  ];
}
