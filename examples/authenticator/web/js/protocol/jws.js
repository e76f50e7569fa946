// A message of the device protocol: JWS in the compact form (RFC 7515), signed with ES256.

import { encode } from "./base64url.js";

export const mediaType = "application/counterfoil-device+jws";

const type = "counterfoil-device+jws";
const utf8 = new TextEncoder();

/**
 * @param {{privateKey: CryptoKey, jwk: object, kid: string}} key
 * @param {object} claims
 * @param {{withKey?: boolean}} how  withKey: the public key goes along, to register it
 * @returns {Promise<string>}
 */
export async function sign(key, claims, { withKey = false } = {}) {
  const header = { alg: "ES256", ...(withKey ? { jwk: key.jwk } : {}), kid: key.kid, typ: type };
  const signed = [header, claims].map((part) => encode(utf8.encode(JSON.stringify(part)))).join(".");
  const how = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(how, key.privateKey, utf8.encode(signed));
  return `${signed}.${encode(new Uint8Array(signature))}`;
}
