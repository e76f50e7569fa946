// A link by which another phone takes this one's place: to be scanned, good once, and for some minutes.

import { accounts } from "../keep/accounts.js";
import { requests } from "../keep/requests.js";
import { serverNow } from "../phone.js";
import { button, element } from "../ui/dom.js";
import { heading } from "../ui/heading.js";
import { icon } from "../ui/icons.js";
import { copy, notice } from "../ui/notice.js";
import { qrPicture } from "../ui/qr_picture.js";
import { goHome } from "../ui/router.js";

function minutes(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function linkText(link) {
  return element("details", {}, element("summary", {}, "Can't scan it?"),
    element("p", { class: "link-text" }, link),
    button("secondary", [icon("copy"), "Copy the link"], () => copy(link, "Link copied")),
    element("p", { class: "small" }, "Whoever has this link within its minutes can use it. Send it only to yourself."));
}

/** @param {{id: string, link: string, expires: number}} parameters */
export function moveScreen({ id, link, expires }) {
  const account = accounts.get(id);
  const left = element("strong", {});
  const place = element("div", { class: "stack" });
  const done = button("primary", "Done", goHome);
  const picture = element("div", { class: "qr" });
  const text = linkText(link);
  qrPicture(link, `QR code that moves ${account.account} to another phone`).then((drawn) => {
    if (drawn) return picture.replaceChildren(drawn);
    text.open = true;
    return picture.replaceWith(notice("info", "No QR code in this copy of the app", "Use the link below on the other phone."));
  });
  const time = element("p", {}, "The code is good for ", left, ", once.");
  place.replaceChildren(picture, time, text);
  const finish = (kind, title, detail) => {
    clearInterval(timer);
    place.replaceChildren(element("div", { role: "status" }, notice(kind, title, detail)));
  };
  const tick = () => {
    const seconds = expires - serverNow(account);
    left.textContent = minutes(seconds);
    if (["moved", "unknown_device"].includes(account.state)) finish("good", "Moved", "The other phone approves from now on. You can remove the account here.");
    else if (seconds <= 0) finish("info", "This code has run out", "Go back and start again if the other phone isn't ready.");
  };
  const timer = setInterval(tick, 500);
  tick();
  requests.checkNow();
  const node = element("div", { class: "screen" }, heading("Move to another phone"),
    element("p", { class: "lead" }, `On the other phone, open this app, choose “Add account” and scan this. It takes over ${account.account}.`), place, done);
  return { title: "Move to another phone", node, leave: () => clearInterval(timer) };
}
