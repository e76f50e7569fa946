#include "operations/observation.hpp"

#include <algorithm>
#include <stdexcept>

#include "codec/event_chain.hpp"
#include "codec/notice_codec.hpp"
#include "engine/engine_keys.hpp"

namespace counterfoil::operations {

namespace {

using testing::StoreCall;
using testing::StoreOperation;

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "-" : text;
}

std::string row_name(const StoreCall& call) {
  switch (call.row.value()) {
    case RowKind::account:
      return "account";
    case RowKind::guard:
      return "guard";
    case RowKind::meter:
      return "meter";
  }
  throw std::logic_error("a row of an unknown kind");
}

std::string lookup_name(const StoreCall& call) {
  switch (call.lookup.value()) {
    case LookupKind::username:
      return "name";
    case LookupKind::device_key:
      return "device";
    case LookupKind::registration_code:
      return "code";
    default:
      throw std::logic_error("a lookup of an unknown kind");
  }
}

/// What a call reads, in the table's words; empty when it changes something.
std::string read_by(const StoreCall& call) {
  switch (call.operation) {
    case StoreOperation::load:
      return row_name(call);
    case StoreOperation::find:
      return lookup_name(call);
    case StoreOperation::journal:
      return "journal";
    case StoreOperation::scan:
      return "list";
    default:
      return {};
  }
}

/// Whether a change is stored: an account's leaves its journal row.
bool is_stored(const World& world, const Change& change) {
  if (change.row.kind != RowKind::account) return true;
  const auto account = AccountId::parse(change.row.name).value();
  const auto rows =
      world.fixture.store->journal(change.row.tenant, account, change.expected_version + 1, 1).value();
  return !rows.empty() && rows.front().commit_id == change.commit_id;
}

std::string changed_by(const World& world, const StoreCall& call) {
  switch (call.operation) {
    case StoreOperation::commit:
      return is_stored(world, *call.change) ? row_name(call) : row_name(call) + " (refused)";
    case StoreOperation::prune:
      return "pruned journal";
    case StoreOperation::erase:
      return "erased bodies";
    default:
      return {};
  }
}

/// The event types and notices of a change.
void read_change(const World& world, const Change& change, Observed& observed) {
  const AccountId account = AccountId::parse(change.row.name).value();
  const EventOwner owner{change.row.tenant, account};
  const JournalRow row{change.expected_version + 1, change.commit_id, change.event_headers,
                       change.event_bodies};
  const std::vector<Event> events = read_events(owner, row).value();
  observed.events.insert(observed.events.end(), events.begin(), events.end());
  const EngineKeys keys(world.fixture.keys->load().value());
  for (const OutboxRow& message : change.messages) {
    const auto opened = keys.open_message(message.tenant, message.id, message.sealed).value();
    observed.notices.push_back(decode_notice(opened.read(SecretAccess::grant())).value().kind);
  }
}

template <class T>
std::string names_of(const std::vector<T>& things) {
  std::vector<std::string> names;
  for (const T& thing : things) names.emplace_back(name_of(thing));
  return listed(names);
}

std::string door_of(const std::string& operation) {
  return operation.substr(0, operation.find("::"));
}

/// Whether a section about a whole door, "Accounts::* except create, list", is about this operation too.
bool covers(const std::string& door, const std::string& operation) {
  if (door_of(door) != door_of(operation) || operation.find('*') != std::string::npos) return false;
  const std::string name = operation.substr(operation.find("::") + 2);
  const auto except = door.find(" except ");
  return except == std::string::npos ||
         (door.substr(except) + ",").find(" " + name + ",") == std::string::npos;
}

bool has_row(const Section& section, const std::string& state) {
  return std::any_of(section.rows.begin(), section.rows.end(),
                     [&](const Line& row) { return row.state == state; });
}

}  // namespace

const Operations& all_operations() {
  static const Operations operations = [] {
    Operations all = sign_in_operations();
    for (Operations more : {security_info_operations(), accounts_operations(), prompt_operations(),
                            authenticator_operations(), device_operations()})
      all.merge(more);
    return all;
  }();
  return operations;
}

const States& all_states() {
  static const States states = [] {
    States all = ordinary_states();
    for (States more : {sign_in_states(), code_states(), security_info_states(), accounts_states(),
                        prompt_states(), authenticator_states(), device_states()})
      all.merge(more);
    return all;
  }();
  return states;
}

std::vector<std::string> operations_of(const Section& section, const std::string& state,
                                       const std::vector<Section>& table) {
  if (section.operation.find('*') == std::string::npos) return {section.operation};
  std::vector<std::string> operations;
  for (const Section& other : table) {
    if (covers(section.operation, other.operation) && !has_row(other, state)) {
      operations.push_back(other.operation);
    }
  }
  return operations;
}

const std::vector<Observation>& all_observations() {
  static const std::vector<Observation> observations = [] {
    std::vector<Observation> all;
    const auto table = read_table();
    for (const Section& section : table) {
      for (const Line& row : section.rows) {
        for (const std::string& operation : operations_of(section, row.state, table)) {
          all.push_back({operation, row, observe(operation, row.state)});
        }
      }
    }
    return all;
  }();
  return observations;
}

Observed observe(const std::string& operation_name, const std::string& state_name) {
  const Operation& operation = all_operations().at(operation_name);
  const State& state = all_states().at(state_name);
  World world(state.bare ? bare_story() : operation.story(), state.policy, state.has_device_endpoint);
  if (state.first) state.first(world);
  operation.prepare(world);
  if (state.then) state.then(world, operation);
  world.fixture.store->forget();
  Observed observed;
  observed.row.state = state_name;
  observed.row.outcome = operation.run(world);
  std::vector<std::string> reads;
  std::vector<std::string> commits;
  for (const StoreCall& call : world.fixture.store->trace()) {
    if (auto read = read_by(call); !read.empty()) reads.push_back(std::move(read));
    if (auto changed = changed_by(world, call); !changed.empty()) commits.push_back(std::move(changed));
    if (call.change && call.row == RowKind::account && is_stored(world, *call.change)) {
      read_change(world, *call.change, observed);
    }
  }
  observed.row.reads = listed(reads);
  observed.row.commits = listed(commits);
  std::vector<EventType> types;
  for (const Event& event : observed.events) types.push_back(event.type);
  observed.row.events = names_of(types);
  observed.row.notices = names_of(observed.notices);
  return observed;
}

}  // namespace counterfoil::operations
