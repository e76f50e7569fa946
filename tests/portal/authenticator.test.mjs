// The phone's web app: each of its screens is fit for everyone, in both themes, and its codes need no network.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertQuiet, inspect, launch, narrow, newPage } from "./support/browser.mjs";
import { scan } from "./support/code-app.mjs";
import { numberOn, otherNumber, Phone } from "./support/phone.mjs";
import { ada, Portal } from "./support/portal.mjs";
import { saveRecoveryCodes, signInTo, signOut } from "./support/steps.mjs";

let portal;
let browser;
let page;
let phone;
let app;

const heading = (name) => app.getByRole("heading", { name });
const press = (name) => app.getByRole("button", { name, exact: true }).click();

before(async () => {
  portal = await Portal.start();
  browser = await launch();
  page = await newPage(browser);
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

test("the phone asks before anything is sent, and says that the account is added", async () => {
  await signInTo(page, portal, ada);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("heading", { name: "Scan this with the authenticator" }).waitFor();
  const link = await scan(page);
  phone = await Phone.open(browser, portal);
  app = phone.page;
  await inspect(app, "app-empty");
  await press("Add account");
  await app.getByLabel("Or paste the link").fill(link);
  await press("Next");
  await heading(`Add ${ada.username} at ${portal.address}?`).waitFor();
  await inspect(app, "app-consent");
  assert.ok(await page.getByRole("heading", { name: "Scan this with the authenticator" }).isVisible());
  await press("Add");
  await heading("Account added").waitFor();
  await inspect(app, "app-added");
});

test("the number proves the phone", async () => {
  await page.getByRole("button", { name: "Show the number" }).click();
  const number = await numberOn(page);
  await heading("Let's try this phone").waitFor();
  await inspect(app, "app-test");
  await phone.approve(number);
  await heading("It works").waitFor();
  await inspect(app, "app-works");
  await press("Done");
  await heading("Accounts").waitFor();
  await page.getByText("Sign-in method added").waitFor();
});

test("the list has a code in groups of three, and each screen of an account is fit for everyone", async () => {
  await app.locator(".code").filter({ hasText: /^\d{3} \d{3}$/ }).waitFor();
  await inspect(app, "app-accounts");
  await app.getByRole("button", { name: /^Details of/ }).click();
  await inspect(app, "app-account");
  await press("Move to another phone");
  await app.getByRole("img", { name: /^QR code that moves/ }).waitFor();
  await inspect(app, "app-move");
  await press("Done");
  await heading("Accounts").waitFor();
});

test("a link that is none keeps what was typed and says why", async () => {
  await press("Add account");
  const field = app.getByLabel("Or paste the link");
  await field.fill("https://example.com/");
  await press("Next");
  await app.getByText("That isn't a link for this app.").waitFor();
  assert.equal(await field.inputValue(), "https://example.com/");
  assert.ok(await field.evaluate((element) => element === document.activeElement));
  await inspect(app, "app-add");
  await press("Back");
});

test("a request shows app, place, browser and account, and a wrong number ends it in words", async () => {
  await page.getByRole("button", { name: "Next" }).click();
  await saveRecoveryCodes(page.getByRole("main"));
  await page.getByRole("link", { name: "Go to Security info" }).click();
  await signOut(page);
  await signInTo(page, portal, ada);
  const number = await numberOn(page);
  await heading("Are you signing in?").waitFor();
  for (const name of ["App", "Place", "Browser", "Account"]) await app.getByRole("term").filter({ hasText: name }).first().waitFor();
  await inspect(app, "app-request");
  await press("This wasn't me");
  await inspect(app, "app-report");
  await app.keyboard.press("Escape");
  await phone.approve(otherNumber(number));
  await heading("That number didn't match").waitFor();
  await inspect(app, "app-wrong-number");
  await press("Done");
});

test("the codes are there without a network", async () => {
  await app.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await app.context().setOffline(true);
  await app.reload();
  await app.locator(".code").filter({ hasText: /^\d{3} \d{3}$/ }).waitFor();
  await app.getByText("The server can't be reached").waitFor();
  await app.context().setOffline(false);
  assertQuiet(app);
});

test("an iPhone's tab asks to install the app first, and gives the link to take along", async () => {
  const userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
  const tab = await newPage(browser, { viewport: narrow, userAgent });
  const link = encodeURIComponent(`${portal.address}/authenticator/demo#MDEyMzQ1Njc4OWFiY2RlZg`);
  await tab.goto(`${portal.phoneAddress}#link=${link}`);
  await tab.getByRole("heading", { name: "Install the app first" }).waitFor();
  await tab.getByRole("button", { name: "Copy the link" }).waitFor();
  assert.equal(new URL(tab.url()).hash, "");
  await inspect(tab, "app-install");
});
