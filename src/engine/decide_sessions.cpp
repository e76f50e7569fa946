#include "engine/decide_sessions.hpp"

#include <algorithm>
#include <utility>

#include "engine/lanes.hpp"
#include "engine/registrations.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

Result<std::optional<KnownBrowserToken>> renewed_browser(const Draft& draft, const ManageCommand& command,
                                                         const Facts& facts) {
  const auto& browser = command.assurance.known_browser;
  if (find_browser(draft.account(), browser) == nullptr) return std::optional<KnownBrowserToken>{};
  const KnownBrowserState state{stamp_of(draft.account()), *browser,
                                facts.now + facts.policy.known_browsers.lifetime};
  auto sealed = facts.keys.seal_browser(facts.tenant, state, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  return std::optional(KnownBrowserToken(*std::move(sealed)));
}

}  // namespace

Result<Changed> renew_epoch(Draft& draft, const ManageCommand& command, const Operation& operation,
                            const Facts& facts) {
  AccountDocument& account = draft.edit();
  bump_epoch(account);
  end_other_sessions(account, command.assurance.session_id);
  drop_registrations(draft);
  if (auto stored = keep_outcome(draft, operation, {}, facts); !stored) return std::move(stored).error();
  return renewed(draft, command, facts);
}

Result<Changed> renewed(Draft& draft, const ManageCommand& command, const Facts& facts) {
  auto assurance = renewed_assurance(draft, command, {}, facts);
  if (!assurance) return std::move(assurance).error();
  auto browser = renewed_browser(draft, command, facts);
  if (!browser) return std::move(browser).error();
  return Changed{std::nullopt, *std::move(assurance), *std::move(browser)};
}

Result<void> decide_forget_browser(Draft& draft, const ManageCommand& command, const BrowserId& id,
                                   const Facts& facts) {
  if (auto checked = check_caller(draft.account(), command, facts.now); !checked) return checked;
  const KnownBrowser* browser = find_browser(draft.account(), id);
  if (browser == nullptr) return Error(errc::not_found, "no such browser");
  draft.record({.type = EventType::browser_forgotten,
                .session = command.assurance.session_id,
                .label = browser->label,
                .context = command.context});
  std::erase_if(draft.edit().browsers, [&](const KnownBrowser& known) { return known.id == id; });
  return {};
}

Result<void> decide_end_session(Draft& draft, const ManageCommand& command, const SessionId& id,
                                const Facts& facts) {
  if (auto checked = check_caller(draft.account(), command, facts.now); !checked) return checked;
  const auto& sessions = draft.account().sessions;
  const auto found = std::find_if(sessions.begin(), sessions.end(),
                                  [&](const LiveSession& session) { return session.id == id; });
  if (found == sessions.end()) return Error(errc::not_found, "no such session, or it is over");
  draft.record(
      {.type = EventType::session_ended, .session = id, .label = found->browser, .context = command.context});
  std::erase_if(draft.edit().sessions, [&](const LiveSession& session) { return session.id == id; });
  return {};
}

Result<Changed> decide_sign_out_everywhere(Draft& draft, const ManageCommand& command, const Facts& facts) {
  const Operation operation = operation_of(command, "sign-out-everywhere");
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return renewed(draft, command, facts);
  if (auto checked = check_caller(draft.account(), command, facts.now); !checked)
    return std::move(checked).error();
  const auto sequence = draft.record({.type = EventType::signed_out_everywhere,
                                      .session = command.assurance.session_id,
                                      .context = command.context});
  std::erase_if(draft.edit().browsers,
                [&](const KnownBrowser& browser) { return browser.id != command.assurance.known_browser; });
  draft.notify(
      {.kind = NoticeKind::signed_out_everywhere, .event_sequence = sequence, .context = command.context});
  return renew_epoch(draft, command, operation, facts);
}

}  // namespace counterfoil
