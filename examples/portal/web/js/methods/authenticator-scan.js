// The QR code that the phone scans.

import { el } from "../core/dom.js";
import { waitWords, secondsUntil } from "../core/time.js";
import { button } from "../ui/button.js";
import { callout } from "../ui/say.js";
import { screen, whenLeft } from "../ui/screen.js";
import { more, qrPicture, secretText } from "../ui/secret.js";

/// Draws the screen; the function it gives takes what changed.
export function scanScreen(ceremony) {
  const { registration, options } = ceremony;
  const waiting = el("p", { class: "soft numbers" });
  const tell = () => {
    const left = secondsUntil(registration.expires);
    if (left === 0) ceremony.over();
    else waiting.textContent = `Waiting for your phone. The code works for ${waitWords(Math.ceil(left / 60) * 60)} more.`;
  };
  const refused = el("div", { role: "alert" });
  screen(
    ceremony.place,
    "Scan this with the authenticator",
    el(
      "ol",
      { class: "steps" },
      el("li", {}, "In the authenticator choose Add."),
      el("li", {}, "Point the camera at the code."),
      el("li", {}, "Check the account it names, and confirm."),
    ),
    registration.qr_svg && qrPicture(registration.qr_svg, "QR code for the authenticator"),
    waiting,
    refused,
    registration.link && more("Can't scan it?", ...byLink(registration.link, options.session.authenticator_url)),
    el("div", { class: "actions" }, button("Cancel", { run: ceremony.cancel })),
  );
  tell();
  const timer = setInterval(tell, 5000);
  whenLeft(ceremony.place, () => clearInterval(timer));
  const update = (now) => {
    if (now.second_phone_refused && !refused.hasChildNodes()) refused.append(secondPhone(ceremony));
  };
  update(registration);
  return update;
}

function byLink(link, authenticator) {
  return [
    el("p", {}, "Copy this text, and paste it in the authenticator under Add."),
    secretText(link, { label: "text" }),
    authenticator &&
      el("p", {}, el("a", { href: `${authenticator}#link=${encodeURIComponent(link)}`, target: "_blank", rel: "noopener" }, "Open it in the authenticator on this device")),
  ];
}

/// Another phone came with the same code: either the person's own, or somebody who saw the code.
export function secondPhone(ceremony) {
  return callout(
    "care",
    "A second phone tried this code",
    "It was refused. If you didn't try with two phones, start again.",
    el("div", { class: "actions start" }, button("Start again", { run: ceremony.again })),
  );
}
