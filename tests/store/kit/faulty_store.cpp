#include "counterfoil/testing/faulty_store.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace counterfoil::testing {

namespace {

Error failed_on_purpose() {
  return {errc::store_failed, "store: failed on purpose"};
}

Error lost_on_purpose() {
  return {errc::outcome_unknown, "store: the reply was lost on purpose"};
}

StoreCall account_call(StoreOperation operation, const AccountId& account) {
  return {.operation = operation, .row = RowKind::account, .name = account.text()};
}

bool changes_something(StoreOperation operation) {
  switch (operation) {
    case StoreOperation::commit:
    case StoreOperation::prune:
    case StoreOperation::erase:
    case StoreOperation::claim:
    case StoreOperation::settle:
    case StoreOperation::sweep:
      return true;
    default:
      return false;
  }
}

}  // namespace

FaultyStore::FaultyStore(std::shared_ptr<Store> store) : store_(std::move(store)) {}
FaultyStore::~FaultyStore() = default;

void FaultyStore::next(Fault fault) {
  const std::lock_guard lock(mutex_);
  script_.push_back(fault);
}

void FaultyStore::next(std::initializer_list<Fault> faults) {
  const std::lock_guard lock(mutex_);
  script_.insert(script_.end(), faults.begin(), faults.end());
}

void FaultyStore::on(Predicate predicate, Fault fault, std::size_t times) {
  const std::lock_guard lock(mutex_);
  rules_.push_back({std::move(predicate), fault, times});
}

void FaultyStore::on_commit(Fault fault, std::size_t times) {
  on([](const StoreCall& call) { return call.operation == StoreOperation::commit; }, fault, times);
}

void FaultyStore::on_load(Fault fault, std::size_t times) {
  on([](const StoreCall& call) { return call.operation == StoreOperation::load; }, fault, times);
}

void FaultyStore::at_random(std::uint64_t seed, const FaultRates& rates) {
  const std::lock_guard lock(mutex_);
  random_.seed(seed);
  rates_ = rates;
}

void FaultyStore::when_slow(std::function<void(const StoreCall&)> work) {
  const std::lock_guard lock(mutex_);
  slow_ = std::move(work);
}

void FaultyStore::tamper(std::function<void(const RowKey&, Row&)> alter) {
  const std::lock_guard lock(mutex_);
  alter_ = std::move(alter);
}

std::vector<Result<CommitOutcome>> FaultyStore::land() {
  std::deque<std::shared_ptr<const Change>> landing;
  {
    const std::lock_guard lock(mutex_);
    landing.swap(in_flight_);
  }
  std::vector<Result<CommitOutcome>> outcomes;
  outcomes.reserve(landing.size());
  for (const auto& change : landing) outcomes.push_back(store_->commit(*change));
  return outcomes;
}

std::size_t FaultyStore::in_flight() const {
  const std::lock_guard lock(mutex_);
  return in_flight_.size();
}

void FaultyStore::calm() {
  const std::lock_guard lock(mutex_);
  script_.clear();
  rules_.clear();
  rates_ = {};
  alter_ = nullptr;
}

void FaultyStore::record(bool recording) {
  const std::lock_guard lock(mutex_);
  recording_ = recording;
}

std::vector<StoreCall> FaultyStore::trace() const {
  const std::lock_guard lock(mutex_);
  return trace_;
}

std::vector<std::string> FaultyStore::shapes() const {
  std::vector<std::string> shapes;
  for (const StoreCall& call : trace()) shapes.push_back(shape(call));
  return shapes;
}

std::size_t FaultyStore::count(StoreOperation operation) const {
  const std::lock_guard lock(mutex_);
  const auto is_it = [operation](const StoreCall& call) { return call.operation == operation; };
  return static_cast<std::size_t>(std::ranges::count_if(trace_, is_it));
}

void FaultyStore::forget() {
  const std::lock_guard lock(mutex_);
  trace_.clear();
}

Fault FaultyStore::arrive(const StoreCall& call) {
  maybe_land();
  Fault fault = Fault::none;
  std::function<void(const StoreCall&)> slow;
  {
    const std::lock_guard lock(mutex_);
    if (recording_) trace_.push_back(call);
    fault = decide(call);
    if (fault == Fault::in_flight && call.change != nullptr) in_flight_.push_back(call.change);
    if (fault == Fault::slow) slow = slow_;
  }
  if (slow) slow(call);
  if (fault == Fault::exception) throw std::runtime_error("store: thrown on purpose");
  return fault == Fault::slow ? Fault::none : fault;
}

Fault FaultyStore::decide(const StoreCall& call) {
  if (!script_.empty()) {
    const Fault fault = script_.front();
    script_.pop_front();
    return fault;
  }
  for (Rule& rule : rules_) {
    if (rule.times == 0 || !rule.predicate(call)) continue;
    if (rule.times != SIZE_MAX) --rule.times;
    return rule.fault;
  }
  return draw(call);
}

Fault FaultyStore::draw(const StoreCall& call) {
  const bool is_commit = call.operation == StoreOperation::commit;
  const bool is_change = changes_something(call.operation);
  const std::pair<Fault, unsigned> chances[] = {
      {Fault::conflict, is_commit ? rates_.conflict : 0},
      {Fault::failure, rates_.failure},
      {Fault::lost_reply_before_commit, is_change ? rates_.lost_reply_before_commit : 0},
      {Fault::lost_reply_after_commit, is_change ? rates_.lost_reply_after_commit : 0},
      {Fault::in_flight, is_commit ? rates_.in_flight : 0},
      {Fault::exception, rates_.exception},
  };
  auto drawn = static_cast<unsigned>(random_() % 100);
  for (const auto& [fault, chance] : chances) {
    if (drawn < chance) return fault;
    drawn -= chance;
  }
  return Fault::none;
}

void FaultyStore::maybe_land() {
  std::shared_ptr<const Change> change;
  {
    const std::lock_guard lock(mutex_);
    if (rates_.in_flight == 0 || in_flight_.empty() || random_() % 2 == 0) return;
    change = in_flight_.front();
    in_flight_.pop_front();
  }
  if (!store_->commit(*change)) {
    const std::lock_guard lock(mutex_);
    in_flight_.push_front(std::move(change));
  }
}

template <class T, class Work>
Result<T> FaultyStore::read(const StoreCall& call, Work&& work) {
  if (arrive(call) != Fault::none) return failed_on_purpose();
  return work();
}

template <class T, class Work>
Result<T> FaultyStore::write(const StoreCall& call, Work&& work) {
  switch (arrive(call)) {
    case Fault::none:
      return work();
    case Fault::lost_reply_before_commit:
      return lost_on_purpose();
    case Fault::lost_reply_after_commit:
      if (auto done = work(); !done) return std::move(done).error();
      return lost_on_purpose();
    default:
      return failed_on_purpose();
  }
}

Result<Row> FaultyStore::load(const RowKey& key) {
  const StoreCall call{.operation = StoreOperation::load, .row = key.kind, .name = key.name};
  auto row = read<Row>(call, [&] { return store_->load(key); });
  std::function<void(const RowKey&, Row&)> alter;
  {
    const std::lock_guard lock(mutex_);
    alter = alter_;
  }
  if (row && alter) alter(key, *row);
  return row;
}

Result<CommitOutcome> FaultyStore::commit(const Change& change) {
  const StoreCall call{.operation = StoreOperation::commit,
                       .row = change.row.kind,
                       .name = change.row.name,
                       .change = std::make_shared<const Change>(change)};
  switch (const Fault fault = arrive(call)) {
    case Fault::conflict:
      return CommitOutcome::conflict;
    case Fault::lost_reply_before_commit:
    case Fault::in_flight:
      return lost_on_purpose();
    default: {
      if (fault == Fault::failure) return failed_on_purpose();
      auto outcome = store_->commit(change);
      return fault == Fault::lost_reply_after_commit ? Result<CommitOutcome>(lost_on_purpose()) : outcome;
    }
  }
}

Result<std::optional<AccountId>> FaultyStore::find(const LookupKey& key) {
  const StoreCall call{.operation = StoreOperation::find, .lookup = key.kind};
  return read<std::optional<AccountId>>(call, [&] { return store_->find(key); });
}

Result<std::vector<ScannedRow>> FaultyStore::scan(RowKind kind, const TenantId& tenant,
                                                  const std::string& after, std::size_t limit) {
  const StoreCall call{.operation = StoreOperation::scan, .row = kind};
  return read<std::vector<ScannedRow>>(call, [&] { return store_->scan(kind, tenant, after, limit); });
}

Result<std::vector<JournalRow>> FaultyStore::journal(const TenantId& tenant, const AccountId& account,
                                                     std::uint64_t from_version, std::size_t limit) {
  return read<std::vector<JournalRow>>(account_call(StoreOperation::journal, account),
                                       [&] { return store_->journal(tenant, account, from_version, limit); });
}

Result<void> FaultyStore::prune(const TenantId& tenant, const AccountId& account, std::uint64_t version) {
  return write<void>(account_call(StoreOperation::prune, account),
                     [&] { return store_->prune(tenant, account, version); });
}

Result<void> FaultyStore::erase(const TenantId& tenant, const AccountId& account, std::uint64_t version) {
  return write<void>(account_call(StoreOperation::erase, account),
                     [&] { return store_->erase(tenant, account, version); });
}

Result<std::vector<ClaimedMessage>> FaultyStore::claim(Timestamp now, std::size_t limit, Duration lease) {
  return write<std::vector<ClaimedMessage>>({.operation = StoreOperation::claim},
                                            [&] { return store_->claim(now, limit, lease); });
}

Result<void> FaultyStore::settle(const std::vector<Settlement>& settlements) {
  return write<void>({.operation = StoreOperation::settle}, [&] { return store_->settle(settlements); });
}

Result<std::size_t> FaultyStore::sweep(Timestamp now, std::size_t limit) {
  return write<std::size_t>({.operation = StoreOperation::sweep}, [&] { return store_->sweep(now, limit); });
}

Result<std::unique_ptr<Subscription>> FaultyStore::on_change(std::function<void()> changed) {
  return read<std::unique_ptr<Subscription>>({.operation = StoreOperation::on_change},
                                             [&] { return store_->on_change(std::move(changed)); });
}

}  // namespace counterfoil::testing
