// One account of the list: whose it is, its code with the time that is left, and what is wrong with it.

import { requests } from "../keep/requests.js";
import { serverNow } from "../phone.js";
import { codeAt, grouped } from "../protocol/totp.js";
import { button, element } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { copy } from "../ui/notice.js";
import { ring } from "../ui/ring.js";
import { go } from "../ui/router.js";
import { inWords, isGone, stateInWords } from "../ui/words.js";

/** What is to be said about the account beside its code, or null. */
function remark(account) {
  const state = stateInWords(account);
  if (state) return { kind: "warning", text: state.title };
  if ((requests.unreadable.get(account.id) ?? 0) > 0) {
    return { kind: "warning", text: "A request can't be shown. Close the app and open it again to update it." };
  }
  const failure = requests.failures.get(account.id);
  return failure ? { kind: "quiet", text: inWords({ code: failure }).title } : null;
}

function codeRow(account) {
  const code = element("p", { class: "code" });
  const time = ring();
  let digits = "";
  const copyIt = button("icon-only", icon("copy"), () => copy(digits, "Code copied"), {
    "aria-label": `Copy the code of ${account.account}`,
  });
  const tick = async () => {
    const found = await codeAt(account.totp, serverNow(account));
    digits = found.digits;
    const text = grouped(digits);
    if (code.textContent !== text) code.textContent = text;
    time.show(found.left, account.totp.period);
  };
  tick();
  const timer = setInterval(tick, 500);
  return { node: element("div", { class: "code-row" }, code, time.node, copyIt), leave: () => clearInterval(timer) };
}

/** @returns {{node: Element, refresh: () => void, leave: () => void}} */
export function accountCard(account) {
  const remarkLine = element("p", { class: "remark" });
  const row = account.totp && !isGone(account) ? codeRow(account) : null;
  const details = button("icon-only", icon("more"), () => go("account", { id: account.id }), {
    "aria-label": `Details of ${account.account} at ${account.issuer}`,
  });
  const name = element(
    "div",
    { class: "account-name" },
    element("h2", {}, account.issuer),
    element("p", {}, account.account),
  );
  const top = element("div", { class: "card-top" }, name, details);
  return {
    node: element("li", { class: "card" }, top, row?.node, remarkLine),
    refresh() {
      const said = remark(account);
      remarkLine.hidden = !said;
      const text = said?.text ?? "";
      if (remarkLine.dataset.text === text) return;
      remarkLine.dataset.text = text;
      remarkLine.classList.toggle("is-warning", said?.kind === "warning");
      remarkLine.replaceChildren(...(said ? [icon("warning"), text] : []));
    },
    leave() {
      row?.leave();
    },
  };
}
