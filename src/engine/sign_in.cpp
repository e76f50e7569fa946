#include "counterfoil/engine/sign_in.hpp"

#include <algorithm>

#include "engine/assurance_rules.hpp"
#include "engine/decide_answer.hpp"
#include "engine/decide_report.hpp"
#include "engine/engine_core.hpp"
#include "engine/prompts.hpp"
#include "engine/stamps.hpp"
#include "engine/ways.hpp"

namespace counterfoil {

namespace {

/// The known browser that a token names, if it belongs to the account of this name and is in its lane still. A
/// token that does not hold is a stranger's, never an error.
Result<std::optional<BrowserId>> known_browser_of(EngineCore& core, const BeginSignIn& request,
                                                  const std::string& username, const Policy& policy) {
  if (!request.known_browser) return std::optional<BrowserId>{};
  const auto token = core.keys().open_browser(request.tenant, request.known_browser->text());
  if (!token) return std::optional<BrowserId>{};
  const auto owner = core.find_by_username(request.tenant, username);
  if (!owner) return owner.error();
  if (*owner != token->account.account) return std::optional<BrowserId>{};
  const auto reading = core.accounts().read({request.tenant, token->account.account, policy});
  if (!reading) {
    if (reading.error().code == errc::not_found) return std::optional<BrowserId>{};
    return reading.error();
  }
  const bool known = check_incarnation(reading->document, token->account.incarnation).has_value() &&
                     reading->now < token->expires &&
                     lane_of(reading->document, token->id, policy, reading->now) == Lane::known_browser;
  return known ? std::optional(token->id) : std::nullopt;
}

Result<SignInStep> begin_with(EngineCore& core, const BeginSignIn& request, TicketPurpose purpose) {
  const auto tenant = core.tenant(request.tenant);
  if (!tenant) return tenant.error();
  if (auto checked = check_context(request.context); !checked) return std::move(checked).error();
  const auto name = (*tenant)->resolve(request.username);
  if (!name) return name.error();
  const Policy& policy = (*tenant)->policy_of(name->realm);
  const auto now = core.now();
  if (!now) return now.error();
  const auto browser = known_browser_of(core, request, name->username, policy);
  if (!browser) return browser.error();
  const auto id = random_id<TicketId>(core.entropy());
  if (!id) return id.error();
  TicketState ticket;
  ticket.id = *id;
  ticket.purpose = purpose;
  ticket.created = *now;
  ticket.expires = *now + policy.lifetimes.ticket;
  ticket.username = name->username;
  ticket.realm = name->realm;
  ticket.context = request.context;
  ticket.known_browser = *browser;
  auto token = core.keys().seal_ticket(request.tenant, request.session, ticket, core.entropy());
  if (!token) return std::move(token).error();
  return SignInStep{Ticket(*std::move(token)), first_ways(ticket, policy), ticket.expires};
}

struct CheckedAssurance {
  AssuranceState state;
  AccountReading reading;
  const Policy& policy;
};

Result<CheckedAssurance> read_assurance(EngineCore& core, const TenantId& tenant_id,
                                        const Assurance& assurance, const SessionBinding& session) {
  const auto tenant = core.tenant(tenant_id);
  if (!tenant) return tenant.error();
  auto state = core.keys().open_assurance(tenant_id, session, assurance.text());
  if (!state) return std::move(state).error();
  const Policy& policy = (*tenant)->policy_of(state->realm);
  auto reading = core.accounts().read({tenant_id, state->account.account, policy, errc::revoked});
  if (!reading) return std::move(reading).error();
  if (auto checked = check_assurance(reading->document, *state, reading->now); !checked) {
    return std::move(checked).error();
  }
  return CheckedAssurance{*std::move(state), *std::move(reading), policy};
}

Result<void> decide_cancel(Draft& draft, const TicketState& ticket, const Facts& facts) {
  const AccountDocument& account = draft.account();
  const bool is_over =
      !check_stamp(account, *ticket.account) || !check_unspent(account, ticket.id, ticket.expires, facts.now);
  if (is_over) return {};
  // Ending a ticket takes the password alone: half of the room stays for those that are completed.
  const std::size_t limit = std::max<std::size_t>(1, facts.policy.live.spent_tickets / 2);
  if (auto room = check_room_to_spend(account, limit, facts.now); !room) return room;
  cancel_prompts(draft, ticket.id, facts);
  spend(draft.edit(), ticket.id, ticket.expires, facts.now);
  return {};
}

Timestamp newest_proof(const std::vector<ProvedFactor>& factors) {
  Timestamp newest{};
  for (const ProvedFactor& factor : factors) newest = std::max(newest, factor.at);
  return newest;
}

}  // namespace

Result<SignInStep> SignIn::begin(const BeginSignIn& request) {
  return begin_with(*core_, request, TicketPurpose::sign_in);
}

Result<SignInStep> SignIn::begin_password_reset(const BeginSignIn& request) {
  return begin_with(*core_, request, TicketPurpose::password_reset);
}

Result<SignInStep> SignIn::begin_step_up(const BeginStepUp& request) {
  if (auto checked = check_context(request.context); !checked) return std::move(checked).error();
  const auto checked = read_assurance(*core_, request.tenant, request.assurance, request.session);
  if (!checked) return checked.error();
  const auto id = random_id<TicketId>(core_->entropy());
  if (!id) return id.error();
  const AssuranceState& state = checked->state;
  TicketState ticket;
  ticket.id = *id;
  ticket.purpose = TicketPurpose::step_up;
  ticket.created = checked->reading.now;
  ticket.expires = ticket.created + checked->policy.lifetimes.ticket;
  ticket.realm = state.realm;
  ticket.context = request.context;
  ticket.account = state.account;
  ticket.known_browser = state.known_browser;
  ticket.earlier = state.factors;
  ticket.step_up_need = static_cast<std::uint8_t>(request.need);
  ticket.stepped_up_session = state.session_id;
  ticket.signed_in = state.signed_in;
  const Facts facts{request.tenant, checked->policy, checked->reading.keys, checked->reading.now,
                    core_->entropy()};
  return step_of(checked->reading.document, ticket, request.session, facts);
}

Result<SignInStep> SignIn::ways(const TenantId& tenant_id, const Ticket& ticket,
                                const SessionBinding& session) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  const auto state = core_->keys().open_ticket(tenant_id, session, ticket.text());
  if (!state) return state.error();
  const Policy& policy = (*tenant)->policy_of(state->realm);
  if (!state->account) {
    const auto now = core_->now();
    if (!now) return now.error();
    if (*now >= state->expires) return Error(errc::expired, "the sign-in took too long: begin again");
    return SignInStep{ticket, first_ways(*state, policy), state->expires};
  }
  const auto reading = core_->accounts().read({tenant_id, state->account->account, policy, errc::revoked});
  if (!reading) return reading.error();
  if (auto checked = check_stamp(reading->document, *state->account); !checked)
    return std::move(checked).error();
  if (auto checked = check_unspent(reading->document, state->id, state->expires, reading->now); !checked) {
    return std::move(checked).error();
  }
  const Lane lane = lane_of(reading->document, state->known_browser, policy, reading->now);
  return SignInStep{ticket, ways_of(reading->document, *state, lane, policy, reading->now), state->expires};
}

Result<void> SignIn::cancel(const TenantId& tenant_id, const Ticket& ticket, const SessionBinding& session) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  const auto state = core_->keys().open_ticket(tenant_id, session, ticket.text());
  if (!state) return state.error();
  // Before a factor is proved nothing is written: the host forgets the ticket, and it proves nothing.
  if (!state->account) return {};
  const Policy& policy = (*tenant)->policy_of(state->realm);
  const auto cancelled = core_->accounts().run(
      {tenant_id, state->account->account, policy, errc::revoked},
      [&](Draft& draft, const Facts& facts) { return decide_cancel(draft, *state, facts); });
  // Of a deleted account every ticket is over.
  return !cancelled && cancelled.error().code == errc::revoked ? Result<void>() : cancelled;
}

Result<AssuranceStatus> SignIn::check(const TenantId& tenant, const Assurance& assurance,
                                      const SessionBinding& session) {
  auto checked = read_assurance(*core_, tenant, assurance, session);
  if (!checked) return std::move(checked).error();
  const AccountDocument& account = checked->reading.document;
  AssuranceStatus status{account.account,
                         checked->state.session_id,
                         checked->state.factors,
                         amr_of(checked->state.factors),
                         newest_proof(checked->state.factors),
                         checked->state.expires,
                         is_multi_factor(checked->state.factors)};
  status.must_register = checked->policy.second_factor_required && !account.had_second_factor;
  status.must_change_password = account.password_change_required;
  return status;
}

Result<ReportOutcome> SignIn::report(const TenantId& tenant_id, const ReportToken& token) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  const auto state = core_->keys().open_report(tenant_id, token.text());
  if (!state) return state.error();
  return core_->accounts().run(
      {tenant_id, state->account, (*tenant)->policy()},
      [&](Draft& draft, const Facts& facts) { return decide_report(draft, *state, facts); });
}

}  // namespace counterfoil
