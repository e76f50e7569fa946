// Says while a new password is typed whether it will do, and why not. Only the server decides.

import { post } from "../core/api.js";
import { el, fill } from "../core/dom.js";
import { icon } from "../ui/icon.js";

const pause = 350;

export function screenLive(made) {
  const node = el("p", { class: "row small", "aria-live": "polite", "data-screening": "none" });
  let timer;
  let latest = 0;
  const draw = (state, picture, words) => {
    node.dataset.screening = state;
    fill(node, picture && el("span", { class: state === "good" ? "good" : "care" }, icon(picture, "little")), words && el("span", { class: "grow" }, words));
  };
  const ask = async () => {
    const candidate = made.value;
    const turn = ++latest;
    const answer = await post("/security-info/password/screening", { candidate }).catch(() => undefined);
    if (turn !== latest || made.value !== candidate) return;
    if (!answer) draw("none");
    else if (answer.accepted) draw("good", "done", "This one will do.");
    else draw("care", "alert", answer.reason ?? "This one won't do. Try a longer one.");
  };
  made.input.addEventListener("input", () => {
    clearTimeout(timer);
    latest += 1;
    if (made.value === "") draw("none");
    else timer = setTimeout(ask, pause);
  });
  return { node };
}
