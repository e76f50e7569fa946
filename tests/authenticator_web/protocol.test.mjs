// The web authenticator's side of the protocol, against the vectors of an independent library and node's own crypto.

import assert from "node:assert/strict";
import { createHash, createPublicKey, verify, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

globalThis.crypto ??= webcrypto;

const web = new URL("../../examples/authenticator/web/js/protocol/", import.meta.url);
const { decode, encode } = await import(new URL("base64url.js", web));
const { makeKey, thumbprint } = await import(new URL("keys.js", web));
const { linkInAddress, parseLink, readLink, writeLink } = await import(new URL("link.js", web));
const { parseEndpoint } = await import(new URL("endpoint.js", web));
const { contextHash, readRequest } = await import(new URL("push_request.js", web));
const { readReply } = await import(new URL("reply.js", web));
const { sign } = await import(new URL("jws.js", web));
const { codeAt, grouped, importSecret } = await import(new URL("totp.js", web));

const vectors = new URL("../vectors/", import.meta.url);
const device = JSON.parse(readFileSync(new URL("device/messages.json", vectors), "utf8"));

function rows(name) {
  const text = readFileSync(new URL(name, vectors), "utf8");
  return text.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split(" "));
}

function parts(message) {
  const [header, payload, signature] = message.split(".");
  const read = (text) => JSON.parse(Buffer.from(decode(text)).toString("utf8"));
  return { header: read(header), payload: read(payload), signed: `${header}.${payload}`, signature: decode(signature) };
}

function isSigned(message, jwk) {
  const { signed, signature } = parts(message);
  const key = createPublicKey({ key: jwk, format: "jwk" });
  return verify("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }, signature);
}

const refused = (code) => (error) => error.name === "Refused" && error.code === code;

test("base64url has one text for each bytes", () => {
  for (let size = 0; size < 70; ++size) {
    const bytes = createHash("sha512").update(String(size)).digest().subarray(0, size);
    assert.equal(encode(bytes), bytes.toString("base64url"));
    assert.deepEqual(Buffer.from(decode(encode(bytes))), bytes);
  }
  for (const text of ["A", "AB", "AAB", "AA==", "A A", "A+", "A/", "AAAAA", null]) assert.equal(decode(text), null, text);
});

test("a key's name is the thumbprint that an independent library gives, and it cannot be exported", async () => {
  const { header } = parts(device.messages.find((one) => one.name === "register" && one.alg === "ES256").message);
  assert.equal(await thumbprint({ ...header.jwk, d: "left out" }), header.kid);
  const key = await makeKey();
  assert.equal(key.privateKey.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("jwk", key.privateKey));
  assert.deepEqual(Object.keys(key.jwk), ["crv", "kty", "x", "y"]);
  assert.equal(key.kid, await thumbprint(key.jwk));
});

test("every message of the vectors is signed again with the same header and claims, and verifies", async () => {
  const own = device.messages.filter((one) => one.alg === "ES256" && one.name !== "rotate the key" && parts(one.message).header.typ);
  const { d, ...jwk } = device.keys.ES256;
  const use = ["sign"];
  const privateKey = await crypto.subtle.importKey("jwk", { ...jwk, d }, { name: "ECDSA", namedCurve: "P-256" }, false, use);
  const key = { privateKey, jwk: { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }, kid: await thumbprint(jwk) };
  let compared = 0;
  for (const one of own) {
    const expected = parts(one.message);
    const outcomes = ["register", "inbox", "answer", "set_push_address", "leave", "authorise_move"];
    if (!outcomes.includes(one.outcome)) continue;
    const made = await sign(key, JSON.parse(one.payload), { withKey: one.outcome === "register" });
    assert.deepEqual(parts(made).header, expected.header, one.name);
    assert.deepEqual(parts(made).payload, expected.payload, one.name);
    assert.equal(parts(made).signature.length, 64);
    assert.ok(isSigned(made, jwk) && isSigned(one.message, jwk), one.name);
    const changed = made.replace(/\.(.)/, (_, letter) => "." + (letter === "e" ? "f" : "e"));
    assert.throws(() => assert.ok(isSigned(changed, jwk)));
    ++compared;
  }
  assert.ok(compared >= 8, String(compared));
});

test("a request is read whole, and what is signed is the hash of its bytes", async () => {
  const bytes = new TextEncoder().encode(device.request);
  assert.deepEqual(readRequest(bytes, "example"), JSON.parse(device.request));
  assert.equal(await contextHash(bytes), device.ctx);
});

test("a request that cannot be shown whole is not shown", () => {
  const good = JSON.parse(device.request);
  const read = (object) => readRequest(new TextEncoder().encode(JSON.stringify(object)), "example");
  assert.ok(read(good));
  assert.equal(read({ ...good, amount: "£ 100" }), null);
  for (const name of Object.keys(good)) {
    const { [name]: _, ...rest } = good;
    assert.equal(read(rest), null, name);
  }
  const bad = {
    account: "", app: "a\u202eb", browser: 1, challenge: "00", created: -1, digits: 3, expires: good.created, first_time_here: 1,
    place: "x".repeat(201), purpose: "other", tenant: "another",
  };
  for (const [name, value] of Object.entries(bad)) assert.equal(read({ ...good, [name]: value }), null, name);
  const twice = device.request.replace("{", '{"app":"Payroll",');
  assert.equal(readRequest(new TextEncoder().encode(twice), "example"), null);
  for (const text of ["", "null", "[]", "\ufeff" + device.request]) {
    assert.equal(readRequest(new TextEncoder().encode(text), "example"), null, text);
  }
  assert.equal(readRequest(Uint8Array.of(0xff), "example"), null);
});

test("a link is taken as it is written, from an address of the app, and nothing else is", () => {
  const link = parseLink(device.link);
  assert.deepEqual({ endpoint: link.endpoint, origin: link.origin, tenant: link.tenant },
    { endpoint: device.endpoint, origin: "https://id.example.ac.uk", tenant: "example" });
  assert.equal(writeLink(link.endpoint, decode(link.code)), device.link);
  const address = `#link=${encodeURIComponent(device.link)}`;
  assert.equal(linkInAddress(address), device.link);
  for (const hash of ["", "#", "#link=", "#other=x", "#link=%"]) assert.equal(linkInAddress(hash), null);
  for (const typed of [device.link, `  ${device.link}\n`, `http://localhost:8081/${address}`]) {
    assert.deepEqual(readLink(typed), link);
  }
  for (const text of ["", "hello", device.endpoint, `${device.endpoint}#`, `${device.endpoint}#AAAA`, `${device.link}=`]) {
    assert.throws(() => readLink(text), refused("link_unreadable"), text);
  }
});

test("there is one text for an endpoint", () => {
  const good = [
    "http://localhost:8080/authenticator/demo", "http://127.0.0.1/authenticator/a", "http://[::1]:8443/authenticator/a",
    "https://192.0.2.1/authenticator/a", "https://a.example/x/y/authenticator/a%20b", "https://a.example:444/authenticator/%C3%A9",
  ];
  for (const url of good) assert.equal(parseEndpoint(url).url, url);
  assert.equal(parseEndpoint(good[4]).tenant, "a b");
  const bad = [
    "ftp://a.example/authenticator/a", "https://A.example/authenticator/a", "https://a.example:443/authenticator/a",
    "http://localhost:80/authenticator/a", "https://a.example:0/authenticator/a", "https://a.example:/authenticator/a",
    "https://u@a.example/authenticator/a", "https://a.example/authenticator/a?b", "https://a.example/authenticator/",
    "https://a.example/authenticator/..", "https://a.example/../authenticator/a", "https://a.example/authenticator/%61",
    "https://a.example/authenticator/%c3%a9", "https://a.example/authenticator/%C3", "https://a.example/authenticators/a",
    "https://a.example//authenticator/a", "https://1.2.3/authenticator/a", "https://-a.example/authenticator/a", "https:///authenticator/a",
    "https://a.example./authenticator/a", `https://a.example/${"x".repeat(500)}/authenticator/a`,
  ];
  for (const url of bad) assert.throws(() => parseEndpoint(url), refused("link_unreadable"), url);
  for (const host of ["a.example", "192.0.2.1", "localhost.example"]) {
    assert.throws(() => parseEndpoint(`http://${host}/authenticator/a`), refused("link_insecure"), host);
  }
});

test("codes are those of RFC 6238", async () => {
  for (const [algorithm, secret, time, , code] of rows("totp_rfc6238.txt")) {
    const key = await importSecret(Buffer.from(secret, "hex"), algorithm);
    assert.equal(key.extractable, false);
    const found = await codeAt({ key, digits: 8, period: 30 }, Number(time));
    assert.equal(found.digits, code, `${algorithm} ${time}`);
    assert.equal(found.left, 30 - (Number(time) % 30));
  }
  assert.equal(grouped("123456"), "123 456");
  assert.equal(grouped("12345678"), "123 456 78");
});

test("a reply is read leniently where the app may be older, and strictly where it matters", () => {
  const inbox = { op: "inbox", time: 1, state: "active", counter: 0, requests: [], new_member: true };
  assert.equal(readReply(JSON.stringify(inbox), "inbox").state, "active");
  const bad = [{ op: "answer" }, { time: "1" }, { state: "other" }, { counter: -1 }, { requests: ["="] }, { requests: [""] }];
  for (const change of bad) {
    assert.throws(() => readReply(JSON.stringify({ ...inbox, ...change }), "inbox"), refused("reply_unreadable"));
  }
  for (const text of ["", "null", "[]", "<html>"]) assert.throws(() => readReply(text, "inbox"), refused("reply_unreadable"));
  const registered = {
    op: "register", time: 1, issuer: "University", account: "ada", counter: 0, totp_secret: encode(new Uint8Array(20)),
    totp_algorithm: "SHA1", totp_digits: 6, totp_period: 30,
  };
  assert.ok(readReply(JSON.stringify(registered), "register"));
  for (const change of [{ totp_secret: "AAAA" }, { totp_digits: 9 }, { totp_period: 1 }, { totp_algorithm: "MD5" }, { issuer: "a\nb" }]) {
    assert.throws(() => readReply(JSON.stringify({ ...registered, ...change }), "register"), refused("reply_unreadable"));
  }
});

test("a refusal keeps its name, and one that is not known is unavailable", () => {
  const read = (object) => () => readReply(JSON.stringify({ time: 5, ...object }), "inbox");
  assert.throws(read({ refused: "wrong_number" }), refused("wrong_number"));
  assert.throws(read({ refused: "throttled", retry_after: 30 }), (error) => error.retryAfter === 30 && error.time === 5);
  assert.throws(read({ refused: "from_the_future" }), refused("unavailable"));
});
