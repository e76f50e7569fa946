import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, launch, newPage } from "./support/browser.mjs";
import { ada, Portal } from "./support/portal.mjs";
import { dialog, enterCode, enterName, enterPassword, secureWithCodeApp, signInTo, signOut } from "./support/steps.mjs";

let portal;
let browser;
let page;
let app;
let codes;
const next = { ...ada, password: "three quiet herons wading" };

before(async () => {
  portal = await Portal.start();
  browser = await launch();
  page = await newPage(browser);
  ({ app, codes } = await secureWithCodeApp(page, portal, ada));
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

test("a new password is judged while it is typed, and then takes the old one's place", async () => {
  await page.getByRole("button", { name: "Change password" }).click();
  const field = dialog(page).getByLabel("New password", { exact: true });
  await field.fill("short");
  await dialog(page).locator('[data-screening="care"]').waitFor();
  await dialog(page).getByLabel("Current password", { exact: true }).fill("not the password");
  await field.fill(next.password);
  await dialog(page).locator('[data-screening="good"]').waitFor();
  await dialog(page).getByRole("button", { name: "Change password" }).click();
  const current = dialog(page).getByLabel("Current password", { exact: true });
  await dialog(page).locator('[aria-invalid="true"]').waitFor();
  assert.equal(await current.getAttribute("aria-invalid"), "true");
  assert.equal(await field.inputValue(), next.password);
  await current.fill(ada.password);
  await dialog(page).getByRole("button", { name: "Change password" }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByText("Changed just now").waitFor();
  await signOut(page);
});

test("only the new password works then", async () => {
  await signInTo(page, portal, ada);
  await page.locator(".error:not(:empty)").waitFor();
  await page.getByLabel("Password", { exact: true }).fill(next.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await enterCode(page, portal, app);
  await page.waitForURL("**/security-info");
});

test("a person stays signed in when the portal is killed and starts again", async () => {
  await portal.restart("SIGKILL");
  await page.reload();
  await page.getByRole("heading", { name: "Sign-in methods" }).waitFor();
  await signOut(page);
});

test("a sign-in goes on after a restart in the middle of it", async () => {
  await enterName(page, portal, ada.username);
  await portal.restart();
  await page.reload();
  await enterPassword(page, next.password);
  await page.getByLabel("Code", { exact: true }).waitFor();
  await portal.restart();
  await enterCode(page, portal, app);
  await page.waitForURL("**/security-info");
});

test("sign out everywhere ends the other browser's session, not this one", async () => {
  const other = await newPage(browser);
  await signInTo(other, portal, next);
  await enterCode(other, portal, app);
  await other.waitForURL("**/security-info");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await dialog(page).getByRole("button", { name: "Sign out everywhere" }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("heading", { name: "Sign-in methods" }).waitFor();
  await other.reload();
  await other.waitForURL("**/sign-in**");
  await other.context().close();
});

test("activity is told in words and can be filtered", async () => {
  await page.getByRole("link", { name: /See all/ }).click();
  await page.getByText(/You signed in/).first().waitFor();
  await page.getByText("Refusals").click();
  assert.equal(await page.getByText(/You signed in/).count(), 0);
});

test("a forgotten password is reset with a code and a recovery code", async () => {
  // One that is not known, or a code alone would do.
  page = await newPage(browser);
  await page.goto(`${portal.address}/reset`);
  await page.getByLabel("Username").fill(ada.username);
  await page.getByRole("button", { name: "Next" }).click();
  await enterCode(page, portal, app);
  await page.getByLabel("Recovery code").fill(codes[1]);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("New password", { exact: true }).fill("four patient otters drifting");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByRole("heading", { name: "Your password is changed" }).waitFor();
  assertQuiet(page);
});

test("“this wasn't me” signs everyone out and asks for a new password", async () => {
  await signInTo(page, portal, { ...ada, password: "four patient otters drifting" });
  await enterCode(page, portal, app);
  await page.waitForURL("**/security-info");
  await page.getByRole("button", { name: "This wasn't me" }).first().click();
  await dialog(page).getByRole("button", { name: "Report it" }).click();
  await dialog(page).getByText("Everyone was signed out").waitFor();
  await dialog(page).getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Username").waitFor();
  assertQuiet(page);
});
