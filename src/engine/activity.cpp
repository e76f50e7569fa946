#include "engine/activity.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/event_reading.hpp"

namespace counterfoil {

namespace {

/// What can be undone or was somebody else's doing. A report is no use against what the host or a report did.
constexpr std::array reportable = {
    EventType::first_factor_proved, EventType::signed_in,       EventType::stepped_up,
    EventType::method_added,        EventType::method_renamed,  EventType::method_removed,
    EventType::device_moved,        EventType::default_changed, EventType::recovery_codes_replaced,
    EventType::password_changed,    EventType::password_reset,  EventType::signed_out_everywhere};

bool can_be_reported(EventType type) {
  return std::find(reportable.begin(), reportable.end(), type) != reportable.end();
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
