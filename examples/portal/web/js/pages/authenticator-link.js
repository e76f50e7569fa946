// A camera app opened the link of a QR code: hand it to the authenticator.

import { get } from "../core/api.js";
import { el } from "../core/dom.js";
import { link } from "../ui/button.js";
import { callout } from "../ui/say.js";
import { screen } from "../ui/screen.js";
import { more, secretText } from "../ui/secret.js";
import { drawShell } from "../ui/shell.js";
import { loadPage } from "./load.js";

const place = { host: document.querySelector("#step"), titled: "Authenticator" };

loadPage(place.host, async () => {
  const session = await get("/session");
  drawShell(session);
  if (location.hash.length > 1) offer(session, location.href);
  else incomplete();
});

function offer(session, whole) {
  const address = `${session.authenticator_url}#link=${encodeURIComponent(whole)}`;
  screen(
    place,
    "Open this in the authenticator",
    el("p", {}, "This QR code adds your account to the authenticator. Nothing has been added yet."),
    link("Open in the authenticator", address, { kind: "primary wide", picture: "phone", autofocus: true }),
    more(
      "Do you have it installed?",
      el("p", {}, "Open the installed app, choose Add, and scan the code there. Or paste this text:"),
      secretText(whole, { label: "text" }),
    ),
  );
}

function incomplete() {
  screen(
    place,
    "This link isn't complete",
    callout("care", "The part after the # is missing", "Scan the QR code again, from the authenticator itself."),
  );
}
