// Every page and dialog: axe finds nothing, nothing is too wide, in both themes, at 360 and 1280 px.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspect, launch, newPage } from "./support/browser.mjs";
import { alan, Portal } from "./support/portal.mjs";
import { dialog, enterCode, enterName, secureWithCodeApp, signInTo, signOut } from "./support/steps.mjs";

let portal;
let browser;
let page;
let app;

before(async () => {
  portal = await Portal.start();
  browser = await launch();
  page = await newPage(browser);
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

async function open(path, heading) {
  await page.goto(portal.address + path);
  await page.getByRole("heading", { name: heading }).first().waitFor();
}

for (const [name, path, heading] of [
  ["sign-in", "/sign-in", "Sign in"],
  ["reset", "/reset", "Forgot your password?"],
  ["report", "/report#a-token", "This wasn't you?"],
  ["report-incomplete", "/report", "This link isn't complete"],
  ["not-found", "/no-such-page", "This page isn't here"],
  ["authenticator-link", "/authenticator/demo#A-CODE", "Open this in the authenticator"],
]) {
  test(`the page ${name} is fit for everyone`, async () => {
    await open(path, heading);
    await inspect(page, name);
  });
}

test("the steps before the second factor are fit for everyone", async () => {
  await enterName(page, portal, alan.username);
  await page.getByRole("heading", { name: "Enter your password" }).waitFor();
  await inspect(page, "password");
  await page.getByRole("button", { name: "Not you?" }).click();
});

test("the wizard's first screen is fit for everyone", async () => {
  await signInTo(page, portal, alan);
  await page.getByRole("heading", { name: "Keep your account secure" }).waitFor();
  await inspect(page, "secure");
  await signOut(page);
});

test("Security info, bare and full, is fit for everyone", async () => {
  ({ app } = await secureWithCodeApp(page, portal, alan));
  await page.getByText(/You signed in|You made new recovery codes|You added/).first().waitFor();
  await inspect(page, "security-info");
});

const dialogs = [
  ["add", (p) => p.getByRole("button", { name: "Add sign-in method" })],
  ["rename", (p) => p.getByRole("button", { name: "Rename Code app" })],
  ["remove", (p) => p.getByRole("button", { name: "Remove Code app" })],
  ["change-password", (p) => p.getByRole("button", { name: "Change password" })],
  ["recovery-codes", (p) => p.getByRole("button", { name: "Make new codes" })],
  ["this-wasnt-me", (p) => p.getByRole("button", { name: "This wasn't me" }).first()],
  ["sign-out-everywhere", (p) => p.getByRole("button", { name: "Sign out everywhere" })],
];
for (const [name, opener] of dialogs) {
  test(`the dialog ${name} is fit for everyone, and Escape closes it`, async () => {
    await opener(page).click();
    await dialog(page).waitFor();
    await inspect(page, `dialog-${name}`);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  });
}

test("the QR codes' screens are fit for everyone", async () => {
  for (const [kind, heading] of [["Code app", "Scan this with your code app"], ["Authenticator app", "Scan this with the authenticator"]]) {
    await page.getByRole("button", { name: "Add sign-in method" }).click();
    await dialog(page).getByRole("button", { name: new RegExp(kind) }).click();
    await dialog(page).getByRole("button", { name: "Next" }).click();
    await dialog(page).getByRole("heading", { name: heading }).waitFor();
    await dialog(page).getByText("Can't scan it?").click();
    await inspect(page, `dialog-${kind.toLowerCase().replaceAll(" ", "-")}`);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  }
});

test("recovery codes are shown once, and only they are printed", async () => {
  await page.getByRole("button", { name: "Make new codes" }).click();
  await dialog(page).getByRole("button", { name: "Make new codes" }).click();
  await dialog(page).getByRole("list", { name: "Recovery codes" }).waitFor();
  await inspect(page, "dialog-codes-shown");
  await page.emulateMedia({ media: "print" });
  assert.ok(await dialog(page).getByRole("list", { name: "Recovery codes" }).isVisible());
  assert.ok(await dialog(page).getByText(`Recovery codes for ${alan.username}`).isVisible());
  assert.ok(!(await page.locator("main").isVisible()));
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("Escape");
  await dialog(page).getByText("You won't see these again.").waitFor();
  await dialog(page).getByLabel("I have saved these codes").check();
  await dialog(page).getByRole("button", { name: "Done" }).click();
  await page.locator("dialog").waitFor({ state: "detached" });
});

test("Security info transfers under 150 KiB", async () => {
  const fresh = await newPage(browser, { storageState: await page.context().storageState() });
  await fresh.goto(`${portal.address}/security-info`);
  await fresh.getByRole("heading", { name: "Remembered browsers" }).waitFor();
  await fresh.waitForLoadState("networkidle");
  const bytes = await fresh.evaluate(() => {
    const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return loaded.reduce((sum, one) => sum + one.transferSize, 0);
  });
  assert.ok(bytes > 0 && bytes < 150 * 1024, `${bytes} bytes`);
  await fresh.context().close();
});

test("activity is fit for everyone", async () => {
  await open("/activity", "Activity");
  await page.getByRole("listitem").first().waitFor();
  await inspect(page, "activity");
});

test("the second step and the other ways are fit for everyone", async () => {
  await page.goto(`${portal.address}/security-info`);
  await signOut(page);
  await inspect(page, "signed-out");
  await signInTo(page, portal, alan);
  await page.getByLabel("Code", { exact: true }).waitFor();
  await inspect(page, "code");
  await page.getByRole("button", { name: "Use another way" }).click();
  await page.getByRole("heading", { name: "Choose another way" }).waitFor();
  await inspect(page, "ways");
  await page.getByRole("button", { name: "A recovery code" }).click();
  await page.getByLabel("Recovery code").waitFor();
  await inspect(page, "recovery-code");
});

test("the step-up is fit for everyone", async () => {
  await page.getByRole("button", { name: "Use another way" }).click();
  await page.getByRole("button", { name: /A code from/ }).click();
  await enterCode(page, portal, app);
  await page.waitForURL("**/security-info");
  await portal.moveClock(15 * 60);
  await page.getByRole("button", { name: "Make new codes" }).click();
  await dialog(page).getByRole("button", { name: "Make new codes" }).click();
  await dialog(page).getByText("please confirm that it's you").waitFor();
  await inspect(page, "dialog-step-up");
});
