// The link of a registration: an endpoint, "#", and a code that is good once.

import { decode, encode } from "./base64url.js";
import { parseEndpoint } from "./endpoint.js";
import { Refused } from "./refused.js";

/**
 * @returns {{endpoint: string, origin: string, tenant: string, code: string}}
 * @throws {Refused} link_unreadable, link_insecure
 */
export function parseLink(text) {
  const hash = text.indexOf("#");
  if (hash < 0 || text.length > 599) throw new Refused("link_unreadable");
  const { url, origin, tenant } = parseEndpoint(text.slice(0, hash));
  const code = decode(text.slice(hash + 1));
  if (!code || code.length < 14 || code.length > 64) throw new Refused("link_unreadable");
  return { endpoint: url, origin, tenant, code: text.slice(hash + 1) };
}

/** The link in this app's own address ("#link=…"), or null. */
export function linkInAddress(hash) {
  const found = /^#link=(.+)$/.exec(hash);
  if (!found) return null;
  try {
    return decodeURIComponent(found[1]);
  } catch {
    return null;
  }
}

/** What a person pasted or a camera read: a link, perhaps inside an address of this app. */
export function readLink(typed) {
  const text = typed.trim();
  const hash = text.indexOf("#link=");
  return parseLink((hash >= 0 && linkInAddress(text.slice(hash))) || text);
}

/** @param {Uint8Array} code */
export function writeLink(endpoint, code) {
  return `${endpoint}#${encode(code)}`;
}
