// "Add ada@example.ac.uk at https://id.example.ac.uk?" Until the person says yes nothing of this phone is sent.

import { accounts } from "../keep/accounts.js";
import { askToPersist, deviceName } from "../keep/platform.js";
import { requests } from "../keep/requests.js";
import { newAccount, preview, register } from "../phone.js";
import { busy, button, element, newId } from "../ui/dom.js";
import { heading } from "../ui/heading.js";
import { notice, refusalPlace } from "../ui/notice.js";
import { back, go, replace } from "../ui/router.js";
import { inWords } from "../ui/words.js";

const longestName = 128;

/** Refusals after which the same key will not be taken later either. */
const final = ["registration_over", "already_registered", "another_account", "malformed"];

function fact(name, value) {
  return [element("dt", {}, name), element("dd", {}, value)];
}

function nameField() {
  const id = newId("name");
  const input = element("input", { id, type: "text", value: deviceName(), maxlength: 60, autocomplete: "off" });
  return { node: element("div", { class: "stack tight" }, element("label", { for: id }, "Call this phone"), input), input };
}

/** Registers the account and shows what came of it. One that is refused for good is not kept. */
export async function finishAdding(account, name, isMove) {
  try {
    await register(account, name);
    await accounts.save(account);
  } catch (refused) {
    if (final.includes(refused.code)) await accounts.remove(account.id);
    else await accounts.save(account);
    throw refused;
  }
  replace("added", { id: account.id, isMove });
  requests.checkNow();
}

function cleanName(typed) {
  const name = typed.trim() || deviceName();
  return new TextEncoder().encode(name).length <= longestName ? name : deviceName();
}

function question(link, whose) {
  const name = nameField();
  const refusal = refusalPlace();
  let account = null;
  const yes = button("primary", "Add", () => busy(yes, "Adding…", async () => {
    refusal.clear();
    try {
      if (!account || !accounts.get(account.id)) {
        account = await newAccount(link, whose);
        account.deviceName = cleanName(name.input.value);
        await accounts.add(account);
        await askToPersist();
      }
      await finishAdding(account, account.deviceName, whose.isMove);
    } catch (refused) {
      refusal.show(refused);
    }
  }));
  const facts = [...fact("Account", whose.account), ...fact("Issuer", whose.issuer), ...fact("Server", link.origin)];
  const move = whose.isMove && notice("warning", "This phone takes another one's place", "The other phone can't approve for this account any more.");
  return [
    element("dl", { class: "facts card" }, facts), move, name.node, refusal.node,
    element("div", { class: "actions" }, yes, button("secondary", "Don't add", back)),
    element("p", { class: "small" }, "Add it only if you started this yourself, in a browser you trust."),
  ];
}

/** @param {{link: object}} parameters */
export function consentScreen({ link }) {
  const top = heading("Checking the link");
  const body = element("div", { class: "stack" }, element("p", { class: "lead", role: "status" }, `Asking ${link.origin} whose account it is…`));
  const headline = top.querySelector("h1");
  const say = (text, ...nodes) => {
    headline.textContent = text;
    body.replaceChildren(...nodes);
    headline.focus({ preventScroll: true });
  };
  const ask = async () => {
    try {
      const whose = await preview(link);
      headline.classList.add("long");
      say(`Add ${whose.account} at ${link.origin}?`, ...question(link, whose).filter(Boolean));
    } catch (refused) {
      const { title, detail } = inWords(refused);
      const again = ["unreachable", "unavailable", "throttled", "reply_unreadable"].includes(refused.code);
      say(
        title,
        notice("danger", detail, null),
        again ? button("primary", "Try again", ask) : button("primary", "Use another code", () => go("add")),
      );
    }
  };
  ask();
  return { title: "Add an account", node: element("div", { class: "screen" }, top, body) };
}
