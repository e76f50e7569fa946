// Recovery codes: make them, show them once, and have them saved.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { dateWords } from "../core/time.js";
import { button } from "../ui/button.js";
import { checkbox } from "../ui/field.js";
import { callout, confirmDone, problemPlace } from "../ui/say.js";
import { screen } from "../ui/screen.js";
import { copyButton } from "../ui/secret.js";

/// Options: `replaces` (how many codes stop working), `account` (the session, for the printed sheet), `onDone`,
/// `skip` (a button beside, where this may be left out).
export function recoveryCodes(place, options) {
  const problems = problemPlace();
  const make = async () => {
    try {
      const { codes } = await post("/security-info/recovery-codes");
      showCodes(place, codes, options);
    } catch (problem) {
      problems.show(problem);
    }
  };
  const old = options.replaces;
  screen(
    place,
    options.title ?? "Recovery codes",
    el("p", {}, "We'll show a list of codes, once. Each lets you in one time if your phone is lost, broken or new."),
    el("p", { class: "soft" }, "Keep them where you keep important papers, or in a password manager. Not on the phone."),
    old > 0 && callout("care", "", `Your ${old} unused code${old === 1 ? "" : "s"} will stop working.`),
    problems.node,
    el("div", { class: "actions" }, options.skip, button(old > 0 ? "Make new codes" : "Make codes", { kind: "primary", run: make })),
  );
}

function showCodes(place, codes, options) {
  const saved = checkbox("I have saved these codes");
  const problem = el("p", { class: "error", role: "alert" });
  const done = button("Done", { kind: "primary", run: () => leave() });
  const leave = () => {
    if (!saved.input.checked) return remind();
    if (place.dialog) place.dialog.guard = () => true;
    confirmDone("Recovery codes made. A notice is on its way to you.");
    return options.onDone();
  };
  const remind = () => {
    problem.textContent = "You won't see these again. Save them, then tick the box.";
    saved.input.focus();
    return false;
  };
  saved.input.addEventListener("change", () => (problem.textContent = ""));
  screen(
    place,
    "Save these codes",
    el("p", { class: "no-print" }, "This is the only time they're shown. Each works once."),
    el("p", { class: "print-only" }, sheetLine(options.account)),
    el("ul", { class: "recovery", "aria-label": "Recovery codes" }, codes.map((code) => el("li", {}, code))),
    el("div", { class: "row no-print" }, savers(codes, options.account)),
    el("div", { class: "no-print" }, saved.node, problem),
    el("div", { class: "actions" }, done),
  );
  if (place.dialog) place.dialog.guard = () => saved.input.checked || remind();
}

function savers(codes, account) {
  const text = `${sheetLine(account)}\n\n${codes.join("\n")}\n`;
  return [
    copyButton(codes.join("\n"), { name: "Copy the codes" }),
    button("Download", { picture: "download", run: () => download(text) }),
    button("Print", { picture: "print", run: () => window.print() }),
  ];
}

function sheetLine({ issuer = "", username = "" } = {}) {
  return `Recovery codes for ${username} at ${issuer}, made ${dateWords(new Date().toISOString())}. Each works once.`;
}

function download(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const anchor = el("a", { href: address, download: "recovery-codes.txt" });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
