// The accounts on this phone. "change" is dispatched after each change that is kept.

import * as store from "./store.js";
import { Refused } from "../protocol/refused.js";

const most = 100;

class Accounts extends EventTarget {
  #known = new Map();

  /** @throws {Refused} storage_failed */
  async load() {
    const found = await this.#kept(store.readAll());
    this.#known = new Map(found.map((account) => [account.id, account]));
  }

  all() {
    return [...this.#known.values()];
  }

  get(id) {
    return this.#known.get(id);
  }

  /** Keeps a new account. @throws {Refused} too_many_accounts, storage_failed */
  async add(account) {
    if (this.#known.size >= most) throw new Refused("too_many_accounts");
    await this.#kept(store.put(account));
    this.#known.set(account.id, account);
    this.#changed();
  }

  /** Keeps what changed. An account that was removed meanwhile stays so. */
  async save(account) {
    if (!this.#known.has(account.id)) return;
    await this.#kept(store.put(account));
    this.#changed();
  }

  async remove(id) {
    await this.#kept(store.remove(id));
    this.#known.delete(id);
    this.#changed();
  }

  async #kept(work) {
    try {
      return await work;
    } catch {
      throw new Refused("storage_failed");
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

export const accounts = new Accounts();
