// Below the accounts: how the app looks, and whether the browser keeps what it holds.

import { accounts } from "../keep/accounts.js";
import { element, newId } from "../ui/dom.js";

const themes = [["system", "As the device"], ["light", "Light"], ["dark", "Dark"]];

function themeChoice() {
  const id = newId("theme");
  const chosen = globalThis.counterfoilTheme.get();
  const options = themes.map(([value, label]) => element("option", { value, selected: value === chosen }, label));
  const select = element("select", { id, onchange: () => globalThis.counterfoilTheme.set(select.value) }, options);
  return element("div", { class: "theme" }, element("label", { for: id }, "Appearance"), select);
}

export function footer() {
  const kept = element("p", {});
  navigator.storage?.persisted?.().then((isPersistent) => {
    if (accounts.all().length === 0 || isPersistent) return;
    kept.textContent = "This browser may remove the app's data when space is short. Installing the app helps.";
  }, () => {});
  return element("footer", { class: "foot" }, themeChoice(), kept);
}
