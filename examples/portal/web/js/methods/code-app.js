// Adding a code app: scan the QR code, prove it by a code.

import { get, post } from "../core/api.js";
import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { codeField, field } from "../ui/field.js";
import { form } from "../ui/form.js";
import { screen } from "../ui/screen.js";
import { more, qrPicture, secretText } from "../ui/secret.js";
import { forget, remember } from "./in-progress.js";
import { showDone, showGone } from "./outcome.js";

/// Options as for every ceremony: `onDone(changed)`, `onCancel`, `session`.
export function addCodeApp(place, options) {
  const name = field("Name for it", { value: "Code app", maxlength: 64, autocomplete: "off", hint: "To tell it from others in your list." });
  const asked = form({
    fields: [name],
    label: "Next",
    empty: "Give it a name of 1 to 64 characters.",
    submit: async () => {
      const registration = await post("/security-info/code-app", { nickname: name.value.trim() });
      remember("totp", registration.id);
      scan(place, options, { ...registration, nickname: name.value.trim() });
    },
    beside: [button("Back", { kind: "plain", picture: "back", run: options.onCancel })],
  });
  screen(place, "Add a code app", el("p", {}, "Any app for one-time codes works, also the one you use elsewhere."), asked.node);
}

export async function resumeCodeApp(place, options, id) {
  scan(place, options, await get(`/security-info/code-app/${id}`));
}

function scan(place, options, registration) {
  const code = codeField("Code", { hint: "Type the six digits that the app shows then." });
  const asked = form({
    fields: [code],
    label: "Verify",
    empty: "Type the six digits that the app shows.",
    submit: () => verify(place, options, registration, code.value),
    beside: [button("Cancel", { run: () => cancel(options, registration.id) })],
  });
  screen(
    place,
    "Scan this with your code app",
    el("p", { class: "soft" }, "In the app choose to add an account, and point the camera here."),
    qrPicture(registration.qr_svg, "QR code for your code app"),
    more(
      "Can't scan it?",
      el("p", {}, "Choose to type the key in the app, and give it this. It's based on time."),
      secretText(registration.secret.replaceAll(" ", ""), { shown: registration.secret, label: "key" }),
      el("p", {}, el("a", { href: registration.otpauth_uri }, "Open it in an app on this device")),
    ),
    asked.node,
  );
}

async function verify(place, options, registration, code) {
  try {
    const changed = await post(`/security-info/code-app/${registration.id}/confirm`, { code });
    forget();
    await showDone(place, options, { changed, name: registration.nickname ?? "Your code app" });
  } catch (problem) {
    if (problem.code !== "not_found" && problem.code !== "expired") throw problem;
    forget();
    showGone(place, () => addCodeApp(place, options), options);
  }
}

async function cancel(options, id) {
  forget();
  await post(`/security-info/registrations/${id}/cancel`).catch(() => {});
  options.onCancel();
}
