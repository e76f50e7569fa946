// A request that waits for the person. One that this app cannot show whole is not shown at all, and so not answered.

import { encode } from "./base64url.js";
import { isDisplayText } from "./display_text.js";

const isTime = (value) => Number.isSafeInteger(value) && value >= 0;
const isContext = (value) => isDisplayText(value, 200, true);

const members = {
  account: (value) => isDisplayText(value, 256),
  app: isContext,
  browser: isContext,
  challenge: (value) => typeof value === "string" && /^[0-9a-f]{32}$/.test(value),
  created: isTime,
  digits: (value) => value === 2 || value === 6,
  expires: isTime,
  first_time_here: (value) => typeof value === "boolean",
  place: isContext,
  purpose: (value) => ["sign_in", "step_up", "registration_test"].includes(value),
  tenant: (value) => typeof value === "string",
};

/** How many members the text of a flat object names, those that stand twice included. */
function countNames(text) {
  return (text.match(/"(?:[^"\\]|\\.)*"(\s*:)?/g) ?? []).filter((token) => token.endsWith(":")).length;
}

/**
 * @param {Uint8Array} bytes  as they came
 * @param {string} tenant  that of the account's endpoint
 * @returns {object|null}  the members by their names
 */
export function readRequest(bytes, tenant) {
  let text = "";
  let object = null;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    object = JSON.parse(text);
  } catch {
    return null;
  }
  if (object === null || typeof object !== "object" || Array.isArray(object)) return null;
  const names = Object.keys(object);
  const isWhole = names.length === Object.keys(members).length && countNames(text) === names.length;
  const isGood = isWhole && names.every((name) => Object.hasOwn(members, name) && members[name](object[name]));
  return isGood && object.tenant === tenant && object.expires > object.created ? object : null;
}

/** The hash of the bytes that were shown: what is signed is what was seen. */
export async function contextHash(bytes) {
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
