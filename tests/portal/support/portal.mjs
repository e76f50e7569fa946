// One portal of its own for each test file: in a new folder, at free ports, with a clock that a test can move.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ada = { username: "ada@staff.example.ac.uk", password: "analytical engine 1843" };
export const alan = { username: "alan@student.example.ac.uk", password: "enigma of the bombe 40" };

export class Portal {
  static async start() {
    const portal = new Portal();
    portal.folder = await mkdtemp(join(tmpdir(), "portal-"));
    portal.ports = [await freePort(), await freePort()];
    portal.ahead = 0;
    await portal.#run();
    return portal;
  }

  get address() {
    return `http://localhost:${this.ports[0]}`;
  }

  get phoneAddress() {
    return `http://localhost:${this.ports[1]}/`;
  }

  /// The server's time in seconds.
  get now() {
    return Math.floor(Date.now() / 1000) + this.ahead;
  }

  /// Moves the server's clock instead of waiting.
  async moveClock(seconds) {
    const answer = await fetch(`${this.address}/demo/clock`, { method: "POST", body: String(seconds) });
    if (!answer.ok) throw new Error(`the clock did not move: ${answer.status}`);
    this.ahead += seconds;
  }

  /// Ends the process, politely or at once, and starts it again on the same folder.
  async restart(signal = "SIGTERM") {
    await this.#end(signal);
    await this.#run();
    const { ahead } = this;
    this.ahead = 0;
    if (ahead > 0) await this.moveClock(ahead);
  }

  async stop() {
    await this.#end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
  }

  async #run() {
    const [port, phone] = this.ports.map(String);
    const options = ["--demo", "--movable-clock", "--quiet", "--port", port, "--authenticator-port", phone];
    this.process = spawn(process.env.PORTAL, [this.folder, ...options], { stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    let said = "";
    this.process.stderr.on("data", (text) => (said += text));
    await new Promise((resolve, reject) => {
      this.process.stdout.once("data", resolve);
      this.process.once("error", reject);
      this.process.once("exit", (code, signal) => reject(new Error(`the portal ended (${code ?? signal}): ${said}`)));
    });
    const health = await fetch(`${this.address}/api/v1/health`);
    if (!health.ok) throw new Error(`the portal is not well: ${health.status}`);
  }

  async #end(signal) {
    this.process.kill(signal);
    await this.ended;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
