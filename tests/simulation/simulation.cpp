#include "simulation/simulation.hpp"

#include <array>

#include "engine/account_runner.hpp"
#include "engine/lanes.hpp"
#include "engine/methods.hpp"
#include "simulation/actors.hpp"
#include "simulation/sign_in_calls.hpp"
#include "simulation/world.hpp"

namespace counterfoil::simulation {

namespace {

using Act = void (*)(World&, Person&);

/// One who acts, on one account, for so many steps.
struct Episode {
  Act act;
  std::size_t person;
  std::uint64_t steps;
};

Act draw_actor(Dice& dice) {
  const auto drawn = dice.below(100);
  if (drawn < 40) return owner_acts;
  if (drawn < 55) return absent_minded_owner_acts;
  if (drawn < 65) return stranger_acts;
  if (drawn < 88) return thief_acts;
  if (drawn < 91) return database_editor_acts;
  return host_acts;
}

class Run {
 public:
  explicit Run(const Settings& settings) : settings_(settings), world_(settings.seed) {
    world_.when_others_come_first([this] { come_first(); });
    for (Person& person : world_.people()) create_account(world_, person);
    world_.store().calm(false);
    for (Episode& episode : episodes_) episode = draw_episode();
  }

  Outcome go() {
    for (std::uint64_t step = 1; !is_over(); ++step) {
      act();
      pass_time();
      if (step % 200 == 0) world_.deliver_notices();
      if (step % 500 == 0) owner_gets_in();
      if (step % 5000 == 0) world_.verify_chains();
    }
    if (!world_.findings().first()) {
      world_.verify_chains();
      world_.deliver_notices();
    }
    return {world_.operations(),
            world_.accepted(),
            world_.digest(),
            world_.findings().first(),
            {world_.recent().begin(), world_.recent().end()}};
  }

 private:
  bool is_over() {
    return world_.findings().first().has_value() || world_.operations() >= settings_.operations;
  }

  Episode draw_episode() {
    Dice& dice = world_.dice();
    return {draw_actor(dice), static_cast<std::size_t>(dice.below(world_.people().size())),
            3 + dice.below(12)};
  }

  /// A few take turns, so that much happens between two steps of each.
  void act() {
    Episode& episode = world_.dice().pick(episodes_);
    episode.act(world_, world_.people()[episode.person]);
    if (--episode.steps > 0) return;
    episode = draw_episode();
    ended_ = true;
  }

  /// Mostly at the account that the other process is busy with.
  void come_first() {
    Dice& dice = world_.dice();
    Person* person = world_.subject() ? world_.person_of(*world_.subject()) : nullptr;
    if (person == nullptr || dice.percent(30)) person = &dice.pick(world_.people());
    draw_actor(dice)(world_, *person);
  }

  void pass_time() {
    Dice& dice = world_.dice();
    using std::chrono::minutes;
    using std::chrono::seconds;
    world_.move_clock(seconds(dice.percent(75) ? dice.between(0, 6) : dice.between(6, 40)));
    if (!std::exchange(ended_, false)) return;
    if (dice.percent(12)) world_.move_clock(minutes(dice.between(1, 40)));
    if (dice.percent(4)) world_.move_clock(minutes(dice.between(60, 900)));
    if (dice.one_in(150)) world_.move_clock(minutes(std::int64_t{24} * 60 * dice.between(1, 12)));
    jump(dice);
  }

  /// A clock that is wrong for a while, in either direction, and is put right.
  void jump(Dice& dice) {
    if (astray_ != Duration::zero() && dice.percent(25)) {
      world_.move_clock(-std::exchange(astray_, Duration::zero()));
    } else if (astray_ == Duration::zero() && dice.one_in(60)) {
      const std::int64_t most = dice.one_in(6) ? 40 * 24 * 60 : 90;
      astray_ = std::chrono::minutes(dice.between(-most, most));
      world_.move_clock(astray_);
    }
  }

  /// Nothing that happened keeps somebody out who has everything and whose clock is right.
  void owner_gets_in() {
    Person& person = world_.dice().pick(world_.people());
    const CodeApp* app = app_in_order(person);
    if (app == nullptr) return;
    world_.store().calm(true);
    world_.store().land_all();
    world_.move_clock(std::chrono::minutes(2));
    Browser& browser = person.home();
    begin(world_, person, browser, Actor::owner, false);
    const Manner manner{Actor::owner, true};
    const bool in = browser.flow && answer_password(world_, person, browser, person.password, manner) &&
                    browser.flow &&
                    answer_code(world_, person, browser, app->method, code_of(world_, *app), manner);
    world_.findings().expect(in, claims::reachable, "refused at home");
    world_.store().calm(false);
  }

  /// The code app of an owner who has nothing to wait for; null when something of their own is in the way.
  const CodeApp* app_in_order(Person& person) {
    const RowKey key = row_key(world_.tenant(), person.account);
    if (!person.is_active() || !person.home().known || world_.store().is_altered(key)) return nullptr;
    if (world_.store().has_altered_lookups()) return nullptr;
    const AccountDocument& account = *person.document;
    const auto browser = world_.id_of(*person.home().known);
    const Timestamp soon = world_.now() + std::chrono::minutes(2);
    if (lane_of(account, browser, world_.policy(), soon) != Lane::known_browser) return nullptr;
    if (account.browsers.empty() || has_own_completions(person, soon)) return nullptr;
    for (const CodeApp& app : person.apps) {
      const Method* method = find_method(account, app.method);
      if (method == nullptr || method->suspended) continue;
      const auto& totp = std::get<Totp>(method->payload);
      if (totp.last_accepted_step.value_or(0) < unix_seconds(soon) / 30 && std::abs(totp.drift_steps) <= 1) {
        return &app;
      }
    }
    return nullptr;
  }

  bool has_own_completions(const Person& person, Timestamp soon) const {
    std::size_t live = 0;
    for (const Timestamp then : person.own_completions) {
      if (soon - then < world_.policy().lifetimes.ticket) ++live;
    }
    return live >= world_.policy().live.spent_tickets / 2;
  }

  const Settings settings_;
  World world_;
  std::array<Episode, 4> episodes_{};
  bool ended_ = false;
  Duration astray_{};
};

}  // namespace

Outcome simulate(const Settings& settings) {
  return Run(settings).go();
}

}  // namespace counterfoil::simulation
