// How adding a method ends: done with what changed, or over before it was done.

import { get } from "../core/api.js";
import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { callout } from "../ui/say.js";
import { screen } from "../ui/screen.js";

/// Says what is new, what the default is, and what happens at the next sign-in.
export async function showDone(place, options, { changed, name }) {
  const info = await get("/security-info").catch(() => undefined);
  const method = info?.methods.find((one) => one.id === changed.method);
  const nickname = method?.nickname ?? name;
  const next = method?.is_default
    ? "It's your default: we'll suggest it first when you sign in."
    : "You can choose it when you sign in with “Use another way”.";
  screen(
    place,
    `“${nickname}” is ready`,
    callout("good", "Sign-in method added", next),
    el("p", { class: "soft" }, "A notice is on its way to you, in case it wasn't you."),
    el("div", { class: "actions" }, button(options.doneLabel ?? "Done", { kind: "primary", run: () => options.onDone(changed, info) })),
  );
}

/// The registration ended: it took too long, or another one took its place.
export function showGone(place, again, options) {
  screen(
    place,
    "This took too long",
    callout("care", "The QR code has expired", "Nothing was added. Start again and you'll get a new one."),
    el(
      "div",
      { class: "actions" },
      button("Cancel", { run: options.onCancel }),
      button("Start again", { kind: "primary", run: again }),
    ),
  );
}
