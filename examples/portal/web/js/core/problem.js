// A refusal: what happened (title), and why and what to do now (detail).

import { waitWords } from "./time.js";

export class Problem extends Error {
  constructor({ code = "unavailable", title, detail = "", status = 0, retry_after, need }) {
    super(title);
    this.name = "Problem";
    Object.assign(this, { code, title, detail, status, retryAfter: retry_after, need });
  }
}

export function unreachable() {
  return new Problem({
    code: "unreachable",
    title: "We can't reach the server",
    detail: "Check your connection, then try again.",
  });
}

export function cancelled() {
  return new Problem({ code: "cancelled", title: "Nothing was changed" });
}

/// Of an answer that is not 2xx; one that is no problem document says only that it did not work.
export function problemOf(status, body) {
  if (body && typeof body.title === "string") return new Problem({ ...body, status });
  return new Problem({
    status,
    title: "That didn't work",
    detail: "The server couldn't answer just now. Try again in a minute.",
  });
}

/// Title and detail as sentences for the person, with the time to wait where there is one.
export function wordsOf(problem) {
  if (!(problem instanceof Problem)) return ["That didn't work", "Reload the page and try again."];
  const wait = problem.retryAfter && !/\d/.test(problem.detail) && `You can try again in ${waitWords(problem.retryAfter)}.`;
  return [problem.title, [problem.detail, wait].filter(Boolean).join(" ")];
}
