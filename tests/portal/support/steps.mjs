// What a person does on the portal, in words.

import { CodeApp, scan } from "./code-app.mjs";

export const dialog = (page) => page.locator("dialog[open]").last();

export async function enterName(page, portal, username) {
  await page.goto(`${portal.address}/sign-in`);
  // A sign-in that was begun before is still there: leave it.
  const notYou = page.getByRole("button", { name: "Not you?" });
  await page.getByLabel("Username").or(notYou).waitFor();
  if (await notYou.isVisible()) await notYou.click();
  await page.getByLabel("Username").fill(username);
  await page.getByRole("button", { name: "Next" }).click();
}

export async function enterPassword(page, password) {
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/// The name and the password; what comes then depends on the account.
export async function signInTo(page, portal, person) {
  await enterName(page, portal, person.username);
  await enterPassword(page, person.password);
}

export async function useAnotherWay(page, name) {
  await page.getByRole("button", { name: "Use another way" }).click();
  await page.getByRole("button", { name }).click();
}

/// Types a code, which sends itself. The clock goes a step on first, so that it is one that was not used before.
export async function enterCode(page, portal, app) {
  await portal.moveClock(30);
  await page.getByLabel("Code", { exact: true }).pressSequentially(await app.codeAt(portal.now));
}

/// From the name of the code app on, in a dialog or in the wizard; gives the app.
export async function registerCodeApp(place, page, portal, name) {
  await place.getByLabel("Name for it").fill(name);
  await place.getByRole("button", { name: "Next" }).click();
  await place.getByRole("heading", { name: "Scan this with your code app" }).waitFor();
  const app = new CodeApp(await scan(page));
  await enterCode(place, portal, app);
  await place.getByRole("heading", { name: `“${name}” is ready` }).waitFor();
  return app;
}

/// Makes recovery codes and says that they are saved; gives them.
export async function saveRecoveryCodes(place) {
  await place.getByRole("button", { name: /^Make (new )?codes$/ }).click();
  const list = place.getByRole("list", { name: "Recovery codes" });
  await list.waitFor();
  const codes = await list.getByRole("listitem").allTextContents();
  await place.getByLabel("I have saved these codes").check();
  await place.getByRole("button", { name: "Done" }).click();
  return codes;
}

/// Leads a person who has only a password through the wizard with a code app; gives the app and the codes.
export async function secureWithCodeApp(page, portal, person, name = "Code app") {
  await signInTo(page, portal, person);
  await page.getByRole("heading", { name: "Keep your account secure" }).waitFor();
  await page.getByText("Use something else").click();
  await page.getByRole("button", { name: /Code app/ }).click();
  const main = page.getByRole("main");
  const app = await registerCodeApp(main, page, portal, name);
  await main.getByRole("button", { name: "Next" }).click();
  const codes = await saveRecoveryCodes(main);
  await page.getByRole("link", { name: "Go to Security info" }).click();
  await page.getByRole("heading", { name: "Sign-in methods" }).waitFor();
  return { app, codes };
}

export async function signOut(page) {
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.getByText("You're signed out").waitFor();
}

export function methodItem(page, name) {
  return page.locator("#methods li").filter({ hasText: name });
}
