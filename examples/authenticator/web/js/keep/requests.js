// Asks every account's inbox every few seconds while the app is visible. "change" is dispatched when something is new.

import { accounts } from "./accounts.js";
import { inbox, serverNow } from "../phone.js";

const between = 3000;
const longestPause = 60000;

class Requests extends EventTarget {
  #waiting = new Map();
  #settled = new Set();
  #paused = new Map();
  #timer = 0;
  /** @type {Map<string, string>} why an account could not be asked, by its id */
  failures = new Map();
  /** @type {Map<string, number>} requests that this app cannot show, by the account's id */
  unreadable = new Map();
  lastAsked = null;

  start() {
    document.addEventListener("visibilitychange", () => this.checkNow());
    addEventListener("online", () => this.checkNow());
    return this.checkNow();
  }

  /** @returns {{account: object, request: object, later: boolean}[]} those that can still be answered */
  waiting() {
    return [...this.#waiting.values()].filter(({ account, request }) => request.shown.expires > serverNow(account));
  }

  /** Whether it still waits; not once it was answered elsewhere or withdrawn. */
  has(challenge) {
    return this.#waiting.has(challenge);
  }

  /** It was answered, or is over: it is not shown again. */
  settle(challenge) {
    this.#settled.add(challenge);
    this.#waiting.delete(challenge);
    this.#changed();
  }

  /** The person wants to see it later. */
  putOff(challenge) {
    const one = this.#waiting.get(challenge);
    if (one) one.later = true;
    this.#changed();
  }

  async checkNow() {
    clearTimeout(this.#timer);
    if (document.visibilityState !== "visible") return;
    const known = accounts.all().filter((account) => account.registered);
    await Promise.all(known.map((account) => this.#ask(account)));
    this.lastAsked = Date.now();
    this.#changed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.checkNow(), between);
  }

  async #ask(account) {
    if ((this.#paused.get(account.id) ?? 0) > Date.now()) return;
    const before = JSON.stringify([account.state, account.counter, account.clockOffset]);
    try {
      const { requests, unreadable } = await inbox(account);
      this.failures.delete(account.id);
      this.unreadable.set(account.id, unreadable);
      this.#take(account, requests);
    } catch (refusal) {
      this.#note(account, refusal);
    }
    if (JSON.stringify([account.state, account.counter, account.clockOffset]) !== before) {
      await accounts.save(account).catch((refusal) => this.failures.set(account.id, refusal.code));
    }
  }

  /** What the inbox has no more was answered elsewhere, withdrawn, or has expired. */
  #take(account, requests) {
    const here = new Set(requests.map((request) => request.shown.challenge));
    for (const [challenge, one] of this.#waiting) {
      if (one.account.id === account.id && !here.has(challenge)) this.#waiting.delete(challenge);
    }
    for (const request of requests) {
      const { challenge } = request.shown;
      if (this.#settled.has(challenge) || this.#waiting.has(challenge)) continue;
      this.#waiting.set(challenge, { account, request, later: false });
    }
  }

  #note(account, refusal) {
    this.failures.set(account.id, refusal.code ?? "unavailable");
    if (refusal.code === "unknown_device") account.state = "unknown_device";
    if (refusal.retryAfter) {
      this.#paused.set(account.id, Date.now() + Math.min(refusal.retryAfter * 1000, longestPause));
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

export const requests = new Requests();
