import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, launch, newPage } from "./support/browser.mjs";
import { ada, Portal } from "./support/portal.mjs";
import { enterCode, secureWithCodeApp, signInTo, signOut, useAnotherWay } from "./support/steps.mjs";

let portal;
let browser;
let page;
let app;
let codes;

before(async () => {
  portal = await Portal.start();
  browser = await launch();
  page = await newPage(browser);
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

test("a person with only a password is led to a code app and recovery codes", async () => {
  ({ app, codes } = await secureWithCodeApp(page, portal, ada));
  assert.ok(codes.length >= 8);
  assert.equal(new Set(codes).size, codes.length);
  await page.getByRole("heading", { name: "You're well protected" }).waitFor();
  await signOut(page);
});

test("a code of the app that scanned the QR code signs in", async () => {
  await signInTo(page, portal, ada);
  await enterCode(page, portal, app);
  await page.waitForURL("**/security-info");
  await signOut(page);
});

test("the keyboard alone signs in", async () => {
  await page.goto(`${portal.address}/sign-in`);
  await page.getByLabel("Username").waitFor();
  await page.keyboard.type(ada.username);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Enter your password" }).waitFor();
  await page.keyboard.type(ada.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Enter the code from your app" }).waitFor();
  await portal.moveClock(30);
  await page.keyboard.type(await app.codeAt(portal.now));
  await page.waitForURL("**/security-info");
  await signOut(page);
});

test("a wrong code says so beside the field, and the right one then works", async () => {
  await signInTo(page, portal, ada);
  await portal.moveClock(30);
  const field = page.getByLabel("Code", { exact: true });
  await field.pressSequentially(await app.wrongCodeAt(portal.now));
  await page.getByText("That code didn't match.").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.ok(await field.evaluate((input) => input === document.activeElement), "the focus stays in the field");
  await enterCode(page, portal, app);
  await page.waitForURL("**/security-info");
  await signOut(page);
});

test("a code that came too late is refused", async () => {
  await signInTo(page, portal, ada);
  const late = await app.codeAt(portal.now + 30);
  await portal.moveClock(180);
  await page.getByLabel("Code", { exact: true }).pressSequentially(late);
  await page.getByText("That code didn't match.").waitFor();
});

test("a recovery code signs in once", async () => {
  for (const works of [true, false]) {
    await signInTo(page, portal, ada);
    await useAnotherWay(page, "A recovery code");
    await page.getByLabel("Recovery code").fill(codes[0].toLowerCase());
    await page.getByRole("button", { name: "Sign in" }).click();
    if (!works) break;
    await page.waitForURL("**/security-info");
    await page.getByText(`${codes.length - 1} unused codes.`).waitFor();
    await signOut(page);
  }
  await page.locator(".error:not(:empty)").waitFor();
  assert.match(page.url(), /sign-in/);
});

test("a wrong password keeps the page and what was typed", async () => {
  await signInTo(page, portal, { ...ada, password: "not the password" });
  const field = page.getByLabel("Password", { exact: true });
  await page.locator(".error:not(:empty)").waitFor();
  assert.equal(await field.inputValue(), "not the password");
  assertQuiet(page);
});
