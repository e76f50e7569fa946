// Device messages in both directions between Counterfoil and the package "jose".
// DEVICE_MESSAGES is the C++ program of the same name.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import * as jose from 'jose';

const program = process.env.DEVICE_MESSAGES;
const endpoint = 'https://id.example.ac.uk/authenticator/example';
const typ = 'counterfoil-device+jws';
const iat = 1800000000;

const signed = execFileSync(program, ['sign'], { encoding: 'utf8' })
  .trim().split('\n').map((line) => JSON.parse(line));

const outcomes = (lines) =>
  execFileSync(program, ['verify'], { encoding: 'utf8', input: lines.map((line) => JSON.stringify(line) + '\n').join('') })
    .trim().split('\n');

const newKey = async (alg) => {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, { crv: 'Ed25519', extractable: true });
  const jwk = await jose.exportJWK(publicKey);
  return { alg, privateKey, jwk, kid: await jose.calculateJwkThumbprint(jwk) };
};

const sign = (key, claims, header = {}) =>
  new jose.CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ, alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey);

const claimsOf = (op, more = {}) => ({ aud: endpoint, op, iat, ...more });
const answer = { challenge: '000102030405060708090a0b0c0d0e0f', ctx: jose.base64url.encode(new Uint8Array(32)) };
const code = jose.base64url.encode('0123456789abcdef');

test('jose verifies every message that Counterfoil signs', async () => {
  assert.equal(signed.length, 18);
  for (const { op, alg, kid, jwk, message } of signed) {
    const { payload, protectedHeader } = await jose.compactVerify(message, await jose.importJWK(jwk, alg), { algorithms: [alg] });
    const expected = op === 'register' ? { typ, alg, kid, jwk } : { typ, alg, kid };
    assert.deepEqual(protectedHeader, expected);
    assert.equal(kid, await jose.calculateJwkThumbprint(jwk));
    const claims = JSON.parse(new TextDecoder().decode(payload));
    assert.equal(claims.op, op);
    assert.equal(claims.aud, endpoint);
    assert.equal(claims.iat, iat);
  }
});

test('jose verifies the proof of the new key by the key that it brings', async () => {
  const rotations = signed.filter(({ op }) => op === 'rotate_key');
  assert.equal(rotations.length, 2);
  for (const { kid, message } of rotations) {
    const { proof } = jose.decodeJwt(message);
    const { payload, protectedHeader } = await jose.compactVerify(proof, jose.EmbeddedJWK);
    assert.equal(protectedHeader.typ, 'counterfoil-device-key+jws');
    assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), { aud: endpoint, replaces: kid });
  }
});

test('jose refuses each message of Counterfoil under another key', async () => {
  const es256 = signed.find(({ alg }) => alg === 'ES256');
  const other = await newKey('ES256');
  await assert.rejects(jose.compactVerify(es256.message, await jose.importJWK(other.jwk, 'ES256')),
    jose.errors.JWSSignatureVerificationFailed);
});

for (const alg of ['ES256', 'EdDSA']) {
  test(`Counterfoil verifies every operation that jose signs with ${alg}`, async () => {
    const key = await newKey(alg);
    const replacement = await newKey(alg);
    const proof = await new jose.CompactSign(new TextEncoder().encode(JSON.stringify({ aud: endpoint, replaces: key.kid })))
      .setProtectedHeader({ typ: 'counterfoil-device-key+jws', alg, kid: replacement.kid, jwk: replacement.jwk })
      .sign(replacement.privateKey);
    const messages = [
      [await sign(key, claimsOf('register', { code, device_name: 'Ada’s phone' }), { jwk: key.jwk }), 'register'],
      [await sign(key, claimsOf('inbox')), 'inbox'],
      [await sign(key, claimsOf('answer', { ...answer, verdict: 'approve', number: '042042' })), 'answer'],
      [await sign(key, claimsOf('answer', { ...answer, verdict: 'deny' })), 'answer'],
      [await sign(key, claimsOf('answer', { ...answer, verdict: 'report' })), 'answer'],
      [await sign(key, claimsOf('rotate_key', { counter: 1, proof })), 'rotate_key'],
      [await sign(key, claimsOf('set_push_address', { counter: 2 })), 'set_push_address'],
      [await sign(key, claimsOf('leave', { counter: 3 })), 'leave'],
      [await sign(key, claimsOf('authorise_move', { counter: 4 })), 'authorise_move'],
    ];
    assert.deepEqual(outcomes(messages.map(([message]) => ({ jwk: key.jwk, message }))), messages.map(([, outcome]) => outcome));
  });

  test(`Counterfoil refuses what jose signs otherwise with ${alg}`, async () => {
    const key = await newKey(alg);
    const other = await newKey(alg);
    const secret = new TextEncoder().encode(JSON.stringify(key.jwk));
    const hmac = await new jose.CompactSign(new TextEncoder().encode(JSON.stringify(claimsOf('inbox'))))
      .setProtectedHeader({ typ, alg: 'HS256', kid: key.kid }).sign(secret);
    const none = new jose.UnsecuredJWT(claimsOf('inbox')).encode();
    const messages = [
      [await sign(other, claimsOf('inbox')), 'signature_mismatch'],
      [await sign({ ...other, kid: key.kid }, claimsOf('inbox')), 'signature_mismatch'],
      [await sign(key, claimsOf('inbox'), { jku: 'https://evil.example/keys' }), 'invalid_message'],
      [await sign(key, claimsOf('inbox'), { typ: 'JWT' }), 'invalid_message'],
      [await sign(key, claimsOf('inbox'), { jwk: key.jwk }), 'invalid_message'],
      [await sign(key, { ...claimsOf('inbox'), aud: endpoint + '/' }), 'invalid_message'],
      [await sign(key, { ...claimsOf('inbox'), iat: iat - 61 }), 'clock_skewed'],
      [await sign(key, claimsOf('answer', { ...answer, verdict: 'approve' })), 'invalid_message'],
      [hmac, 'invalid_message'],
      [none, 'invalid_message'],
    ];
    assert.deepEqual(outcomes(messages.map(([message]) => ({ jwk: key.jwk, message }))), messages.map(([, outcome]) => outcome));
  });
}
