#include <algorithm>

#include "engine/account_runner.hpp"
#include "engine/methods.hpp"
#include "simulation/actors.hpp"
#include "simulation/sign_in_calls.hpp"

namespace counterfoil::simulation {

namespace {

/// A row that is not what was stored, in one of the ways somebody with the database can make one.
Row altered_row(World& world, const Person& person, const Person& other) {
  UnsteadyStore& store = world.store();
  const auto& own = store.history(row_key(world.tenant(), person.account));
  const auto& others = store.history(row_key(world.tenant(), other.account));
  Row row = own.back();
  row.journal_version = 0;  // what the journal says
  switch (world.dice().below(5)) {
    case 0:
      world.dice().pick(row.bytes) ^= static_cast<std::byte>(1U << world.dice().below(8));
      return row;
    case 1:  // an older one, the journal left alone
      row = own.front();
      row.journal_version = 0;
      return row;
    case 2:  // an older one with the journal cut to fit: the witness remembers, but for what a killed process wrote
      return own.front().version + 3 <= own.back().version ? own.front() : row;
    case 3:  // another account's
      row.bytes = others.empty() ? Bytes{} : others.back().bytes;
      return row;
    default:  // removed
      return Row{};
  }
}

bool is_unchanged(World& world, const Person& person, const Row& row) {
  const auto& own = world.store().history(row_key(world.tenant(), person.account)).back();
  return row.version == own.version && row.bytes == own.bytes;
}

/// Whatever is asked of an account whose row was altered is an error, and raises an alarm.
void try_altered_row(World& world, Person& person) {
  const std::size_t alarms = world.damage_alarms();
  const Origin origin{Actor::editor, "read_altered", person.account};
  world.store().calm(true);
  const auto read = world.perform(origin, [&](Engine& engine) {
    return engine.accounts().events(world.tenant(), person.account, 0, 10);
  });
  world.store().calm(false);
  world.findings().expect(!read, claims::not_believed, "an altered row was read as if it were whole");
  // A key id that was altered may as well be one that this process does not have yet.
  const bool is_damage = !read && read.error().code == errc::document_damaged;
  world.findings().expect(!is_damage || world.damage_alarms() > alarms, claims::not_believed,
                          "an altered row raised no alarm");
}

void alter_a_row(World& world, Person& person) {
  const RowKey key = row_key(world.tenant(), person.account);
  Person& other = world.dice().pick(world.people());
  if (world.store().history(key).empty() || other.account == person.account) return;
  world.store().land_all();
  Row row = altered_row(world, person, other);
  if (is_unchanged(world, person, row)) return;
  world.store().alter_row(key, std::move(row));
  try_altered_row(world, person);
}

/// Points the name of one person to the account of another, who then signs in with their own password.
void redirect_a_name(World& world, Person& person) {
  Person& other = world.dice().pick(world.people());
  if (!other.document || other.account == person.account) return;
  for (const LookupKey& key : world.store().lookups(row_key(world.tenant(), person.account))) {
    world.store().alter_lookup(key, other.account);
  }
  Browser& browser = person.elsewhere();
  begin(world, person, browser, Actor::editor, false);
  if (!browser.flow) return;
  const std::string password = other.password;
  const Manner manner{Actor::editor};
  if (!answer_password(world, person, browser, password, manner) || !browser.flow) return;
  for (const CodeApp& app : other.apps) {
    const MethodId method = app.method;
    (void)answer_code(world, person, browser, method, code_of(world, app), manner);
    return;
  }
}

}  // namespace

void database_editor_acts(World& world, Person& person) {
  // One thing at a time within another operation's turn would be undone under it.
  if (world.store().depth() > 0 || !person.document) return;
  switch (world.dice().below(6)) {
    case 0:
    case 1:
      return alter_a_row(world, person);
    case 2:
      return redirect_a_name(world, person);
    case 3:
      world.store().alter_journal(person.account);
      return;
    default:
      return world.store().restore();
  }
}

}  // namespace counterfoil::simulation
