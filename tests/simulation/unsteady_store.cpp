#include "simulation/unsteady_store.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace counterfoil::simulation {

namespace {

constexpr std::size_t remembered_commits = 64;
constexpr std::size_t remembered_rows = 6;

Error failed() {
  return {errc::store_failed, "store: failed on purpose"};
}

/// Of a process that is not there any more: nothing that an engine would wait for to pass.
Error gone() {
  return {errc::schema_too_new, "store: this process was killed"};
}

Error lost() {
  return {errc::outcome_unknown, "store: the reply was lost on purpose"};
}

}  // namespace

bool UnsteadyStore::leave() {
  const bool was_killed = turns_.back().is_down;
  turns_.pop_back();
  return was_killed;
}

Error UnsteadyStore::kill() {
  turns_.back().is_down = true;
  return gone();
}

std::optional<Error> UnsteadyStore::read_fault() {
  if (turns_.empty()) return std::nullopt;
  if (turns_.back().is_down) return gone();
  land_one();
  if (calm_) return std::nullopt;
  const auto drawn = dice_.below(1000);
  if (drawn < 4) return failed();
  if (drawn < 5) throw std::runtime_error("store: thrown on purpose");
  if (drawn < 6) return kill();
  return std::nullopt;
}

UnsteadyStore::Fate UnsteadyStore::fate_of_commit(const Change& change) {
  if (calm_) return Fate::none;
  const auto drawn = dice_.below(1000);
  // A correct store does not answer conflict to a change that it has, or may have, stored.
  if (drawn < 8) return unanswered_ == change.commit_id ? Fate::none : Fate::conflict;
  if (drawn < 14) return Fate::failure;
  if (drawn < 16) return Fate::exception;
  if (drawn < 22) return Fate::lost_before;
  if (drawn < 30) return Fate::lost_after;
  if (drawn < 31) return Fate::killed_before;
  if (drawn < 33) return Fate::killed_after;
  if (drawn < 34 && change.row.kind == RowKind::account) return Fate::killed_in_flight;
  return Fate::none;
}

void UnsteadyStore::let_others_come_first(const Change& change) {
  Turn& turn = turns_.back();
  // After the account's own commit an operation's effect is looked at as it stands.
  const bool is_before_effect = change.row.kind == RowKind::account || !turn.wrote_account;
  if (calm_ || turns_.size() > 1 || !is_before_effect || unanswered_ == change.commit_id) return;
  if (dice_.percent(6)) observer_.meanwhile();
}

void UnsteadyStore::remember(const Change& change) {
  auto& rows = history_[change.row];
  rows.push_back({change.bytes, change.expected_version + 1, change.expected_version + 1, std::nullopt});
  if (rows.size() > remembered_rows) rows.erase(rows.begin());
  auto& lookups = lookups_[change.row];
  for (const LookupKey& removed : change.remove_lookups) std::erase(lookups, removed);
  lookups.insert(lookups.end(), change.add_lookups.begin(), change.add_lookups.end());
}

Result<CommitOutcome> UnsteadyStore::store_now(const Change& change, const Origin& origin) {
  auto outcome = truth_->commit(change);
  if (!outcome || *outcome != CommitOutcome::committed) return outcome;
  if (change.row.kind != RowKind::account) return outcome;
  if (std::find(stored_.begin(), stored_.end(), change.commit_id) != stored_.end()) return outcome;
  stored_.push_back(change.commit_id);
  if (stored_.size() > remembered_commits) stored_.pop_front();
  remember(change);
  observer_.stored(change, origin);
  return outcome;
}

Result<CommitOutcome> UnsteadyStore::commit(const Change& change) {
  observer_.submitted(change);
  if (turns_.empty()) return store_now(change, {});
  if (turns_.back().is_down) return gone();
  if (rows_.contains(change.row)) {
    observer_.altered_row_written(change.row);
    return failed();
  }
  land_one();
  let_others_come_first(change);
  const Origin origin = turns_.back().origin;
  const Fate fate = fate_of_commit(change);
  switch (fate) {
    case Fate::conflict:
      return CommitOutcome::conflict;
    case Fate::failure:
      return failed();
    case Fate::exception:
      throw std::runtime_error("store: thrown on purpose");
    case Fate::lost_before:
      unanswered_ = change.commit_id;
      return lost();
    case Fate::killed_before:
      return kill();
    case Fate::killed_in_flight:
      in_flight_.push_back({change, origin});
      return kill();
    default:
      break;
  }
  const bool is_own = change.row.kind == RowKind::account;
  auto outcome = store_now(change, origin);
  turns_.back().wrote_account = turns_.back().wrote_account || is_own;
  turns_.back().is_unanswered = is_own && fate == Fate::lost_after;
  if (fate == Fate::killed_after) return kill();
  if (fate != Fate::lost_after) return outcome;
  unanswered_ = change.commit_id;
  return lost();
}

void UnsteadyStore::land_one() {
  if (in_flight_.empty() || turns_.size() > 1 || !dice_.one_in(4)) return;
  const InFlight landing = std::move(in_flight_.front());
  in_flight_.pop_front();
  if (!rows_.contains(landing.change.row)) (void)store_now(landing.change, landing.origin);
}

void UnsteadyStore::land_all() {
  while (!in_flight_.empty()) {
    const InFlight landing = std::move(in_flight_.front());
    in_flight_.pop_front();
    (void)store_now(landing.change, landing.origin);
  }
}

void UnsteadyStore::alter_lookup(const LookupKey& key, std::optional<AccountId> owner) {
  altered_lookups_.emplace_back(key, std::move(owner));
}

void UnsteadyStore::restore() {
  rows_.clear();
  altered_lookups_.clear();
  journal_.reset();
}

Result<Row> UnsteadyStore::load(const RowKey& key) {
  if (auto fault = read_fault()) return *std::move(fault);
  auto row = truth_->load(key);
  const auto altered = rows_.find(key);
  if (row && altered != rows_.end()) {
    const std::uint64_t journal = altered->second.journal_version;
    const std::uint64_t present = row->journal_version;
    *row = altered->second;
    row->journal_version = journal != 0 ? journal : present;
  }
  return row;
}

Result<std::optional<AccountId>> UnsteadyStore::find(const LookupKey& key) {
  if (auto fault = read_fault()) return *std::move(fault);
  for (const auto& [altered, owner] : altered_lookups_) {
    if (altered == key) return owner;
  }
  return truth_->find(key);
}

Result<std::vector<ScannedRow>> UnsteadyStore::scan(RowKind kind, const TenantId& tenant,
                                                    const std::string& after, std::size_t limit) {
  if (auto fault = read_fault()) return *std::move(fault);
  return truth_->scan(kind, tenant, after, limit);
}

Result<std::vector<JournalRow>> UnsteadyStore::journal(const TenantId& tenant, const AccountId& account,
                                                       std::uint64_t from_version, std::size_t limit) {
  if (auto fault = read_fault()) return *std::move(fault);
  auto rows = truth_->journal(tenant, account, from_version, limit);
  if (!rows || journal_ != account) return rows;
  const auto newest =
      std::find_if(rows->rbegin(), rows->rend(), [](const JournalRow& row) { return !row.headers.empty(); });
  if (newest != rows->rend()) newest->headers.back() ^= std::byte{1};
  return rows;
}

Result<void> UnsteadyStore::prune(const TenantId& tenant, const AccountId& account, std::uint64_t version) {
  if (auto fault = read_fault()) return *std::move(fault);
  return truth_->prune(tenant, account, version);
}

Result<void> UnsteadyStore::erase(const TenantId& tenant, const AccountId& account, std::uint64_t version) {
  if (auto fault = read_fault()) return *std::move(fault);
  return truth_->erase(tenant, account, version);
}

Result<std::vector<ClaimedMessage>> UnsteadyStore::claim(Timestamp now, std::size_t limit, Duration lease) {
  if (auto fault = read_fault()) return *std::move(fault);
  return truth_->claim(now, limit, lease);
}

Result<void> UnsteadyStore::settle(const std::vector<Settlement>& settlements) {
  if (auto fault = read_fault()) return *std::move(fault);
  return truth_->settle(settlements);
}

Result<std::size_t> UnsteadyStore::sweep(Timestamp now, std::size_t limit) {
  if (auto fault = read_fault()) return *std::move(fault);
  return truth_->sweep(now, limit);
}

Result<std::unique_ptr<Subscription>> UnsteadyStore::on_change(std::function<void()> changed) {
  return truth_->on_change(std::move(changed));
}

}  // namespace counterfoil::simulation
