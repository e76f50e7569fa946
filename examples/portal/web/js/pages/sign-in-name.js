// The first step: who are you? The realm is shown as it is recognised.

import { get, post } from "../core/api.js";
import { el } from "../core/dom.js";
import { field } from "../ui/field.js";
import { form } from "../ui/form.js";
import { screen } from "../ui/screen.js";

/// `path` begins the sign-in or the reset.
export function showNameStep(place, { notice, onSession, path = "/sign-in", title = "Sign in", lead, label = "Next" }) {
  const name = field("Username", {
    autocomplete: "username",
    autocapitalize: "none",
    spellcheck: "false",
    inputmode: "email",
    maxlength: 254,
  });
  const realm = el("p", { class: "hint", "aria-live": "polite" });
  name.node.insertBefore(realm, name.node.lastChild);
  recogniseRealm(name, realm);
  const asked = form({
    fields: [name],
    label,
    kind: "wide",
    empty: "Type your username, like ada@staff.example.ac.uk.",
    submit: async () => onSession(await post(path, { username: name.value.trim() })),
    fieldOf: () => name,
  });
  screen(place, title, notice, lead && el("p", { class: "soft" }, lead), asked.node);
}

async function recogniseRealm(name, hint) {
  const { realms, default_realm: usual } = await get("/realms").catch(() => ({ realms: [] }));
  const draw = () => (hint.textContent = realmWords(name.value.trim(), realms, usual));
  name.input.addEventListener("input", draw);
  draw();
}

/// What the typed name says about the account, in words; exported for tests.
export function realmWords(typed, realms, usual) {
  const at = typed.indexOf("@");
  if (at < 0) {
    const realm = realms.find((one) => one.domain === usual);
    return realm && typed ? `${realm.display_name}: ${typed}@${realm.domain}` : "";
  }
  const domain = typed.slice(at + 1).toLowerCase();
  const exact = realms.find((one) => one.domain === domain);
  if (exact) return exact.display_name;
  const near = realms.filter((one) => one.domain.startsWith(domain));
  return near.length > 0 ? `@${near.map((one) => one.domain).join(" or @")}` : `We don't know ${domain}. Check the part after the @.`;
}
