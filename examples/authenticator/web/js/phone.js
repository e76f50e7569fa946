// What the phone does with an account: the operations of docs/device-protocol.md.
//
// An account: {id, endpoint, origin, tenant, issuer, account, key, registered, state, counter, totp, clockOffset, added}.

import { decode } from "./protocol/base64url.js";
import { exchange } from "./protocol/exchange.js";
import { mediaType, sign } from "./protocol/jws.js";
import { makeKey } from "./protocol/keys.js";
import { writeLink } from "./protocol/link.js";
import { contextHash, readRequest } from "./protocol/push_request.js";
import { Refused } from "./protocol/refused.js";
import { importSecret } from "./protocol/totp.js";

/** @returns {number} seconds since 1970 by the server's clock, as far as it is known */
export function serverNow(account) {
  return Date.now() / 1000 + (account.clockOffset ?? 0);
}

/** Signs and sends; once more when the server says that the clock is off, by what was learnt of it. */
async function ask(account, claims, how) {
  const send = async () => {
    const whole = { aud: account.endpoint, iat: Math.floor(serverNow(account)), ...claims };
    const body = await sign(account.key, whole, how);
    return exchange(account.endpoint, { op: claims.op, body, type: mediaType });
  };
  try {
    return await send();
  } catch (refusal) {
    if (refusal.code !== "clock_off") throw refusal;
    account.clockOffset = Math.round(refusal.time - Date.now() / 1000);
    return send();
  }
}

/** With the next counter; once more when the server had a higher one, after a backup was put back. */
async function askCounted(account, claims) {
  const send = () => ask(account, { ...claims, counter: ++account.counter });
  try {
    return await send();
  } catch (refusal) {
    if (refusal.code !== "counter_used") throw refusal;
    await inbox(account);
    return send();
  }
}

/** Asks whose code it is. Neither a key nor anything else of this phone is sent. */
export async function preview(link) {
  const body = JSON.stringify({ aud: link.endpoint, code: link.code, op: "preview" });
  const reply = await exchange(link.endpoint, { op: "preview", body, type: "application/json" });
  return { issuer: reply.issuer, account: reply.account, isMove: reply.move };
}

/** An account with a new key, to be kept before register() sends it: a key is never lost with a reply. */
export async function newAccount(link, whose) {
  const { endpoint, origin, tenant, code } = link;
  const { issuer, account } = whose;
  const key = await makeKey();
  const now = new Date().toISOString();
  return {
    id: crypto.randomUUID(), endpoint, origin, tenant, code, issuer, account, key,
    registered: false, state: "registering", counter: 0, clockOffset: 0, added: now,
  };
}

/** Sends the key. The same key can be sent again when a reply was lost. */
export async function register(account, deviceName) {
  const claims = { op: "register", code: account.code, device_name: deviceName };
  const reply = await ask(account, claims, { withKey: true });
  if (reply.issuer !== account.issuer || reply.account !== account.account) throw new Refused("another_account");
  const key = await importSecret(decode(reply.totp_secret), reply.totp_algorithm);
  account.totp = { key, digits: reply.totp_digits, period: reply.totp_period };
  account.counter = reply.counter;
  account.registered = true;
  delete account.code;
}

/** @returns {Promise<{requests: {shown: object, bytes: Uint8Array}[], unreadable: number}>} */
export async function inbox(account) {
  const reply = await ask(account, { op: "inbox" });
  account.state = reply.state;
  account.counter = Math.max(account.counter, reply.counter);
  const requests = reply.requests.map(decode).map((bytes) => ({ bytes, shown: readRequest(bytes, account.tenant) }));
  const readable = requests.filter((request) => request.shown);
  return { requests: readable, unreadable: requests.length - readable.length };
}

/** @param {{verdict: "approve", number: string}|{verdict: "deny"}|{verdict: "report"}} said */
export async function answer(account, request, said) {
  const ctx = await contextHash(request.bytes);
  await ask(account, { op: "answer", challenge: request.shown.challenge, ctx, ...said });
}

/** Has the server forget this phone. It may have done so already. */
export async function leave(account) {
  try {
    await askCounted(account, { op: "leave" });
  } catch (refusal) {
    if (refusal.code !== "unknown_device") throw refusal;
  }
}

/** @returns {Promise<{link: string, expires: number}>} what another phone scans to take this one's place */
export async function authoriseMove(account) {
  const reply = await askCounted(account, { op: "authorise_move" });
  account.counter = Math.max(account.counter, reply.counter);
  return { link: writeLink(account.endpoint, decode(reply.code)), expires: reply.expires };
}
