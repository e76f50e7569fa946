// examples/portal/openapi.json against the program: every route is described, and every answer is as described.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { ada, alan, Portal } from "./support/portal.mjs";
import { Browser, called, checker, description, operations, project } from "./support/api.mjs";

const web = new URL("examples/authenticator/web/js/", project);
const phone = await import(new URL("phone.js", web));
const { readLink } = await import(new URL("protocol/link.js", web));
const { codeAt, importSecret } = await import(new URL("protocol/totp.js", web));

const absent = "0".repeat(32);
let portal = null;

before(async () => (portal = await Portal.start()));
after(() => portal?.stop());

/** A code app: what it shows at the server's time. */
async function codesOf({ secret }) {
  const bits = [...secret.replaceAll(" ", "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = await importSecret(Uint8Array.from(bits.match(/.{8}/g), (byte) => parseInt(byte, 2)), "SHA1");
  return async () => (await codeAt({ key, digits: 6, period: 30 }, portal.now)).digits;
}

async function signIn(browser, who) {
  await browser.post("/sign-in", { username: who.username });
  return browser.post("/sign-in/answer", { password: who.password });
}

async function answerRequest(account, said) {
  for (let tries = 0; tries < 50; ++tries) {
    const { requests } = await phone.inbox(account);
    if (requests.length > 0) return phone.answer(account, requests[0], said);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("no request arrived");
}

/** A phone that is linked, tried and added. */
async function addPhone(browser) {
  const { id, link } = await browser.post("/security-info/authenticator", { nickname: "Phone" });
  const whose = await phone.preview(readLink(link));
  const account = await phone.newAccount(readLink(link), whose);
  const linked = browser.events(`/security-info/authenticator/${id}/events`, ({ stage }) => stage === "phone_linked");
  await phone.register(account, "Test phone");
  await linked;
  await browser.get(`/security-info/authenticator/${id}`);
  const { test: prompt } = await browser.post(`/security-info/authenticator/${id}/test`);
  await answerRequest(account, { verdict: "approve", number: prompt.number });
  const { method } = await browser.post(`/security-info/authenticator/${id}/confirm`);
  return { account, method };
}

async function stepUp(browser, account) {
  await browser.post("/step-up", { need: "fresh_factor" });
  const { number } = await browser.post("/sign-in/prompt", {});
  await answerRequest(account, { verdict: "approve", number });
  await browser.get("/sign-in/prompt");
  return browser.post("/sign-in/answer", { device: true });
}

/** The least that an operation takes. */
function smallest({ requestBody }) {
  const schema = checker.resolve(requestBody.content["application/json"].schema);
  const required = schema.required ?? schema.oneOf?.at(-1).required ?? [];
  const value = (part) => part.const ?? part.enum?.[0] ?? absent;
  return Object.fromEntries(required.map((name) => [name, value(checker.resolve(schema.properties[name]))]));
}

test("every route of the program is described, and no other", () => {
  const source = readFileSync(new URL("examples/portal/api/api.cpp", project), "utf8");
  const routes = [...source.matchAll(/Route\{"(\w+)", "([^"]+)"/g)].map(([, method, pattern]) => `${method} ${pattern}`);
  assert.ok(routes.length > 30);
  const described = operations().map(({ method, pattern }) => `${method} ${pattern}`).filter((one) => one !== "POST /authenticator/{tenant}");
  assert.deepEqual(described.sort(), routes.sort());
});

test("the description is whole: names are used once, and what is referred to is there", () => {
  const ids = operations().map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  const references = JSON.stringify(description).match(/"#\/[^"]+"/g).map((text) => JSON.parse(text));
  for (const $ref of references) assert.ok(checker.resolve({ $ref }));
  for (const [kind, parts] of Object.entries(description.components).filter(([name]) => name !== "securitySchemes")) {
    for (const name of Object.keys(parts)) assert.ok(references.includes(`#/components/${kind}/${name}`), `${name} is used nowhere`);
  }
});

test("the program serves this description", async () => {
  assert.deepEqual(await new Browser(portal).get("/openapi.json"), description);
});

test("without a session, every operation answers as described", async () => {
  for (const { method, pattern, operation } of operations()) {
    if (pattern.startsWith("/authenticator")) continue;
    const path = pattern.replace("{id}", absent);
    const status = operation.security ? null : 401;
    if (status) await new Browser(portal).call(method, path, method === "POST" ? smallest(operation) : undefined, { status });
  }
});

test("every operation that changes something refuses another origin, another type and no object", async () => {
  const browser = new Browser(portal);
  const refused = async (path, body, status, headers) => {
    const answer = await browser.send("POST", `/api/v1${path}`, body, headers);
    const problem = await answer.json();
    assert.equal(answer.status, status, path);
    assert.deepEqual(checker.complaints({ $ref: "#/components/schemas/Problem" }, problem), [], path);
  };
  for (const { pattern, operation } of operations().filter(({ method, pattern }) => method === "POST" && !pattern.startsWith("/authenticator"))) {
    const path = pattern.replace("{id}", absent);
    for (const status of [400, 403, 415]) assert.ok(operation.responses[status], `${pattern}: ${status} is not described`);
    await refused(path, "{}", 403, { Origin: "https://evil.example" });
    await refused(path, "{}", 403, { Origin: "" });
    await refused(path, "{}", 415, { "Content-Type": "text/plain" });
    for (const body of ["", "[]", "{", '{"a":'.repeat(20)]) await refused(path, body, 400);
  }
});

test("what is not there and what cannot be done there are problems", async () => {
  const browser = new Browser(portal);
  for (const [method, path, status] of [["GET", "/api/v1/nothing", 404], ["GET", "/api/v1/sign-out", 405], ["DELETE", "/api/v1/session", 405]]) {
    const answer = await browser.send(method, path);
    assert.equal(answer.status, status, path);
    assert.deepEqual(checker.complaints({ $ref: "#/components/schemas/Problem" }, await answer.json()), []);
  }
});

test("a person's methods from the first to the last", async () => {
  const browser = new Browser(portal);
  assert.equal((await browser.get("/health")).status, "ok");
  assert.equal((await browser.get("/realms")).realms.length, 2);
  assert.equal((await browser.get("/session")).state, "signed_out");
  await browser.post("/sign-in", { username: "ada@nowhere.example" }, 400);
  await browser.post("/sign-in", { username: ada.username });
  await browser.post("/sign-in/answer", { password: "something else" }, 403);
  const first = await browser.post("/sign-in/answer", { password: ada.password });
  assert.equal(first.state, "signed_in");
  await browser.get("/security-info");

  const app = await browser.post("/security-info/code-app", { nickname: "Codes" });
  await browser.get(`/security-info/code-app/${app.id}`);
  const codes = await codesOf(app);
  const wrong = String((Number(await codes()) + 500000) % 1000000).padStart(6, "0");
  await browser.post(`/security-info/code-app/${app.id}/confirm`, { code: wrong }, 403);
  const added = await browser.post(`/security-info/code-app/${app.id}/confirm`, { code: await codes() });
  await browser.post(`/security-info/methods/${added.method}/rename`, { nickname: "My codes" });
  const printed = await browser.post("/security-info/recovery-codes");
  const { account, method } = await addPhone(browser);
  await browser.post("/security-info/default", { method });
  const { methods } = await browser.get("/security-info");
  assert.deepEqual(methods.map((one) => one.kind).sort(), ["authenticator_app", "recovery_codes", "totp"]);

  const begun = await browser.post("/security-info/code-app", {});
  await browser.post(`/security-info/registrations/${begun.id}/cancel`);
  await browser.get(`/security-info/code-app/${absent}`, 404);
  await browser.post(`/security-info/methods/${absent}/remove`, {}, 404);
  assert.equal((await browser.post("/security-info/password/screening", { candidate: "short" })).accepted, false);
  assert.equal((await browser.post("/security-info/password/screening", { candidate: "four words nobody says" })).accepted, true);

  await browser.post("/sign-out");
  await signIn(browser, ada);
  const { number } = await browser.post("/sign-in/prompt", { method });
  const watched = browser.events("/sign-in/prompt/events");
  await answerRequest(account, { verdict: "approve", number });
  assert.equal((await watched).at(-1).state, "approved");
  const again = await browser.post("/sign-in/answer", { device: true, remember_browser: true });
  assert.equal(again.multi_factor, true);

  await browser.post("/step-up", { need: "multi_factor" });
  assert.equal((await browser.post("/sign-in/cancel")).state, "signed_in");
  const known = await browser.get("/security-info/browsers");
  await browser.post(`/security-info/browsers/${known.browsers[0].id}/forget`);
  const page = await browser.get("/security-info/activity?limit=3");
  await browser.get(`/security-info/activity?before=${page.next}&limit=100`);
  await browser.get("/security-info/activity?limit=1000", 400);

  const elsewhere = new Browser(portal);
  await signIn(elsewhere, ada);
  assert.equal((await elsewhere.post("/sign-in/answer", { recovery_code: printed.codes[0] })).state, "signed_in");
  const { sessions } = await browser.get("/security-info/sessions");
  await browser.post(`/security-info/sessions/${sessions.find((one) => !one.current).id}/end`);
  await elsewhere.get("/security-info", 401);

  await stepUp(browser, account);
  await browser.post("/security-info/password", { current: ada.password, replacement: "password" }, 422);
  await browser.post("/security-info/password", { current: ada.password, replacement: "four words nobody says" });
  await browser.post(`/security-info/methods/${added.method}/remove`);
  assert.equal((await browser.post("/security-info/sign-out-everywhere")).state, "signed_in");
});

test("a password is set anew, and a report of it is taken", async () => {
  const browser = new Browser(portal);
  await signIn(browser, alan);
  const { account, method } = await addPhone(browser);
  const { codes } = await browser.post("/security-info/recovery-codes");
  await browser.post("/sign-out");
  await browser.post("/password-reset", { username: alan.username });
  const code = await codeAt(account.totp, portal.now);
  assert.equal((await browser.post("/sign-in/answer", { code: code.digits })).state, "resetting");
  assert.equal((await browser.post("/sign-in/cancel")).state, "signed_out");
  await browser.post("/password-reset", { username: alan.username });
  await browser.post("/sign-in/answer", { recovery_code: codes[0] });
  const { number } = await browser.post("/sign-in/prompt", { method });
  await answerRequest(account, { verdict: "approve", number });
  assert.equal((await browser.post("/sign-in/answer", { device: true })).state, "new_password");
  await browser.post("/password-reset/password", { password: "password" }, 422);
  assert.equal((await browser.post("/password-reset/password", { password: "five words nobody says" })).state, "signed_out");

  await signIn(browser, { ...alan, password: "five words nobody says" });
  await browser.post("/sign-in/answer", { recovery_code: codes[1] });
  const { entries } = await browser.get("/security-info/activity?limit=100");
  const { report } = entries.find((entry) => entry.report);
  await new Browser(portal).post("/report", { token: report });
  await browser.post("/report", { token: "nothing" }, 404);
});

test("every operation was called, and answered well at least once", () => {
  const missed = operations().map(({ method, pattern }) => `${method} ${pattern}`)
    .filter((what) => !what.includes("/authenticator/{tenant}") && !called.get(what)?.has(200));
  assert.deepEqual(missed, []);
});
