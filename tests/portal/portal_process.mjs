// The portal's program, started for a test on ports that are free, with a folder of its own.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** @returns {Promise<{origin: string, authenticator: string, stop: () => Promise<void>}>} */
export async function startPortal(program) {
  const folder = await mkdtemp(join(tmpdir(), "portal-"));
  const [port, other] = [await freePort(), await freePort()];
  const options = ["--demo", "--movable-clock", "--quiet", "--port", String(port), "--authenticator-port", String(other)];
  const child = spawn(program, [folder, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("error", reject);
    child.once("exit", (status) => reject(new Error(`the portal ended with ${status}`)));
  });
  return {
    origin: `http://localhost:${port}`,
    authenticator: `http://localhost:${other}`,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
