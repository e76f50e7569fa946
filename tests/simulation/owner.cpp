#include <algorithm>

#include "engine/methods.hpp"
#include "simulation/actors.hpp"
#include "simulation/manage_calls.hpp"
#include "simulation/sign_in_calls.hpp"

namespace counterfoil::simulation {

namespace {

/// A code app of this person that the account has.
const CodeApp* usable_app(World& world, const Person& person) {
  std::vector<const CodeApp*> usable;
  for (const CodeApp& app : person.apps) {
    const Method* method = person.document ? find_method(*person.document, app.method) : nullptr;
    if (method != nullptr && !method->suspended) usable.push_back(&app);
  }
  return usable.empty() ? nullptr : world.dice().pick(usable);
}

Manner manner_of(World& world, bool at_home) {
  Manner manner;
  manner.remember = at_home;
  if (world.dice().percent(40)) manner.key = world.new_key();
  return manner;
}

/// A reply may be lost and the button be pressed again: the same answer with the same key.
template <class Answer>
void perhaps_twice(World& world, Browser& browser, const Manner& manner, Answer&& answer) {
  const std::optional<Flow> before = browser.flow;
  const bool accepted = answer();
  if (manner.key.empty() || !world.dice().percent(accepted ? 15 : 40)) return;
  const auto after = std::exchange(browser.flow, before);
  if (!answer() && accepted) browser.flow = after;
}

void prove_second(World& world, Person& person, Browser& browser, const Manner& manner) {
  const CodeApp* app = usable_app(world, person);
  if (world.dice().percent(8) && !person.recovery_codes.empty()) {
    const SecretBytes code = world.dice().pick(person.recovery_codes);
    (void)answer_recovery_code(world, person, browser, code, manner);
    return;
  }
  if (app == nullptr) {
    browser.flow.reset();
    return;
  }
  const MethodId method = app->method;
  const std::string code = code_of(world, *app);
  perhaps_twice(world, browser, manner,
                [&] { return browser.flow && answer_code(world, person, browser, method, code, manner); });
}

void go_on_signing_in(World& world, Person& person, Browser& browser, bool at_home) {
  const Flow& flow = *browser.flow;
  const Manner manner = manner_of(world, at_home);
  const bool wants_password = !flow.is_reset && !flow.proved_password;
  const bool wants_second = flow.is_step_up && person.has_second_factor() && !flow.proved_code;
  if (wants_password && !wants_second) {
    const std::string password = person.password;
    perhaps_twice(world, browser, manner,
                  [&] { return browser.flow && answer_password(world, person, browser, password, manner); });
  } else {
    prove_second(world, person, browser, manner);
  }
}

void register_app(World& world, Person& person, Browser& browser) {
  const std::string key = world.dice().percent(50) ? world.new_key() : std::string();
  if (!browser.registration) {
    begin_totp(world, person, browser, key);
    if (!key.empty() && world.dice().percent(20)) begin_totp(world, person, browser, key);
    return;
  }
  if (world.dice().percent(8)) return cancel_registration(world, person, browser);
  const CodeApp app{MethodId{}, browser.registration->secret};
  const std::string code = world.dice().percent(85) ? code_of(world, app) : "000000";
  confirm_totp(world, person, browser, code, key);
  if (browser.registration && world.dice().percent(30)) browser.registration.reset();
}

void manage_a_method(World& world, Person& person, Browser& browser) {
  if (person.document->methods.empty()) return register_app(world, person, browser);
  const MethodId method = world.dice().pick(person.document->methods).id;
  switch (world.dice().below(3)) {
    case 0:
      return rename(world, person, browser, method, world.dice().percent(50) ? world.new_key() : "");
    case 1:
      return set_default(world, person, browser, method);
    default:
      if (world.dice().percent(40)) remove_method(world, person, browser, method);
  }
}

void manage_sessions(World& world, Person& person, Browser& browser) {
  const std::string key = world.new_key();
  switch (world.dice().below(7)) {
    case 0:
      sign_out_everywhere(world, person, browser, key);
      if (browser.assurance && world.dice().percent(30)) sign_out_everywhere(world, person, browser, key);
      return;
    case 1:
      return end_other_session(world, person, browser);
    case 2:
      if (world.dice().one_in(3)) forget_browser(world, person, browser);
      return;
    case 3:
      return change_password(world, person, browser, person.password, key);
    default:
      return check_assurance(world, person, browser, world.dice().percent(30));
  }
}

void use_the_page(World& world, Person& person, Browser& browser) {
  const bool wants_app = person.apps.size() < 2 || browser.registration;
  if (wants_app && world.dice().percent(50)) return register_app(world, person, browser);
  switch (world.dice().below(10)) {
    case 0:
      return new_recovery_codes(world, person, browser, world.new_key());
    case 1:
    case 2:
      return manage_a_method(world, person, browser);
    case 3:
    case 4:
      return manage_sessions(world, person, browser);
    case 5:
      return begin_step_up(world, person, browser,
                           world.dice().percent(50) ? StepUpNeed::fresh_factor : StepUpNeed::multi_factor);
    case 6:
      browser.assurance.reset();  // closed the browser
      return;
    default:
      return look_around(world, person, browser);
  }
}

void act(World& world, Person& person, Browser& browser, bool at_home) {
  if (browser.grant) return reset_password(world, person, browser);
  if (browser.flow) return go_on_signing_in(world, person, browser, at_home);
  if (browser.assurance && world.dice().percent(80)) return use_the_page(world, person, browser);
  begin(world, person, browser, Actor::owner, world.dice().percent(8));
}

}  // namespace

void owner_acts(World& world, Person& person) {
  if (!person.document) return;
  const bool at_home = world.dice().percent(75);
  Browser& browser = at_home ? person.home() : person.library();
  // A sign-in that leads nowhere (an app that is gone, an account that is suspended) is begun anew some time.
  if (browser.flow && world.dice().percent(6)) browser.flow.reset();
  if (browser.assurance && browser.assurance_revocations != person.revocations && world.dice().percent(40)) {
    browser.assurance.reset();
  }
  act(world, person, browser, at_home);
}

void absent_minded_owner_acts(World& world, Person& person) {
  if (!person.document) return;
  Browser& browser = world.dice().percent(50) ? person.home() : person.library();
  const Manner manner = manner_of(world, true);
  switch (world.dice().below(8)) {
    case 0:
      if (browser.flow && !browser.flow->is_reset && !browser.flow->proved_password) {
        (void)answer_password(world, person, browser, person.password + "!", manner);
      }
      return;
    case 1:
      if (const CodeApp* app = usable_app(world, person); browser.flow && app != nullptr) {
        const MethodId method = app->method;
        const int steps = static_cast<int>(world.dice().between(-4, 1));
        (void)answer_code(world, person, browser, method, code_of(world, *app, steps), manner);
      }
      return;
    case 2:
      // Goes back in the browser's history.
      if (!browser.former_flow) return;
      browser.flow = browser.former_flow;
      return prove_second(world, person, browser, manner);
    case 3:
      if (browser.flow) cancel(world, person, browser, Actor::owner);
      return;
    case 4:
      return check_assurance(world, person, browser, true);
    case 5:
      if (!person.report_tokens.empty() && world.dice().one_in(6)) {
        report(world, person, world.dice().pick(person.report_tokens));
      }
      return;
    case 6:
      if (browser.assurance) change_password(world, person, browser, "not the current one", {});
      return;
    default:
      return act(world, person, browser, false);
  }
}

}  // namespace counterfoil::simulation
