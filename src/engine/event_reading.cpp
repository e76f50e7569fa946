#include "engine/event_reading.hpp"

#include <utility>

#include "codec/chain_verifier.hpp"
#include "codec/event_chain.hpp"
#include "engine/guarded_call.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t page_size = 200;

/// Calls `take(row)` for every journal row from `from` on, oldest first, until it returns an error.
template <class Take>
Result<void> for_each_row(Store& store, const TenantId& tenant, const AccountId& account, std::uint64_t from,
                          Take&& take) {
  for (;;) {
    const auto rows = guarded_call("store", [&] { return store.journal(tenant, account, from, page_size); });
    if (!rows) return rows.error();
    for (const JournalRow& row : *rows) {
      if (auto taken = take(row); !taken) return taken;
    }
    if (rows->size() < page_size) return {};
    from = rows->back().version + 1;
  }
}

}  // namespace

Result<std::vector<Event>> all_events(Store& store, const AccountDocument& account) {
  const EventOwner owner{account.tenant, account.account};
  std::vector<Event> events;
  const auto read =
      for_each_row(store, account.tenant, account.account, 1, [&](const JournalRow& row) -> Result<void> {
        auto of_row = read_events(owner, row);
        if (!of_row) return std::move(of_row).error();
        for (Event& event : *of_row) {
          // What is newer than the document was committed after it was read.
          if (event.sequence <= account.events.head_sequence) events.push_back(std::move(event));
        }
        return {};
      });
  if (!read) return read.error();
  return events;
}

Result<EventVerification> verify_event_chain(EngineCore& core, const AccountRun& run) {
  const auto reading = core.accounts().read_with_tombstone(run);
  if (!reading) return reading.error();
  const AccountDocument& document = reading->document;
  const EventOwner owner{document.tenant, document.account};
  ChainVerifier verifier(owner, document.events);
  const auto read =
      for_each_row(core.store(), document.tenant, document.account, 1, [&](const JournalRow& row) {
        return row.version <= reading->version ? verifier.add(row) : Result<void>();
      });
  if (!read) return read.error();
  EventVerification verification;
  const auto finding = verifier.finish();
  verification.events = verifier.events();
  if (finding) {
    verification.fault = sentence_of(*finding);
    verification.first_broken_sequence = finding->sequence;
  }
  return verification;
}

Result<std::size_t> prune_old_events(EngineCore& core, const AccountRun& run) {
  std::optional<PrunePoint> point;
  const auto rows =
      guarded_call("store", [&] { return core.store().journal(run.tenant, run.account, 1, page_size); });
  if (!rows) return rows.error();
  const auto moved = core.accounts().run(run, [&](Draft& draft, const Facts& facts) -> Result<void> {
    const EventOwner owner{run.tenant, run.account};
    auto found =
        find_prune_point(owner, draft.account().events, *rows, facts.now - facts.policy.lifetimes.events);
    if (!found) return std::move(found).error();
    point = *std::move(found);
    if (point) draft.edit().events = point->chain;
    return {};
  });
  if (!moved) return moved.error();
  if (!point) return std::size_t{0};
  const auto pruned =
      guarded_call("store", [&] { return core.store().prune(run.tenant, run.account, point->version); });
  if (!pruned) return pruned.error();
  return point->rows;
}

Result<bool> has_event_bodies(EngineCore& core, const AccountRun& run) {
  const auto reading = core.accounts().read_with_tombstone(run);
  if (!reading) return reading.error();
  bool has_any = false;
  const auto read =
      for_each_row(core.store(), run.tenant, run.account, 1, [&](const JournalRow& row) -> Result<void> {
        has_any = has_any || row.bodies.has_value();
        return {};
      });
  if (!read) return read.error();
  return has_any;
}

Result<void> erase_event_bodies(EngineCore& core, const AccountRun& run) {
  const auto reading = core.accounts().read_with_tombstone(run);
  if (!reading) return reading.error();
  return guarded_call("store", [&] { return core.store().erase(run.tenant, run.account, reading->version); });
}

}  // namespace counterfoil
