// A modal dialog that asks one thing and returns the focus to where it came from.

import { el, fill, freshId } from "../core/dom.js";
import { button } from "./button.js";
import { problemPlace } from "./say.js";

/// `content(dialog)` gives the heading's text and the elements; the dialog has `close(result)`, `show(title, ...)`
/// and `guard`, a function that may refuse closing by returning false. Resolves with the result.
export function openDialog(content, { closable = true } = {}) {
  const opener = document.activeElement;
  const heading = el("h2", { id: freshId("dialog"), tabindex: "-1" });
  const body = el("div", { class: "stack" });
  const node = el("dialog", { "aria-labelledby": heading.id });
  return new Promise((resolve) => {
    const dialog = {
      node,
      body,
      heading,
      guard: () => true,
      close(result) {
        dialog.result = result;
        node.close();
      },
      show(title, ...children) {
        heading.textContent = title;
        fill(body, ...children);
        focusFirst(body, heading);
      },
    };
    const askToClose = () => dialog.guard() && dialog.close(undefined);
    node.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (closable) askToClose();
    });
    node.addEventListener("close", () => {
      node.remove();
      returnFocus(opener);
      resolve(dialog.result);
    });
    const corner = closable && button("", { kind: "plain icon-only corner", picture: "close", name: "Close", run: askToClose });
    node.append(el("div", { class: "stack" }, heading, body), corner || "");
    document.body.append(node);
    content(dialog);
    node.showModal();
    focusFirst(body, heading);
  });
}

function focusFirst(body, heading) {
  if (!heading.isConnected || !heading.closest("dialog").open) return;
  const target = body.querySelector("[autofocus], input:not([type=checkbox]):not([type=hidden])") ?? heading;
  target.focus();
}

/// A list that was drawn anew has another element with the same key; otherwise the page's heading takes the focus.
export function returnFocus(opener) {
  if (opener?.isConnected && opener !== document.body) return opener.focus();
  const key = opener?.dataset?.key;
  const twin = key && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return (twin ?? document.querySelector("main h1"))?.focus();
}

/// A question with what follows, and two answers. Resolves with whether `act` was done.
export function confirmDialog({ title, body, label, act, danger = true, keep = "Cancel" }) {
  return openDialog((dialog) => {
    const problems = problemPlace();
    const go = button(label, {
      kind: danger ? "primary danger" : "primary",
      run: async () => {
        try {
          await act();
          dialog.close(true);
        } catch (problem) {
          problems.show(problem);
        }
      },
    });
    const stay = button(keep, { run: () => dialog.close(false), autofocus: danger });
    dialog.show(title, ...body, problems.node, el("div", { class: "actions" }, stay, go));
  });
}
