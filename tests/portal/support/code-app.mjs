// A code app as people have it: zbarimg reads the QR code from a picture of the page, oathtool makes the codes.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/// The text of a QR code that is on the page.
export async function scan(page) {
  const code = page.locator(".qr");
  await code.locator("img").evaluate((image) => image.decode());
  const folder = await mkdtemp(join(tmpdir(), "qr-"));
  try {
    const file = join(folder, "code.png");
    await writeFile(file, await code.screenshot({ scale: "css" }));
    const { stdout } = await run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file]);
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true });
  }
}

export class CodeApp {
  constructor(uri) {
    const { protocol, searchParams } = new URL(uri);
    assert.equal(protocol, "otpauth:");
    this.secret = searchParams.get("secret");
  }

  /// The code at a time in seconds.
  async codeAt(seconds) {
    const at = new Date(seconds * 1000).toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
    const { stdout } = await run("oathtool", ["--totp", "--base32", "--now", at, this.secret]);
    return stdout.trim();
  }

  /// A code that is not right now, nor a step before or after.
  async wrongCodeAt(seconds) {
    const near = await Promise.all([-60, -30, 0, 30, 60].map((by) => this.codeAt(seconds + by)));
    return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !near.includes(code));
  }
}
