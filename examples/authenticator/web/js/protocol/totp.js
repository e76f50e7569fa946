// Time-based codes (RFC 6238). The secret is a key that cannot be exported, like the device's own.

const hashes = { SHA1: "SHA-1", SHA256: "SHA-256", SHA512: "SHA-512" };

/** @returns {Promise<CryptoKey>} */
export function importSecret(bytes, algorithm) {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: hashes[algorithm] }, false, ["sign"]);
}

/**
 * @param {{key: CryptoKey, digits: number, period: number}} totp
 * @param {number} seconds  since 1970
 * @returns {Promise<{digits: string, left: number}>}  the code, and the seconds until the next one
 */
export async function codeAt({ key, digits, period }, seconds) {
  const step = Math.floor(seconds / period);
  const message = new DataView(new ArrayBuffer(8));
  message.setBigUint64(0, BigInt(step));
  const hmac = new DataView(await crypto.subtle.sign("HMAC", key, message.buffer));
  const offset = hmac.getUint8(hmac.byteLength - 1) & 15;
  const value = (hmac.getUint32(offset) & 0x7fffffff) % 10 ** digits;
  return { digits: String(value).padStart(digits, "0"), left: (step + 1) * period - seconds };
}

/** In groups of three: easier to carry from one screen to another. */
export function grouped(digits) {
  return digits.replace(/\d{3}(?=\d)/g, "$& ");
}
