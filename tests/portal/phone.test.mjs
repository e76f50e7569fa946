import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, inspect, launch, newPage } from "./support/browser.mjs";
import { scan } from "./support/code-app.mjs";
import { numberOn, otherNumber, Phone } from "./support/phone.mjs";
import { ada, Portal } from "./support/portal.mjs";
import { saveRecoveryCodes, signInTo, signOut } from "./support/steps.mjs";

let portal;
let browser;
let page;
let phone;

before(async () => {
  portal = await Portal.start();
  browser = await launch();
  page = await newPage(browser);
  phone = await Phone.open(browser, portal);
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

test("a phone is registered by its QR code and a number", async () => {
  await signInTo(page, portal, ada);
  await page.getByRole("heading", { name: "Keep your account secure" }).waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("heading", { name: "Scan this with the authenticator" }).waitFor();
  await phone.add(await scan(page));
  await inspect(page, "authenticator-linked");
  await page.getByRole("button", { name: "Show the number" }).click();
});

test("a wrong number in the test can be tried again", async () => {
  await phone.approve(otherNumber(await numberOn(page)));
  await page.getByText("That wasn't the number shown here").waitFor();
  await inspect(page, "authenticator-wrong-number");
  await phone.done();
  await page.getByRole("button", { name: "Show a new number" }).click();
});

test("the registration goes on after the portal was killed and the page reloaded", async () => {
  await portal.restart("SIGKILL");
  await page.reload();
  await phone.approve(await numberOn(page));
  await page.getByText("Sign-in method added").waitFor();
  await phone.done();
  await page.getByRole("button", { name: "Next" }).click();
  await saveRecoveryCodes(page.getByRole("main"));
  await page.getByRole("link", { name: "Go to Security info" }).click();
  await signOut(page);
});

test("a sign-in is approved by typing its number", async () => {
  await signInTo(page, portal, ada);
  const number = await numberOn(page);
  await inspect(page, "approve");
  await phone.approve(number);
  await page.waitForURL("**/security-info");
  await phone.done();
  await signOut(page);
});

test("a wrong number ends the request, and the page says so", async () => {
  await signInTo(page, portal, ada);
  await phone.approve(otherNumber(await numberOn(page)));
  await page.getByText("That wasn't the number shown here").waitFor();
  await phone.done();
});

test("a request that nobody answers is over when its time is", async () => {
  await page.getByRole("button", { name: "Send a new request" }).click();
  await page.locator(".number").waitFor();
  await portal.moveClock(61);
  await page.getByText("The request wasn't answered in time").waitFor();
});

test("a denial is said plainly, and another way is offered", async () => {
  await portal.moveClock(24 * 3600);
  await signInTo(page, portal, ada);
  await page.locator(".number").waitFor();
  await phone.deny();
  await page.getByText("The request was denied").waitFor();
  await inspect(page, "denied");
  await page.getByRole("button", { name: "Use another way" }).click();
  assert.ok((await page.getByRole("button", { name: "A recovery code" }).count()) > 0);
  assertQuiet(page);
  assertQuiet(phone.page);
});
