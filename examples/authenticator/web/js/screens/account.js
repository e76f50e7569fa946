// One account: what is known of it, moving it to another phone, and removing it.

import { accounts } from "../keep/accounts.js";
import { requests } from "../keep/requests.js";
import { authoriseMove, leave } from "../phone.js";
import { confirm } from "../ui/confirm.js";
import { busy, button, element } from "../ui/dom.js";
import { heading } from "../ui/heading.js";
import { icon } from "../ui/icons.js";
import { notice, refusalPlace, say } from "../ui/notice.js";
import { goHome, go } from "../ui/router.js";
import { inWords, isGone, stateInWords } from "../ui/words.js";
import { finishAdding } from "./consent.js";

function fact(name, value) {
  return [element("dt", {}, name), element("dd", {}, value)];
}

async function removeHere(account) {
  await accounts.remove(account.id);
  say("Account removed");
  goHome();
}

/** The server could not be told: the person decides whether that matters. */
async function removeWithoutServer(account, refused) {
  const { title } = inWords(refused);
  const isSure = await confirm({
    title: "Remove it from this phone only?",
    text: [`${title}, so it still knows this phone.`, "Remove the phone in Security info too, when you can."],
    yes: "Remove here only",
    danger: true,
  });
  if (isSure) await removeHere(account);
}

async function remove(account, pressed) {
  const isSure = await confirm({
    title: `Remove ${account.account}?`,
    text: [`This phone can't approve sign-ins at ${account.issuer} any more, and shows no codes for it.`,
      "Make sure that you have another way to sign in."],
    yes: "Remove account",
    danger: true,
  });
  if (!isSure) return;
  await busy(pressed, "Removing…", async () => {
    try {
      if (account.registered && !isGone(account)) await leave(account);
    } catch (refused) {
      await accounts.save(account);
      return removeWithoutServer(account, refused);
    }
    return removeHere(account);
  });
}

function moveButton(account, refusal) {
  const move = button("secondary", [icon("move"), "Move to another phone"], () => busy(move, "Asking…", async () => {
    refusal.clear();
    try {
      go("move", { id: account.id, ...(await authoriseMove(account)) });
    } catch (refused) {
      refusal.show(refused);
    }
    await accounts.save(account);
  }));
  return move;
}

function finishButton(account, refusal) {
  const finish = button("primary", "Finish adding", () => busy(finish, "Adding…", async () => {
    refusal.clear();
    await finishAdding(account, account.deviceName, false).catch((refused) => refusal.show(refused));
  }));
  return finish;
}

/** What can be done with an account as it is now. */
function actionsFor(account, refusal) {
  const removal = button(isGone(account) ? "danger" : "danger-quiet", [icon("remove"), "Remove account"], () => remove(account, removal));
  if (!account.registered) return [finishButton(account, refusal), removal];
  return account.state === "active" ? [moveButton(account, refusal), removal] : [removal];
}

/** @param {{id: string}} parameters */
export function accountScreen({ id }) {
  const account = accounts.get(id);
  if (!account) return { title: "Accounts", node: element("div", { class: "screen" }, heading("This account isn't here any more")) };
  const refusal = refusalPlace();
  const added = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(account.added));
  const facts = [...fact("Account", account.account), ...fact("Issuer", account.issuer), ...fact("Server", account.origin), ...fact("Added", added)];
  const trouble = element("div", {});
  const actions = element("div", { class: "stack" });
  let drawn = "";
  // What the inbox says while the screen is open counts: a phone that was just proved can be moved.
  const refresh = () => {
    const failure = requests.failures.get(id);
    const said = stateInWords(account) ?? (failure ? inWords({ code: failure }) : null);
    const now = JSON.stringify([account.registered, account.state, said]);
    if (now === drawn) return;
    drawn = now;
    trouble.hidden = !said;
    trouble.replaceChildren(...(said ? [notice("warning", said.title, said.detail)] : []));
    actions.replaceChildren(...actionsFor(account, refusal));
  };
  refresh();
  requests.addEventListener("change", refresh);
  const node = element("div", { class: "screen" }, heading(account.issuer), trouble, element("dl", { class: "facts card" }, facts), refusal.node, actions);
  return { title: account.issuer, node, leave: () => requests.removeEventListener("change", refresh) };
}
