// Replies of the server. Members that this app does not know are ignored; those it needs have to be right.

import { decode } from "./base64url.js";
import { isDisplayText } from "./display_text.js";
import { Refused } from "./refused.js";

const refusals = [
  "malformed", "clock_off", "unknown_device", "counter_used", "registration_over", "already_registered", "request_over",
  "answered_already", "wrong_number", "throttled", "suspended", "unavailable",
];
const states = ["registering", "active", "suspended", "registration_dropped", "moved"];

const isCounter = (value) => Number.isSafeInteger(value) && value >= 0;
const isBetween = (value, least, most) => Number.isSafeInteger(value) && value >= least && value <= most;
const isBytes = (value, least, most) => isBetween(decode(value)?.length, least, most);
const isWhose = (reply) => isDisplayText(reply.issuer, 128) && isDisplayText(reply.account, 256);

const isGood = {
  preview: (reply) => isWhose(reply) && typeof reply.move === "boolean",
  register: (reply) =>
    isWhose(reply) && isCounter(reply.counter) && isBytes(reply.totp_secret, 16, 64) &&
    ["SHA1", "SHA256", "SHA512"].includes(reply.totp_algorithm) && isBetween(reply.totp_digits, 6, 8) &&
    isBetween(reply.totp_period, 15, 300),
  inbox: (reply) =>
    states.includes(reply.state) && isCounter(reply.counter) && Array.isArray(reply.requests) &&
    reply.requests.length <= 16 && reply.requests.every((one) => isBytes(one, 1, 2048)),
  answer: () => true,
  leave: () => true,
  authorise_move: (reply) => isCounter(reply.counter) && isBytes(reply.code, 14, 64) && isCounter(reply.expires),
};

/**
 * @param {string} text
 * @param {string} op  what was asked
 * @throws {Refused} what the server refused, or reply_unreadable
 */
export function readReply(text, op) {
  let reply = null;
  try {
    reply = JSON.parse(text);
  } catch {
    throw new Refused("reply_unreadable");
  }
  if (reply === null || typeof reply !== "object" || !isCounter(reply.time)) throw new Refused("reply_unreadable");
  if (Object.hasOwn(reply, "refused")) {
    const code = refusals.includes(reply.refused) ? reply.refused : "unavailable";
    const retryAfter = isBetween(reply.retry_after, 0, 31536000) ? reply.retry_after : undefined;
    throw new Refused(code, { retryAfter, time: reply.time });
  }
  if (reply.op !== op || !isGood[op](reply)) throw new Refused("reply_unreadable");
  return reply;
}
