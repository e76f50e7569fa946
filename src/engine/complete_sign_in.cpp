#include "engine/complete_sign_in.hpp"

#include <algorithm>

#include "engine/methods.hpp"
#include "engine/prompts.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

Timestamp last_seen(const KnownBrowser& browser) {
  return browser.last_used.value_or(browser.since);
}

void forget_oldest_browser(AccountDocument& account, std::size_t limit) {
  while (account.browsers.size() >= std::max<std::size_t>(1, limit)) {
    account.browsers.erase(std::min_element(account.browsers.begin(), account.browsers.end(),
                                            [](const KnownBrowser& left, const KnownBrowser& right) {
                                              return last_seen(left) < last_seen(right);
                                            }));
  }
}

/// The browser of this sign-in: the one that was known, or a new one when that was asked for.
Result<std::optional<BrowserId>> know_browser(Draft& draft, const TicketState& ticket, bool remember,
                                              const Facts& facts) {
  if (!is_multi_factor(ticket.factors)) return std::optional<BrowserId>{};
  if (KnownBrowser* browser = find_browser(draft.edit(), ticket.known_browser)) {
    browser->last_used = facts.now;
    browser->failures_in_a_row = 0;
    return std::optional(browser->id);
  }
  if (!remember) return std::optional<BrowserId>{};
  const auto id = random_id<BrowserId>(facts.entropy);
  if (!id) return id.error();
  forget_oldest_browser(draft.edit(), facts.policy.known_browsers.max);
  KnownBrowser browser;
  browser.id = *id;
  browser.label = ticket.context.browser;
  browser.place = ticket.context.place;
  browser.since = facts.now;
  browser.added_by = draft.record(
      {.type = EventType::browser_known, .label = ticket.context.browser, .context = ticket.context});
  draft.edit().browsers.push_back(std::move(browser));
  return std::optional(*id);
}

void list_session(AccountDocument& account, const TicketState& ticket, const CompletedSignIn& completed,
                  const Facts& facts) {
  auto& sessions = account.sessions;
  std::erase_if(sessions, [&](const LiveSession& session) { return session.expires <= facts.now; });
  if (!sessions.empty() && sessions.size() >= facts.policy.live.sessions) {
    sessions.erase(std::min_element(
        sessions.begin(), sessions.end(),
        [](const LiveSession& left, const LiveSession& right) { return left.started < right.started; }));
  }
  LiveSession session;
  session.id = completed.session;
  session.app = ticket.context.app;
  session.browser = ticket.context.browser;
  session.place = ticket.context.place;
  session.started = completed.signed_in;
  session.expires = completed.signed_in + facts.policy.lifetimes.assurance;
  session.known_browser = completed.browser;
  sessions.push_back(std::move(session));
}

void record_sign_in(Draft& draft, const TicketState& ticket, const SessionId& session, bool was_known) {
  const bool first_sign_in = !draft.account().last_signed_in.has_value();
  const ProvedFactor& last = ticket.factors.back();
  const auto sequence = draft.record({.type = EventType::signed_in,
                                      .factor = last.kind,
                                      .method = last.method,
                                      .session = session,
                                      .context = ticket.context,
                                      .known_browser = was_known});
  if (was_known || first_sign_in) return;
  draft.notify({.kind = NoticeKind::signed_in_somewhere_new,
                .label = ticket.context.browser,
                .event_sequence = sequence,
                .context = ticket.context});
}

/// Those of the sign-in behind a step-up, each replaced by its fresh proof.
std::vector<ProvedFactor> all_factors(const TicketState& ticket) {
  std::vector<ProvedFactor> all;
  for (const ProvedFactor& earlier : ticket.earlier) {
    const bool renewed =
        std::any_of(ticket.factors.begin(), ticket.factors.end(), [&](const ProvedFactor& fresh) {
          return fresh.kind == earlier.kind && fresh.method == earlier.method;
        });
    if (!renewed) all.push_back(earlier);
  }
  all.insert(all.end(), ticket.factors.begin(), ticket.factors.end());
  return all;
}

}  // namespace

Result<CompletedSignIn> complete_sign_in(Draft& draft, const TicketState& ticket, bool remember_browser,
                                         const Facts& facts) {
  AccountDocument& account = draft.edit();
  spend(account, ticket.id, ticket.expires, facts.now);
  cancel_prompts(draft, ticket.id, facts);
  CompletedSignIn completed;
  if (ticket.purpose == TicketPurpose::step_up) {
    completed.session = ticket.stepped_up_session.value_or(SessionId{});
    completed.signed_in = ticket.signed_in.value_or(facts.now);
    completed.browser =
        find_browser(account, ticket.known_browser) != nullptr ? ticket.known_browser : std::nullopt;
    const ProvedFactor& last = ticket.factors.back();
    draft.record({.type = EventType::stepped_up,
                  .factor = last.kind,
                  .method = last.method,
                  .session = completed.session,
                  .context = ticket.context});
    return completed;
  }
  const auto id = random_id<SessionId>(facts.entropy);
  if (!id) return id.error();
  // The sign-in comes first: a report of it forgets the browser that it made known.
  const bool was_known = find_browser(account, ticket.known_browser) != nullptr;
  record_sign_in(draft, ticket, *id, was_known);
  const auto browser = know_browser(draft, ticket, remember_browser, facts);
  if (!browser) return browser.error();
  completed = {*id, *browser, facts.now};
  list_session(account, ticket, completed, facts);
  account.last_signed_in = facts.now;
  return completed;
}

Result<SignedIn> signed_in_of(const AccountDocument& account, const TicketState& ticket,
                              const CompletedSignIn& completed, const SessionBinding& session,
                              const Facts& facts) {
  AssuranceState state{stamp_of(account),
                       completed.session,
                       all_factors(ticket),
                       completed.signed_in,
                       completed.signed_in + facts.policy.lifetimes.assurance,
                       ticket.realm,
                       completed.browser};
  auto assurance = facts.keys.seal_assurance(facts.tenant, session, state, facts.entropy);
  if (!assurance) return std::move(assurance).error();
  SignedIn signed_in{account.account, Assurance(*std::move(assurance)), completed.session, state.factors,
                     state.expires};
  signed_in.must_register = facts.policy.second_factor_required && !account.had_second_factor;
  signed_in.must_change_password = account.password_change_required;
  if (completed.browser) {
    const Timestamp until = facts.now + facts.policy.known_browsers.lifetime;
    auto token =
        facts.keys.seal_browser(facts.tenant, {stamp_of(account), *completed.browser, until}, facts.entropy);
    if (!token) return std::move(token).error();
    signed_in.known_browser = KnownBrowserToken(*std::move(token));
  }
  return signed_in;
}

}  // namespace counterfoil
