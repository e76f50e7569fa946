// Chromium, with what every page must keep: no error in the console, no violation of the content security policy.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
export const wide = { width: 1280, height: 900 };
const smallest = { width: 320, height: 568 };
export const narrow = { width: 360, height: 740 };

export function launch(more = []) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...flags, ...more] });
}

/// A browser of its own, without cookies, and a page in it. `complaints` are what the console said.
export async function newPage(browser, { viewport = wide, colorScheme = "light", ...rest } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce", ...rest });
  context.setDefaultTimeout(15000);
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (message) => {
    // A refused request and a portal that is away are answers like any other: the page says them in words.
    const answered = /^Failed to load resource: (the server responded with a status of 4|net::ERR_)/.test(message.text());
    if (message.type() === "error" && !answered) page.complaints.push(message.text());
  });
  return page;
}

export function assertQuiet(page) {
  assert.deepEqual(page.complaints, []);
}

/// What axe finds. It is given to the page by the debugger, since no page of ours runs foreign scripts.
export async function violations(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axeSource });
  await session.detach();
  return page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run();
    return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  });
}

/// axe in both themes, nothing wider than the screen from 320 px on, and the pictures in SCREENSHOTS if it is set.
export async function inspect(page, name) {
  await page.setViewportSize(smallest);
  assert.ok((await overhang(page)) <= 0, `${name} is too wide for 320 px`);
  for (const [size, viewport] of [["360", narrow], ["1280", wide]]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], `${name} at ${size}, ${colorScheme}`);
      await picture(page, `${name}-${size}-${colorScheme}`);
    }
  }
  assertQuiet(page);
}

function overhang(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

async function picture(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
