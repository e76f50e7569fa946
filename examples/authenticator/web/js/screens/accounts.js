// The accounts with their codes, and what waits for the person.

import { accounts } from "../keep/accounts.js";
import { canInstall, install } from "../keep/platform.js";
import { requests } from "../keep/requests.js";
import { button, element } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { notice } from "../ui/notice.js";
import { cover, go } from "../ui/router.js";
import { accountCard } from "./account_card.js";
import { footer } from "./footer.js";

function empty() {
  return element(
    "section",
    { class: "empty" },
    icon("shield", "large"),
    element("h2", {}, "No accounts yet"),
    element("p", {}, "In your browser, open Security info and add an authenticator app. It shows a QR code to scan here."),
  );
}

function status() {
  const line = element("p", { class: "status-text" });
  const again = button("quiet", [icon("refresh"), "Check now"], async () => {
    line.textContent = "Checking…";
    await requests.checkNow();
  });
  const show = () => {
    const known = accounts.all().filter((account) => account.registered);
    const failed = known.length > 0 && known.every((account) => requests.failures.has(account.id));
    const waits = requests.waiting().length > 0;
    line.textContent = failed ? "Requests can't be checked just now" : waits ? "A request waits" : "No requests";
  };
  return { node: element("div", { class: "status" }, line, again), show };
}

function waitingNotice() {
  const place = element("div", {});
  const show = () => {
    const later = requests.waiting().filter((one) => one.later);
    if (later.length === 0) return place.replaceChildren();
    if (place.firstChild) return undefined;
    const open = button("secondary", "Open it", () => cover("request", requests.waiting().find((one) => one.later)));
    return place.replaceChildren(notice("warning", "A request waits for your answer", null, open));
  };
  return { node: place, show };
}

function installOffer() {
  if (!canInstall()) return null;
  return notice("info", "Keep it at hand", "Installed, the app opens from your home screen, without a network too.",
    button("secondary", "Install", install));
}

export function accountsScreen() {
  const list = element("ul", { class: "accounts" });
  const line = status();
  const waiting = waitingNotice();
  const add = button("primary", [icon("add"), "Add account"], () => go("add"));
  const body = element("div", { class: "stack" });
  let cards = [];
  const drawCards = () => {
    cards.forEach((card) => card.leave());
    const known = accounts.all();
    cards = known.map(accountCard);
    list.replaceChildren(...cards.map((card) => card.node));
    body.replaceChildren(...(known.length > 0 ? [line.node, list] : [empty()]), add);
  };
  const refresh = () => {
    line.show();
    waiting.show();
    cards.forEach((card) => card.refresh());
  };
  const redraw = () => {
    if (cards.length !== accounts.all().length) drawCards();
    refresh();
  };
  drawCards();
  refresh();
  accounts.addEventListener("change", redraw);
  requests.addEventListener("change", refresh);
  const title = element("h1", { tabindex: "-1" }, "Accounts");
  const brand = element("header", { class: "screen-heading" }, title);
  return {
    title: "Accounts",
    node: element("div", { class: "screen" }, brand, waiting.node, body, installOffer(), footer()),
    leave() {
      accounts.removeEventListener("change", redraw);
      requests.removeEventListener("change", refresh);
      cards.forEach((card) => card.leave());
    },
  };
}
