// What the web authenticator consists of: everything is kept for offline use, and every refusal has its words.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const project = new URL("../../", import.meta.url);
const web = new URL("examples/authenticator/web/", project);
const look = new URL("examples/look/", project);
const { inWords, stateInWords } = await import(new URL("js/ui/words.js", web));

function below(folder, path = "/") {
  return readdirSync(folder).flatMap((name) => {
    const isFolder = statSync(new URL(name, folder)).isDirectory();
    return isFolder ? below(new URL(`${name}/`, folder), `${path}${name}/`) : [path + name];
  });
}

/** What the app is served from: its own files, and those that it shares with the portal. */
const files = () => [...below(web), ...below(look)];
const text = (path) => readFileSync(new URL(`.${path}`, web), "utf8");

test("the service worker keeps every file of the app", () => {
  const [, list] = /const files = \[([^\]]*)\]/.exec(text("/service-worker.js"));
  const kept = [...list.matchAll(/"([^"]+)"/g)].map(([, path]) => path).sort();
  const there = files().filter((path) => !path.startsWith("/vendor/") && path !== "/service-worker.js");
  assert.deepEqual(kept, there.map((path) => (path === "/index.html" ? "/" : path)).sort());
});

test("every refusal of the protocol and of this app has words of its own", () => {
  const protocol = readFileSync(new URL("docs/device-protocol.md", project), "utf8").split("| `refused` | Means |")[1];
  const table = protocol.slice(0, protocol.indexOf("\n\n"));
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name).filter((name) => name !== "time" && name !== "iat");
  assert.equal(named.length, 12);
  const own = files().filter((path) => path.endsWith(".js")).flatMap((path) =>
    [...text(path).matchAll(/(?:Refused\(|return |code: |\? )"(\w+_\w+)"/g)].map(([, name]) => name));
  const words = text("/js/ui/words.js");
  for (const name of [...named, ...own]) assert.match(words, new RegExp(`^ {2}${name}: \\[`, "m"), name);
  assert.ok(own.length > 8, String(own));
});

test("an unknown refusal is unavailable, and waiting times are said", () => {
  assert.deepEqual(inWords({ code: "new" }), inWords({ code: "unavailable" }));
  assert.match(inWords({ code: "throttled", retryAfter: 30 }).detail, /30 seconds/);
  assert.match(inWords({ code: "throttled", retryAfter: 600 }).detail, /10 minutes/);
});

test("an account says what is wrong with it, and nothing while all is well", () => {
  assert.equal(stateInWords({ registered: true, state: "active" }), null);
  for (const state of ["suspended", "moved", "registration_dropped", "unknown_device"]) {
    assert.ok(stateInWords({ registered: true, state }).detail, state);
  }
  assert.ok(stateInWords({ registered: false, state: "registering" }));
});

test("no page has script or style in it, and no script writes HTML", () => {
  const page = text("/index.html");
  assert.doesNotMatch(page, /<style|style=|<script>|\son\w+=/);
  for (const path of files().filter((one) => one.endsWith(".js") && !one.startsWith("/vendor/"))) {
    assert.doesNotMatch(text(path), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, path);
  }
});

test("every address in the pages and scripts leads to a file", () => {
  const there = new Set(files());
  const named = [...text("/index.html").matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path);
  named.push(...JSON.parse(text("/manifest.webmanifest")).icons.map((icon) => icon.src));
  for (const path of named) assert.ok(there.has(path), path);
  for (const path of there) {
    if (!path.endsWith(".js") || path.startsWith("/vendor/")) continue;
    for (const [, target] of text(path).matchAll(/from "(\.[^"]+)"/g)) {
      const found = fileURLToPath(new URL(target, new URL(`.${path}`, web)));
      assert.ok(statSync(found).isFile(), `${path}: ${target}`);
    }
  }
});
