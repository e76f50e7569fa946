// The phone: the authenticator's web app in a browser of its own.

import { newPage, narrow } from "./browser.mjs";

export class Phone {
  static async open(browser, portal) {
    const phone = new Phone();
    phone.page = await newPage(browser, { viewport: narrow });
    await phone.page.goto(portal.phoneAddress);
    await phone.page.getByRole("button", { name: "Add account" }).waitFor();
    return phone;
  }

  /// Adds an account by a link, which is pasted; until "Account added".
  async add(link) {
    const { page } = this;
    await page.getByRole("button", { name: "Add account" }).click();
    await page.getByLabel("Or paste the link").fill(link);
    await page.getByRole("button", { name: "Next" }).click();
    await this.confirm();
  }

  /// Says yes to the account that the link names.
  async confirm() {
    await this.page.getByRole("button", { name: "Add", exact: true }).click();
    await this.page.getByRole("heading", { name: "Account added" }).waitFor();
  }

  /// Waits for a request, and types a number into it.
  async approve(number) {
    const { page } = this;
    await page.getByRole("button", { name: "Approve" }).waitFor();
    for (const digit of number) await page.getByRole("group", { name: "Number pad" }).getByRole("button", { name: digit }).click();
    await page.getByRole("button", { name: "Approve" }).click();
  }

  async deny() {
    await this.page.getByRole("button", { name: "Deny" }).click();
    await this.done();
  }

  async done() {
    await this.page.getByRole("button", { name: "Done" }).click();
  }
}

/// The number that a page shows.
export async function numberOn(place) {
  const text = await place.locator(".number").textContent();
  return text.replace(/\D/g, "");
}

/// Another number of as many digits.
export function otherNumber(number) {
  return number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
}
