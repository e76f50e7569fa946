// The app, or a link that was opened, cannot be used: why, and what to do.

import { element } from "../ui/dom.js";
import { heading } from "../ui/heading.js";
import { notice } from "../ui/notice.js";
import { inWords } from "../ui/words.js";

/** @param {{refused: object}} parameters */
export function troubleScreen({ refused }) {
  const { title, detail } = inWords(refused);
  return { title, node: element("div", { class: "screen" }, heading(title), notice("danger", detail, null)) };
}
