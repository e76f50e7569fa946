// How the link of a new account gets here: by the camera, from a picture, or pasted.

import { mustInstallFirst } from "../keep/platform.js";
import { readFile, whyNoCamera } from "../keep/scanner.js";
import { readLink } from "../protocol/link.js";
import { button, element, newId } from "../ui/dom.js";
import { heading } from "../ui/heading.js";
import { icon } from "../ui/icons.js";
import { notice, refusalPlace } from "../ui/notice.js";
import { go, replace } from "../ui/router.js";
import { inWords } from "../ui/words.js";
import { installGuide } from "./install_guide.js";

function cameraPart() {
  const scan = button("primary", [icon("camera"), "Scan the QR code"], () => go("scan"), { disabled: true });
  const place = element("div", { class: "stack" }, scan);
  whyNoCamera().then((why) => {
    scan.disabled = why !== null;
    if (!why) return;
    const { title, detail } = inWords({ code: why });
    place.replaceChildren(notice("info", title, detail));
  });
  return place;
}

function picturePart(refusal) {
  const id = newId("picture");
  const input = element("input", { id, type: "file", accept: "image/*", class: "visually-hidden" });
  input.addEventListener("change", async () => {
    refusal.clear();
    try {
      replace("consent", { link: readLink(await readFile(input.files[0])) });
    } catch (refused) {
      refusal.show(refused);
      input.value = "";
    }
  });
  return element("div", { class: "file" }, input,
    element("label", { for: id, class: "button secondary" }, icon("picture"), "Choose a picture of it"));
}

function pastePart() {
  const id = newId("link");
  const complaint = newId("complaint");
  const input = element("input", {
    id, type: "text", inputmode: "url", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-describedby": complaint,
  });
  const why = element("p", { id: complaint, class: "complaint", role: "alert" });
  const submit = (event) => {
    event.preventDefault();
    try {
      replace("consent", { link: readLink(input.value) });
    } catch (refused) {
      const { title, detail } = inWords(refused);
      why.replaceChildren(icon("warning"), `${title}. ${detail}`);
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  };
  return element(
    "form",
    { class: "stack tight", onsubmit: submit },
    element("label", { for: id }, "Or paste the link"),
    element("div", { class: "field-row" }, input, element("button", { type: "submit", class: "button secondary" }, "Next")),
    why,
  );
}

/** @param {{anyway?: boolean, text?: string}} parameters  the link that was opened, if one was */
export function addScreen({ anyway = false, text = "" } = {}) {
  if (mustInstallFirst() && !anyway) return installGuide(text);
  const refusal = refusalPlace();
  const node = element(
    "div",
    { class: "screen" },
    heading("Add an account"),
    element("p", { class: "lead" }, "Your browser shows a QR code when you add an authenticator app in Security info."),
    cameraPart(),
    picturePart(refusal),
    refusal.node,
    element("hr", {}),
    pastePart(),
  );
  return { title: "Add an account", node };
}
