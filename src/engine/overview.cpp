#include "engine/overview.hpp"

#include <algorithm>

#include "engine/methods.hpp"
#include "engine/registrations.hpp"

namespace counterfoil {

namespace {

Explanation withheld(const Error& refusal, const Policy& policy) {
  if (refusal.code == errc::not_allowed) return explain(Reason::needs_access_pass);
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(policy.freshness.manage).count();
  return explain(Reason::needs_second_factor, {{"minutes", std::to_string(minutes)}});
}

/// An authenticator or a code app.
Overview::Addable app(MethodKind kind, const AccountDocument& account, const ManageCommand& command,
                      const Facts& facts) {
  const Policy& policy = facts.policy;
  Overview::Addable addable{kind, false, {}};
  const auto grounds = registration_grounds(account, command, facts);
  if (!policy.methods.allows(kind)) {
    addable.explanation = explain(Reason::denied_by_policy);
  } else if (!check_app_limit(account, policy)) {
    addable.explanation =
        explain(Reason::limit_reached, {{"limit", std::to_string(policy.method_limits.apps)}});
  } else if (!grounds) {
    addable.explanation = withheld(grounds.error(), policy);
  } else {
    addable.offered = true;
    addable.explanation = explain(Reason::available);
  }
  return addable;
}

Overview::Addable recovery_codes(const AccountDocument& account, const ManageCommand& command,
                                 const Facts& facts) {
  Overview::Addable addable{MethodKind::recovery_codes, false, {}};
  const auto may = check_may_manage(account, command, facts);
  if (!facts.policy.methods.allows(MethodKind::recovery_codes)) {
    addable.explanation = explain(Reason::denied_by_policy);
  } else if (!may) {
    addable.explanation = withheld(may.error(), facts.policy);
  } else {
    addable.offered = true;
    addable.explanation = explain(Reason::available);
  }
  return addable;
}

}  // namespace

Overview overview_of(const AccountDocument& account, const ManageCommand& command, const Facts& facts) {
  Overview overview;
  for (const Method& method : account.methods) {
    if (!kind_of(method)) continue;
    overview.methods.push_back(view_of(method, account));
    const auto* codes = std::get_if<RecoveryCodes>(&method.payload);
    if (codes != nullptr && !method.suspended) overview.recovery_codes_left = codes_left(*codes);
  }
  overview.has_password = account.password.has_value();
  if (account.password) overview.password_changed = account.password->changed;
  overview.must_change_password = account.password_change_required;
  overview.has_second_factor = has_second_factor(account, facts.policy);
  overview.browsers = account.browsers.size();
  overview.sessions = sessions_of(account, command, facts.now).size();
  overview.addable = {app(MethodKind::authenticator_app, account, command, facts),
                      app(MethodKind::totp, account, command, facts),
                      recovery_codes(account, command, facts)};
  return overview;
}

std::vector<BrowserView> browsers_of(const AccountDocument& account, const ManageCommand& command) {
  std::vector<BrowserView> views;
  for (const KnownBrowser& browser : account.browsers) {
    views.push_back({browser.id, browser.label, browser.place, browser.since, browser.last_used,
                     browser.id == command.assurance.known_browser});
  }
  return views;
}

std::vector<SessionView> sessions_of(const AccountDocument& account, const ManageCommand& command,
                                     Timestamp now) {
  std::vector<SessionView> views;
  for (const LiveSession& session : account.sessions) {
    if (session.expires <= now) continue;
    views.push_back({session.id, session.app, session.browser, session.place, session.started,
                     session.expires, session.id == command.assurance.session_id});
  }
  return views;
}

}  // namespace counterfoil
