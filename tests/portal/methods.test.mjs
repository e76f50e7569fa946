import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertQuiet, launch, newPage } from "./support/browser.mjs";
import { alan, Portal } from "./support/portal.mjs";
import { dialog, enterCode, methodItem, registerCodeApp, secureWithCodeApp } from "./support/steps.mjs";

let portal;
let browser;
let page;
let first;

before(async () => {
  portal = await Portal.start();
  browser = await launch();
  page = await newPage(browser);
  ({ app: first } = await secureWithCodeApp(page, portal, alan, "Laptop"));
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

test("a second code app is added from Security info", async () => {
  await page.getByRole("button", { name: "Add sign-in method" }).click();
  await dialog(page).getByRole("button", { name: /Code app/ }).click();
  await registerCodeApp(dialog(page), page, portal, "Tablet");
  await dialog(page).getByRole("button", { name: "Done" }).click();
  await methodItem(page, "Tablet").waitFor();
  assert.equal(await page.locator("dialog").count(), 0);
});

test("a registration is taken up again after a reload", async () => {
  await page.getByRole("button", { name: "Add sign-in method" }).click();
  await dialog(page).getByRole("button", { name: /Code app/ }).click();
  await dialog(page).getByRole("button", { name: "Next" }).click();
  const secret = dialog(page).locator(".secret code");
  const shown = await secret.textContent();
  await page.reload();
  await dialog(page).getByRole("heading", { name: "Scan this with your code app" }).waitFor();
  assert.equal(await secret.textContent(), shown);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
});

test("a method gets another name, and the focus returns", async () => {
  await page.getByRole("button", { name: "Rename Tablet" }).click();
  await dialog(page).getByLabel("Name").fill("Old tablet");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await methodItem(page, "Old tablet").waitFor();
  await page.locator("dialog").waitFor({ state: "detached" });
  const focused = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.equal(focused, "Rename Old tablet");
});

test("the default is changed by Change, choose, Confirm", async () => {
  await page.getByRole("button", { name: "Change the default sign-in method" }).click();
  await dialog(page).getByLabel(/Old tablet/).check();
  await dialog(page).getByRole("button", { name: "Confirm" }).click();
  await methodItem(page, "Old tablet").getByText("Default").waitFor();
  assert.equal(await methodItem(page, "Laptop").getByText("Default").count(), 0);
});

test("a removal says what follows, and another method becomes the default", async () => {
  await page.getByRole("button", { name: "Remove Old tablet" }).click();
  await dialog(page).getByText("You will still have “Laptop” and").waitFor();
  await dialog(page).getByText("Another method becomes your default.").waitFor();
  await dialog(page).getByText("Also delete the entry in your code app").waitFor();
  await dialog(page).getByRole("button", { name: "Remove", exact: true }).click();
  await methodItem(page, "Old tablet").waitFor({ state: "detached" });
  await methodItem(page, "Laptop").getByText("Default").waitFor();
});

test("a step-up that is left changes nothing, and what was typed is kept", async () => {
  await portal.moveClock(15 * 60);
  await page.getByRole("button", { name: "Rename Laptop" }).click();
  await dialog(page).getByLabel("Name").fill("Desk");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Before this changes, please confirm that it's you.").waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).getByRole("heading", { name: "Rename “Laptop”" }).waitFor();
  assert.equal(await dialog(page).getByLabel("Name").inputValue(), "Desk");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await methodItem(page, "Laptop").waitFor();
});

test("a change long after the sign-in asks for proof, then is made", async () => {
  await page.getByRole("button", { name: "Rename Laptop" }).click();
  await dialog(page).getByLabel("Name").fill("Work laptop");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Before this changes, please confirm that it's you.").waitFor();
  await enterCode(dialog(page), portal, first);
  await methodItem(page, "Work laptop").waitFor();
});

test("the last method cannot be removed, and the way out is named", async () => {
  await page.getByRole("button", { name: "Remove the recovery codes" }).click();
  await dialog(page).getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("You have none.").waitFor();
  await page.getByRole("button", { name: "Remove Work laptop" }).click();
  await dialog(page).getByRole("button", { name: "Remove", exact: true }).click();
  await dialog(page).getByText("This is your last way to sign in").waitFor();
  await dialog(page).getByText(/Add another method first/).waitFor();
  await dialog(page).getByRole("button", { name: "Keep it" }).click();
  await methodItem(page, "Work laptop").waitFor();
  assertQuiet(page);
});
