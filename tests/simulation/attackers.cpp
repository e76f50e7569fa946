#include <algorithm>

#include "engine/methods.hpp"
#include "simulation/actors.hpp"
#include "simulation/sign_in_calls.hpp"

namespace counterfoil::simulation {

namespace {

std::string guessed_code(World& world) {
  std::string code = std::to_string(world.dice().below(1'000'000));
  code.insert(0, 6 - code.size(), '0');
  return code;
}

/// A code that was seen over a shoulder: of a step that may have been used.
std::string seen_code(World& world, const Person& person) {
  if (person.apps.empty() || person.accepted_steps.empty()) return guessed_code(world);
  const auto& [method, step] = *std::prev(person.accepted_steps.end());
  for (const CodeApp& app : person.apps) {
    if (app.method != method) continue;
    const std::int64_t present = unix_seconds(world.now()) / 30;
    const auto steps = std::clamp<std::int64_t>(step - present, -6, 6);
    return code_of(world, app, static_cast<int>(steps));
  }
  return guessed_code(world);
}

std::optional<MethodId> some_app(World& world, const Person& person) {
  std::vector<MethodId> apps;
  for (const Method& method : person.document->methods) {
    if (std::holds_alternative<Totp>(method.payload)) apps.push_back(method.id);
  }
  return apps.empty() ? std::nullopt : std::optional(world.dice().pick(apps));
}

void guess_second_factor(World& world, Person& person, Browser& browser, const Manner& manner) {
  const auto app = some_app(world, person);
  const auto drawn = world.dice().below(12);
  if (drawn == 0) return cancel(world, person, browser, manner.actor);
  if (!app || drawn == 1) {
    const SecretBytes code(std::string_view("ABCD-EFGH-JKMN-PQRS"));
    (void)answer_recovery_code(world, person, browser, code, manner);
    if (!app) browser.flow.reset();
    return;
  }
  const std::string code = drawn < 4 ? seen_code(world, person) : guessed_code(world);
  (void)answer_code(world, person, browser, *app, code, manner);
}

/// Ended tickets are kept until they expire, and there is room for so many only.
void fill_the_room_for_tickets(World& world, Person& person, Browser& browser, const Manner& manner) {
  for (std::size_t i = 0; i < world.policy().live.spent_tickets + 2; ++i) {
    begin(world, person, browser, Actor::thief, false);
    if (!browser.flow || !answer_password(world, person, browser, person.password, manner)) return;
    if (!browser.flow) return;
    cancel(world, person, browser, Actor::thief);
  }
}

}  // namespace

void stranger_acts(World& world, Person& person) {
  Browser& browser = person.elsewhere();
  const Manner manner{Actor::stranger};
  if (!browser.flow || world.dice().percent(10)) {
    return begin(world, person, browser, Actor::stranger, world.dice().percent(25));
  }
  if (browser.flow->is_reset) {
    const std::string code = person.document && !person.apps.empty() && world.dice().percent(20)
                                 ? seen_code(world, person)
                                 : guessed_code(world);
    (void)answer_code(world, person, browser, MethodId{}, code, manner);
    return;
  }
  if (browser.flow->proved_password) {
    browser.flow.reset();
    return;
  }
  const std::string guess = world.dice().percent(20) && !person.recent_wrong.empty()
                                ? person.recent_wrong.back()
                                : "guess no. " + std::to_string(world.next_number());
  (void)answer_password(world, person, browser, guess, manner);
}

void thief_acts(World& world, Person& person) {
  if (!person.document || !person.has_second_factor()) return;
  Browser& browser = person.elsewhere();
  const Manner manner{Actor::thief, false, world.dice().percent(20) ? world.new_key() : std::string()};
  if (!browser.flow || browser.flow->is_reset || world.dice().percent(3)) {
    return begin(world, person, browser, Actor::thief, false);
  }
  if (world.dice().one_in(80)) return fill_the_room_for_tickets(world, person, browser, {Actor::thief});
  if (!browser.flow->proved_password) {
    if (!answer_password(world, person, browser, person.password, manner) && world.dice().percent(30)) {
      browser.flow.reset();
    }
    return;
  }
  if (browser.former_flow && world.dice().percent(5)) browser.flow = browser.former_flow;
  guess_second_factor(world, person, browser, manner);
}

}  // namespace counterfoil::simulation
