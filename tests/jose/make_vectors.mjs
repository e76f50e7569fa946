// Writes tests/vectors/device/messages.json, by the package "jose" and not by Counterfoil:
//
//   node make_vectors.mjs >../vectors/device/messages.json      where "jose" is installed
import { webcrypto } from 'node:crypto';
import * as jose from 'jose';

// The keys of RFC 8037 appendix A.1 and RFC 7515 appendix A.3, and one to rotate to.
const keys = {
  EdDSA: { crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', kty: 'OKP', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
  ES256: { crv: 'P-256', d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI', kty: 'EC', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' },
  next: { crv: 'Ed25519', d: 'TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs', kty: 'OKP', x: 'PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw' },
};
const endpoint = 'https://id.example.ac.uk/authenticator/example';
const iat = 1800000000;
const request = '{"account":"ada@example.ac.uk","app":"Library catalogue","browser":"Firefox on Windows","challenge":"000102030405060708090a0b0c0d0e0f","created":1800000000,"digits":2,"expires":1800000060,"first_time_here":true,"place":"Bristol, United Kingdom","purpose":"sign_in","tenant":"example"}';
const code = jose.base64url.encode('0123456789abcdef');
const ctx = jose.base64url.encode(new Uint8Array(await webcrypto.subtle.digest('SHA-256', new TextEncoder().encode(request))));

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const publicOf = ({ d, ...jwk }) => sorted(jwk);
const keyIdOf = (key) => jose.calculateJwkThumbprint(publicOf(key));

const sign = async (key, payload, header) =>
  new jose.CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(sorted(header)).sign(await jose.importJWK(key, header.alg));

const vector = async (name, alg, op, members, { outcome = op, header = {}, signer = keys[alg], at = iat, aud = endpoint } = {}) => {
  const brought = op === 'register' ? { jwk: publicOf(keys[alg]) } : {};
  const payload = JSON.stringify(sorted({ aud, iat: at, op, ...members }));
  const full = { typ: 'counterfoil-device+jws', alg, kid: await keyIdOf(keys[alg]), ...brought, ...header };
  return { name, alg, payload, message: await sign(signer, payload, full), outcome };
};

const proofFor = async (alg) =>
  sign(keys.next, JSON.stringify({ aud: endpoint, replaces: await keyIdOf(keys[alg]) }),
    { typ: 'counterfoil-device-key+jws', alg: 'EdDSA', kid: await keyIdOf(keys.next), jwk: publicOf(keys.next) });

const challenge = '000102030405060708090a0b0c0d0e0f';
const messages = [];
for (const alg of ['EdDSA', 'ES256']) {
  messages.push(
    await vector('register', alg, 'register', { code, device_name: 'Ada’s phone', push_address: 'https://push.example/1' }),
    await vector('inbox', alg, 'inbox', {}),
    await vector('approve', alg, 'answer', { challenge, ctx, number: '07', verdict: 'approve' }),
    await vector('deny', alg, 'answer', { challenge, ctx, verdict: 'deny' }),
    await vector('report', alg, 'answer', { challenge, ctx, verdict: 'report' }),
    await vector('rotate the key', alg, 'rotate_key', { counter: 1, proof: await proofFor(alg) }),
    await vector('set the push address', alg, 'set_push_address', { counter: 2, push_address: 'https://push.example/1' }),
    await vector('clear the push address', alg, 'set_push_address', { counter: 3 }),
    await vector('authorise a move', alg, 'authorise_move', { counter: 4 }),
    await vector('leave', alg, 'leave', { counter: 5 }),
    await vector('an approval without the number', alg, 'answer', { challenge, ctx, verdict: 'approve' }, { outcome: 'invalid_message' }),
    await vector('another type', alg, 'inbox', {}, { header: { typ: 'JWT' }, outcome: 'invalid_message' }),
    await vector('a key that is elsewhere', alg, 'inbox', {}, { header: { jku: 'https://evil.example/keys' }, outcome: 'invalid_message' }),
    await vector('a key that is not asked for', alg, 'inbox', {}, { header: { jwk: publicOf(keys[alg]) }, outcome: 'invalid_message' }),
    await vector('another endpoint', alg, 'inbox', {}, { aud: 'https://id.example.ac.uk/authenticator/other', outcome: 'invalid_message' }),
    await vector('a minute and a second old', alg, 'inbox', {}, { at: iat - 61, outcome: 'clock_skewed' }),
    await vector('a minute old', alg, 'inbox', {}, { at: iat - 60 }),
  );
}
messages.push(await vector('signed by another key', 'EdDSA', 'inbox', {}, { signer: keys.next, outcome: 'signature_mismatch' }));

const link = `${endpoint}#${code}`;
const preview = JSON.stringify({ aud: endpoint, code, op: 'preview' });
console.log(JSON.stringify({ endpoint, now: iat, keys, link, preview, request, ctx, messages }, null, 2));
