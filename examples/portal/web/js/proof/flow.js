// Proving who you are, one step after the other: at sign-in, in a step-up, and to reset a password.

import { post } from "../core/api.js";
import { el } from "../core/dom.js";
import { button } from "../ui/button.js";
import { checkbox } from "../ui/field.js";
import { callout } from "../ui/say.js";
import { screen } from "../ui/screen.js";
import { codeStep, passwordStep, recoveryStep } from "./code-step.js";
import { phoneStep } from "./phone-step.js";
import { firstWay, showWays } from "./ways.js";

const steps = {
  password: passwordStep,
  totp: codeStep,
  recovery_code: recoveryStep,
  authenticator_app: phoneStep,
};

/// Options: `verb` of the button; `titleOf(title)`; `lead` above each step; `forgotten` (offers the reset);
/// `canRemember`; `onSession(session)` when no more proof is asked; `onOver(problem)` when it has to begin anew.
export class ProofFlow {
  constructor(place, options) {
    this.place = place;
    this.options = options;
    this.verb = options.verb ?? "Sign in";
    this.forgotten = options.forgotten;
    this.rememberBox = checkbox("Remember this browser");
  }

  /// Shows what `session` asks for now.
  show(session) {
    this.session = session;
    this.ways = session.step?.ways ?? [];
    const way = firstWay(this.ways);
    if (way) this.choose(way);
    else this.showNoWay();
  }

  choose(way) {
    this.way = way;
    const step = steps[way.factor];
    if (step) step(this.place, this);
    else this.showNoWay();
  }

  /// Gives a proof. Throws the Problem of a refusal, except when all has to begin anew.
  async answer(proof) {
    const remember = this.rememberBox.input.checked && !this.session.known_browser;
    let session;
    try {
      session = await post("/sign-in/answer", remember ? { ...proof, remember_browser: true } : proof);
    } catch (problem) {
      if (await this.isOver(problem)) return;
      throw problem;
    }
    if (session.step && session.state === this.session.state) this.show(session);
    else this.options.onSession(session);
  }

  async isOver(problem) {
    const over = ["expired", "not_found", "revoked", "not_signed_in"].includes(problem.code);
    if (over) await this.options.onOver(problem);
    return over;
  }

  titleOf(title) {
    return this.options.titleOf?.(title) ?? title;
  }

  about(sentence) {
    return [this.options.lead?.(this.session), sentence && el("p", { class: "soft" }, sentence)];
  }

  remember() {
    const useful = this.options.canRemember && !this.session.known_browser && this.way.factor !== "password";
    return useful ? this.rememberBox.node : undefined;
  }

  footer() {
    const others = this.ways.filter((way) => way !== this.way && way.reason !== "used_already");
    const another = others.length > 0 && button("Use another way", { kind: "plain", picture: "change", run: () => this.showOthers() });
    return another && el("div", { class: "row middle" }, another);
  }

  showOthers() {
    showWays(this.place, {
      ways: this.ways,
      current: this.way,
      choose: (way) => this.choose(way),
      back: this.way && (() => this.choose(this.way)),
    });
  }

  showNoWay() {
    const reasons = this.ways.filter((way) => way.reason !== "used_already").map((way) => el("p", {}, `${way.label}: ${way.sentence}`));
    screen(
      this.place,
      "You can't go on just now",
      callout("care", "None of your ways can be used at the moment", ...reasons),
      el("p", {}, "Wait a little and start again, or ask your service desk."),
      button("Start again", { kind: "primary wide", run: () => this.options.onOver() }),
    );
  }
}
