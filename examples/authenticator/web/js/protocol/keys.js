// The device's key: ES256, made here, and such that no script can read it, this one included.

import { encode } from "./base64url.js";

const algorithm = { name: "ECDSA", namedCurve: "P-256" };

/** The thumbprint of RFC 7638 (SHA-256), which is the key's name. */
export async function thumbprint({ crv, kty, x, y }) {
  const text = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }));
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
}

/** @returns {Promise<{privateKey: CryptoKey, jwk: object, kid: string}>} */
export async function makeKey() {
  const pair = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const { crv, kty, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk = { crv, kty, x, y };
  return { privateKey: pair.privateKey, jwk, kid: await thumbprint(jwk) };
}
