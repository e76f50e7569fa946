#include "engine/activity.hpp"

#include <algorithm>
#include <utility>

#include "engine/event_reading.hpp"

namespace counterfoil {

namespace {

/// What can be undone or was somebody else's doing. A report is no use against what the host or a report did.
bool can_be_reported(EventType type) {
  switch (type) {
    case EventType::first_factor_proved:
    case EventType::signed_in:
    case EventType::stepped_up:
    case EventType::method_added:
    case EventType::method_renamed:
    case EventType::method_removed:
    case EventType::default_changed:
    case EventType::recovery_codes_replaced:
    case EventType::password_changed:
    case EventType::password_reset:
    case EventType::signed_out_everywhere:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<ActivityPage> activity_page(Store& store, const AccountDocument& account, const Facts& facts,
                                   const ActivityRange& range) {
  auto events = all_events(store, account);
  if (!events) return std::move(events).error();
  if (range.before != 0) {
    std::erase_if(*events, [&](const Event& event) { return event.sequence >= range.before; });
  }
  std::reverse(events->begin(), events->end());
  ActivityPage page;
  for (Event& event : *events) {
    if (page.entries.size() == range.limit) {
      page.next = page.entries.back().event.sequence;
      break;
    }
    ActivityPage::Entry entry{event, sentence_of(event), std::nullopt};
    const Timestamp until = event.at + facts.policy.lifetimes.report_link;
    if (can_be_reported(event.type) && facts.now < until) {
      const ReportState report{account.account, account.incarnation, event.sequence, until};
      auto token = facts.keys.seal_report(facts.tenant, report, facts.entropy);
      if (!token) return std::move(token).error();
      entry.report = ReportToken(*std::move(token));
    }
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace counterfoil
