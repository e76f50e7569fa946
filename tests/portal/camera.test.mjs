// The phone really scans: its camera sees the QR code as the portal drew it.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertQuiet, launch, newPage } from "./support/browser.mjs";
import { fakeCamera, filmOf } from "./support/camera.mjs";
import { numberOn, Phone } from "./support/phone.mjs";
import { ada, Portal } from "./support/portal.mjs";
import { signInTo } from "./support/steps.mjs";

let portal;
let browser;
let withCamera;
let folder;

before(async () => {
  portal = await Portal.start();
  folder = await mkdtemp(join(tmpdir(), "film-"));
  browser = await launch();
});
after(async () => {
  await withCamera?.close();
  await browser?.close();
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a phone's camera reads the QR code, and the phone is registered", async () => {
  const page = await newPage(browser, { colorScheme: "dark" });
  await signInTo(page, portal, ada);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  const code = page.locator(".qr");
  await code.locator("img").evaluate((image) => image.decode());
  const film = join(folder, "code.y4m");
  await filmOf(page, await code.screenshot(), film);

  withCamera = await launch(fakeCamera(film));
  const phone = await Phone.open(withCamera, portal);
  await phone.page.getByRole("button", { name: "Add account" }).click();
  await phone.page.getByRole("button", { name: "Scan the QR code" }).click();
  await phone.confirm();
  await page.getByRole("button", { name: "Show the number" }).click();
  await phone.approve(await numberOn(page));
  await page.getByText("Sign-in method added").waitFor();
  assertQuiet(page);
  assertQuiet(phone.page);
});
