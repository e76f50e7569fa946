// A refusal: what happened (title), and why and what to do now (detail).

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

/// The problem as words for a place that holds one text.
export function sentenceOf(problem) {
  if (!(problem instanceof Problem)) return "That didn't work. Reload the page and try again.";
  return [problem.title.replace(/[.?]?$/, "."), problem.detail].filter(Boolean).join(" ");
}
