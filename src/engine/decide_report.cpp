#include "engine/decide_report.hpp"

#include <algorithm>

#include "engine/lanes.hpp"
#include "engine/methods.hpp"
#include "engine/registrations.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

std::size_t suspend_since(Draft& draft, std::uint64_t sequence) {
  std::size_t suspended = 0;
  for (Method& method : draft.edit().methods) {
    if (method.suspended || std::max(method.added_by, method.changed_by) < sequence) continue;
    method.suspended = true;
    ++suspended;
    draft.record({.type = EventType::method_suspended,
                  .factor = factor_of(method),
                  .method = method.id,
                  .label = label_of(method)});
  }
  return suspended;
}

std::size_t restore_since(Draft& draft, std::uint64_t sequence) {
  AccountDocument& account = draft.edit();
  std::size_t restored = 0;
  for (RemovedMethod& removed : account.removed_methods) {
    if (removed.removed_by < sequence) continue;
    const Method& method = removed.method;
    draft.record({.type = EventType::method_restored,
                  .factor = factor_of(method),
                  .method = method.id,
                  .label = label_of(method)});
    if (removed.was_default) account.default_method = method.id;
    account.methods.push_back(std::move(removed.method));
    removed.removed_by = 0;
    ++restored;
  }
  std::erase_if(account.removed_methods,
                [](const RemovedMethod& removed) { return removed.removed_by == 0; });
  return restored;
}

std::size_t forget_browsers_since(Draft& draft, std::uint64_t sequence) {
  return std::erase_if(draft.edit().browsers, [&](const KnownBrowser& browser) {
    if (browser.added_by < sequence) return false;
    draft.record({.type = EventType::browser_forgotten, .label = browser.label});
    return true;
  });
}

void settle_default(AccountDocument& account, const Policy& policy) {
  const Method* method = account.default_method ? find_method(account, *account.default_method) : nullptr;
  if (method == nullptr || method->suspended) account.default_method = strongest_default(account, policy);
}

bool was_reported(const AccountDocument& account, std::uint64_t sequence) {
  return account.reported_from != 0 && account.reported_from <= sequence &&
         sequence <= account.reported_until;
}

}  // namespace

Result<ReportOutcome> decide_report(Draft& draft, const ReportState& report, const Facts& facts) {
  if (!check_incarnation(draft.account(), report.incarnation)) {
    return Error(errc::not_found, "report: the account is another one by now");
  }
  if (facts.now >= report.expires) return Error(errc::expired, "report: the link is too old");
  if (report.event_sequence > draft.account().events.head_sequence) {
    return Error(errc::not_found, "report: no such event");
  }
  if (was_reported(draft.account(), report.event_sequence)) return ReportOutcome{};
  const auto sequence = draft.record({.type = EventType::reported});
  ReportOutcome outcome;
  outcome.methods_suspended = suspend_since(draft, report.event_sequence);
  outcome.methods_restored = restore_since(draft, report.event_sequence);
  outcome.browsers_forgotten = forget_browsers_since(draft, report.event_sequence);
  AccountDocument& account = draft.edit();
  settle_default(account, facts.policy);
  bump_epoch(account);
  account.sessions.clear();
  drop_registrations(draft);
  account.sign_in_reported = true;
  account.reported_from = report.event_sequence;
  account.reported_until = sequence;
  if (account.password) {
    account.password_change_required = true;
    draft.record({.type = EventType::password_change_required});
  }
  draft.notify({.kind = NoticeKind::reported, .event_sequence = sequence});
  open_recovery_when_nothing_is_left(draft, facts);
  return outcome;
}

}  // namespace counterfoil
