#include "simulation/actors.hpp"

namespace counterfoil::simulation {

namespace {

template <class F>
auto of_host(World& world, Origin origin, F&& call) {
  origin.actor = Actor::host;
  auto done = world.perform(origin, [&](Engine& engine) { return call(engine.accounts()); });
  if (done && origin.account) {
    world.findings().expect(
        !world.store().is_altered({RowKind::account, world.tenant(), origin.account->text()}),
        claims::not_believed, "something was done on an altered row");
  }
  return done;
}

void expect_stored(World& world, bool holds, std::string_view what) {
  world.findings().expect(holds, claims::nothing_lost, std::string(what) + " is not in the store");
}

void set_password(World& world, Person& person) {
  Origin origin{Actor::host, "set_password", person.account};
  origin.new_password = world.random_password();
  const SecretBytes password{std::string_view(origin.new_password)};
  const auto set = of_host(world, origin, [&](Accounts door) {
    return door.set_password(world.tenant(), person.account, password);
  });
  if (set) expect_stored(world, person.password == origin.new_password, "a password");
}

void suspend_or_resume(World& world, Person& person) {
  const bool suspends = person.is_active() && world.dice().one_in(3);
  const Origin origin{Actor::host, suspends ? "suspend" : "resume", person.account};
  const auto done = of_host(world, origin, [&](Accounts door) {
    return suspends ? door.suspend(world.tenant(), person.account)
                    : door.resume(world.tenant(), person.account);
  });
  if (done) expect_stored(world, person.is_active() != suspends, "a suspension");
}

void remove(World& world, Person& person) {
  const auto removed = of_host(world, {Actor::host, "delete", person.account},
                               [&](Accounts door) { return door.remove(world.tenant(), person.account); });
  if (removed) {
    expect_stored(world, person.document->state == AccountState::deleted, "a deletion");
    person.password_guesses.clear();
  }
}

void change_account(World& world, Person& person) {
  switch (world.dice().below(5)) {
    case 0: {
      const unsigned privilege = static_cast<unsigned>(world.dice().below(4));
      const auto set = of_host(world, {Actor::host, "set_privilege", person.account}, [&](Accounts door) {
        return door.set_privilege(world.tenant(), person.account, privilege);
      });
      if (set) expect_stored(world, person.document->privilege == privilege, "a privilege");
      return;
    }
    case 1: {
      const std::optional<std::string> address =
          world.dice().percent(70) ? std::optional(person.address) : std::nullopt;
      const auto set = of_host(
          world, {Actor::host, "set_notice_address", person.account},
          [&](Accounts door) { return door.set_notice_address(world.tenant(), person.account, address); });
      if (set) {
        expect_stored(world, person.document->sealed_notice_address.empty() == !address, "an address");
      }
      return;
    }
    case 2:
      (void)of_host(world, {Actor::host, "set_usernames", person.account}, [&](Accounts door) {
        return door.set_usernames(world.tenant(), person.account, {person.username});
      });
      return;
    case 3:
      return set_password(world, person);
    default:
      if (world.dice().one_in(4)) {
        (void)of_host(world, {Actor::host, "raise_code_floors", person.account},
                      [&](Accounts door) { return door.raise_code_floors(world.tenant(), person.account); });
      }
  }
}

void sweep(World& world) {
  const Timestamp now = world.now();
  const auto swept = world.store().sweep(now, 1000);
  if (!swept) return;
  for (Person& person : world.people()) {
    const auto last = person.password_guesses.last();
    if (last && *last + world.policy().guard.forgotten_after <= now) {
      person.password_guesses.clear();
      person.recent_wrong.clear();
    }
  }
}

void read_accounts(World& world, Person& person) {
  (void)of_host(world, {Actor::host, "list"},
                [&](Accounts door) { return door.list(world.tenant(), {}, 100); });
  const auto exported = of_host(world, {Actor::host, "export", person.account}, [&](Accounts door) {
    return door.export_data(world.tenant(), person.account);
  });
  if (!exported) return;
  for (const CodeApp& app : person.apps) {
    const auto text = exported->read_text(SecretAccess::grant());
    const bool has_secret = text.find(app.secret.read_text(SecretAccess::grant())) != std::string_view::npos;
    world.findings().expect(!has_secret, claims::no_secret, "in an export: the secret of a code app");
  }
}

}  // namespace

bool create_account(World& world, Person& person) {
  NewAccount account{world.tenant(), person.account, {person.username}};
  Origin origin{Actor::host, "create", person.account};
  origin.new_password = world.random_password();
  account.password = SecretBytes(std::string_view(origin.new_password));
  if (world.dice().percent(60)) {
    const SecretBytes secret = world.random_bytes(20);
    world.keep_secret(secret, "an imported secret");
    account.totp.push_back({secret, "Old token"});
    origin.imported.push_back(secret);
  }
  if (world.dice().percent(70)) account.notice_address = person.address;
  const auto created = of_host(world, origin, [&](Accounts door) { return door.create(account); });
  if (created) expect_stored(world, person.is_active(), "a new account");
  return created.has_value();
}

void host_acts(World& world, Person& person) {
  if (!person.document || person.document->state == AccountState::deleted) {
    (void)create_account(world, person);
    return;
  }
  switch (world.dice().below(12)) {
    case 0:
      if (world.dice().one_in(8)) remove(world, person);
      return;
    case 1:
    case 2:
    case 3:
      return suspend_or_resume(world, person);
    case 4:
    case 5:
    case 6:
      return change_account(world, person);
    case 7:
      if (world.store().depth() == 0) sweep(world);
      return;
    case 8:
      (void)of_host(world, {Actor::host, "prune", person.account},
                    [&](Accounts door) { return door.prune_events(world.tenant(), person.account); });
      return;
    default:
      return read_accounts(world, person);
  }
}

}  // namespace counterfoil::simulation
