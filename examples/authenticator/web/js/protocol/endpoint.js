// The one text of an endpoint (docs/device-protocol.md, "The link"): every message names it, byte for byte.

import { Refused } from "./refused.js";

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const segment = /^[A-Za-z0-9._~-]+$/;

function isNumber(text, most) {
  return /^(0|[1-9][0-9]{0,4})$/.test(text) && Number(text) <= most;
}

function isIpv4(host) {
  const parts = host.split(".");
  return parts.length === 4 && parts.every((part) => isNumber(part, 255));
}

function isName(host) {
  const labels = host.split(".");
  return host.length <= 253 && labels.every((one) => label.test(one)) && !/^[0-9]/.test(labels.at(-1));
}

function isLoopback(host) {
  return host === "localhost" || host === "[::1]" || (isIpv4(host) && host.startsWith("127."));
}

function splitPort(authority) {
  const found = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority);
  return found ? { host: found[1], port: found[2] } : { host: "", port: undefined };
}

/** The tenant's id in the last segment, where exactly what must be percent-encoded is. */
function readTenant(text) {
  if (text === "" || text === "." || text === "..") return null;
  if (!/^([A-Za-z0-9._~-]|%[0-9A-F]{2})+$/.test(text)) return null;
  let decoded = "";
  try {
    decoded = decodeURIComponent(text);
  } catch {
    return null;
  }
  const written = [...new TextEncoder().encode(decoded)]
    .map((byte) => String.fromCharCode(byte))
    .map((letter) => (segment.test(letter) ? letter : "%" + letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")))
    .join("");
  return written === text ? decoded : null;
}

/**
 * @returns {{url: string, origin: string, tenant: string}}
 * @throws {Refused} link_insecure, link_unreadable
 */
export function parseEndpoint(url) {
  const parts = /^(https?):\/\/([^/?#@]*)(\/[^?#]*)\/([^/?#]*)$/.exec(url);
  if (!parts || url.length > 512) throw new Refused("link_unreadable");
  const [, scheme, authority, path, last] = parts;
  const { host, port } = splitPort(authority);
  if (host !== "[::1]" && !isIpv4(host) && !isName(host)) throw new Refused("link_unreadable");
  if (port !== undefined && (!isNumber(port, 65535) || port === "0" || port === (scheme === "https" ? "443" : "80"))) {
    throw new Refused("link_unreadable");
  }
  const segments = path.slice(1).split("/");
  const isPlain = segments.every((one) => segment.test(one) && one !== "." && one !== "..");
  const tenant = readTenant(last);
  if (!isPlain || segments.at(-1) !== "authenticator" || tenant === null) throw new Refused("link_unreadable");
  if (scheme === "http" && !isLoopback(host)) throw new Refused("link_insecure");
  return { url, origin: `${scheme}://${authority}`, tenant };
}
