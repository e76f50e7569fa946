// The camera with a frame. It reads until it finds a link of this app, and says so of any other code.

import { scan } from "../keep/scanner.js";
import { readLink } from "../protocol/link.js";
import { button, element } from "../ui/dom.js";
import { heading } from "../ui/heading.js";
import { refusalPlace, say } from "../ui/notice.js";
import { back, replace } from "../ui/router.js";
import { inWords } from "../ui/words.js";

export function scanScreen() {
  const video = element("video", { playsinline: true, muted: true, "aria-label": "What the camera sees" });
  video.muted = true;
  const hint = element("p", { class: "lead", role: "status" }, "Hold the QR code inside the frame.");
  const refusal = refusalPlace();
  const view = element("div", { class: "viewfinder" }, video, element("div", { class: "frame", "aria-hidden": "true" }));
  let stop = null;
  let hasLeft = false;
  const found = (text) => {
    if (hasLeft) return;
    try {
      const link = readLink(text);
      navigator.vibrate?.(30);
      say("QR code found");
      replace("consent", { link });
    } catch (refused) {
      const said = inWords(refused);
      hint.textContent = `${said.title}. ${said.detail}`;
    }
  };
  scan(video, found).then(
    (end) => {
      stop = end;
      if (hasLeft) stop();
    },
    (refused) => {
      view.remove();
      hint.textContent = "";
      refusal.show(refused);
    },
  );
  return {
    title: "Scan the QR code",
    node: element("div", { class: "screen" }, heading("Scan the QR code"), hint, view, refusal.node,
      button("secondary", "Paste the link instead", back)),
    leave() {
      hasLeft = true;
      stop?.();
    },
  };
}
