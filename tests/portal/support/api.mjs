// A browser's side of the API without the browser: it keeps cookies, and holds every answer against openapi.json.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { Checker } from "./json-schema.mjs";

const prefix = "/api/v1";

/** The checkout: the tests run as copies elsewhere. */
export const project = process.env.PROJECT ? new URL(`file://${process.env.PROJECT}/`) : new URL("../../../", import.meta.url);
export const description = JSON.parse(readFileSync(new URL("examples/portal/openapi.json", project), "utf8"));
export const checker = new Checker(description);
/** What was called, by "METHOD pattern", with the statuses that came. */
export const called = new Map();

/** Every operation: {method, pattern, operation}. */
export function operations() {
  return Object.entries(description.paths).flatMap(([pattern, item]) =>
    Object.entries(item).filter(([method]) => ["get", "post"].includes(method))
      .map(([method, operation]) => ({ method: method.toUpperCase(), pattern, operation })));
}

/** The operation that a path belongs to. */
export function operationOf(method, path) {
  const bare = path.split("?")[0].split("/");
  const fits = (pattern) => {
    const parts = pattern.split("/");
    return parts.length === bare.length && parts.every((part, at) => part === bare[at] || part.startsWith("{"));
  };
  const candidates = operations().filter((one) => one.method === method && fits(one.pattern));
  const literal = candidates.find((one) => !one.pattern.includes("{"));
  const found = literal ?? candidates[0];
  assert.ok(found, `${method} ${path} is not described`);
  return found;
}

function holds(schema, value, what) {
  assert.deepEqual(checker.complaints(schema, value), [], what);
}

export class Browser {
  #cookies = new Map();

  constructor(portal) {
    this.portal = portal;
  }

  /** @returns {Promise<any>} what came, which is as described and has that status */
  async call(method, path, body, { status = 200, headers = {} } = {}) {
    const { pattern, operation } = operationOf(method, path);
    const what = `${method} ${pattern}`;
    if (body !== undefined && status === 200) {
      holds(operation.requestBody.content["application/json"].schema, body, `${what}: what is sent`);
    }
    const response = await this.send(method, prefix + path, body === undefined ? undefined : JSON.stringify(body), headers);
    return this.#read(response, operation, what, status);
  }

  get(path, status) {
    return this.call("GET", path, undefined, { status });
  }

  post(path, body = {}, status = 200) {
    return this.call("POST", path, body, { status });
  }

  /** As it is, with the cookies and the page's own origin. */
  async send(method, path, body, headers = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const own = body === undefined ? {} : { "Content-Type": "application/json", Origin: this.portal.address };
    const sent = Object.fromEntries(Object.entries({ ...own, ...(cookie ? { Cookie: cookie } : {}), ...headers }).filter(([, value]) => value));
    const response = await fetch(this.portal.address + path, { method, body, headers: sent, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Reads events until one of them is the last, or `enough` says so. */
  async events(path, enough = () => false) {
    const { pattern, operation } = operationOf("GET", path);
    const response = await this.send("GET", prefix + path);
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get("content-type"), /^text\/event-stream/);
    const kinds = operation.responses[200].content["text/event-stream"]["x-events"];
    this.#note(`GET ${pattern}`, 200);
    const events = [];
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop();
      for (const [, event, data] of blocks.map((block) => /^event: (.*)\ndata: (.*)$/.exec(block)).filter(Boolean)) {
        assert.ok(kinds[event], `${pattern}: the event ${event} is not described`);
        holds(kinds[event], JSON.parse(data), `${pattern}: the event ${event}`);
        events.push(JSON.parse(data));
      }
      if (events.length && (await enough(events.at(-1)))) break;
    }
    return events;
  }

  async #read(response, operation, what, status) {
    const text = await response.text();
    assert.equal(response.status, status, `${what}: ${text}`);
    const described = checker.resolve(operation.responses[response.status] ?? {});
    const [type, content] = Object.entries(described.content ?? {})[0] ?? [];
    assert.ok(type, `${what}: ${response.status} is not described`);
    assert.equal(response.headers.get("content-type"), type, what);
    const value = JSON.parse(text);
    holds(content.schema, value, `${what}: ${text.slice(0, 300)}`);
    if (status >= 400) {
      assert.equal(value.status, status);
      assert.equal(value.type, `/problems/${value.code}`);
    }
    assert.equal(response.headers.get("cache-control"), "no-store", what);
    this.#note(what, status);
    return value;
  }

  #note(what, status) {
    called.set(what, (called.get(what) ?? new Set()).add(status));
  }

  #keep(line) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    if (/Max-Age=0/.test(line)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
