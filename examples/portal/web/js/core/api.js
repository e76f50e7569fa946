// Talks to the server. Asks for proof when it is needed, and repeats what was asked.

import { noteServerTime } from "./clock.js";
import { Problem, problemOf, unreachable } from "./problem.js";

const base = "/api/v1";
const handlers = { proof: undefined, signedOut: undefined };

/// `proof(problem)` resolves when the person has proved who they are; `signedOut()` leaves the page.
export function whenNeeded({ proof, signedOut }) {
  Object.assign(handlers, { proof, signedOut });
}

export function get(path) {
  return ask(() => send(path, { method: "GET" }));
}

export function post(path, body = {}) {
  return ask(() => {
    const request = {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
      body: JSON.stringify(body),
    };
    // The same key makes it safe to send once more what may have arrived already.
    return send(path, request).catch((problem) => {
      if (problem.code !== "unreachable") throw problem;
      return send(path, request);
    });
  });
}

export function streamOf(path) {
  return new EventSource(base + path);
}

async function ask(request) {
  try {
    return await request();
  } catch (problem) {
    if (problem.code === "proof_required" && handlers.proof) {
      await handlers.proof(problem);
      return request();
    }
    if (problem.status === 401 && handlers.signedOut) {
      handlers.signedOut();
      return new Promise(() => {});
    }
    throw problem;
  }
}

async function send(path, request) {
  let response;
  try {
    response = await fetch(base + path, {
      ...request,
      headers: { Accept: "application/json", ...request.headers },
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw unreachable();
  }
  noteServerTime(response.headers.get("Date"));
  const body = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  if (body === undefined) throw new Problem({ title: "That didn't work", detail: "Reload the page and try again." });
  return body;
}
