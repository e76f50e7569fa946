// One POST, one reply: no cookies, no redirect, no cache, 15 seconds, 64 KiB.

import { Refused } from "./refused.js";
import { readReply } from "./reply.js";

const longestReply = 65536;
const patience = 15000;

/**
 * @param {string} endpoint
 * @param {{op: string, body: string, type: string}} message
 * @throws {Refused} unreachable, reply_unreadable, and what the server refused
 */
export async function exchange(endpoint, { op, body, type }) {
  let text = "";
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      body,
      headers: { "Content-Type": type },
      mode: "cors",
      credentials: "omit",
      redirect: "error",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(patience),
    });
    text = await response.text();
  } catch {
    throw new Refused("unreachable");
  }
  if (text.length > longestReply) throw new Refused("reply_unreadable");
  return readReply(text, op);
}
