// What went wrong, by a name that words.js has a sentence for: the protocol's refusals, and what never reached a server.

export class Refused extends Error {
  /**
   * @param {string} code  a refusal of docs/device-protocol.md, or one of this app's own
   * @param {{retryAfter?: number, time?: number}} more  seconds to wait; the server's clock
   */
  constructor(code, more = {}) {
    super(code);
    this.name = "Refused";
    this.code = code;
    this.retryAfter = more.retryAfter;
    this.time = more.time;
  }
}
