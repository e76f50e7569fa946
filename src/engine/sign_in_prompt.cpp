#include <utility>

#include "engine/decide_prompt.hpp"
#include "engine/sign_in_answer.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

/// The account of a ticket: the one that it names or, for a known browser, that of its username.
Result<AccountId> account_of(EngineCore& core, const TenantId& tenant, const TicketState& ticket) {
  if (ticket.account) return ticket.account->account;
  const Error first(errc::not_allowed, "another factor has to be proved first");
  if (!ticket.known_browser) return first;
  auto found = core.find_by_username(tenant, ticket.username);
  if (!found) return std::move(found).error();
  if (!*found) return first;
  return **std::move(found);
}

struct OpenedTicket {
  TicketState state;
  const Policy& policy;
};

Result<OpenedTicket> open_ticket(EngineCore& core, const TenantId& tenant_id, const Ticket& ticket,
                                 const SessionBinding& session) {
  const auto tenant = core.tenant(tenant_id);
  if (!tenant) return tenant.error();
  auto state = core.keys().open_ticket(tenant_id, session, ticket.text());
  if (!state) return std::move(state).error();
  const Policy& policy = (*tenant)->policy_of(state->realm);
  return OpenedTicket{*std::move(state), policy};
}

}  // namespace

Result<PromptView> SignIn::start(const StartPrompt& request) {
  if (auto checked = check_idempotency_key(request.idempotency_key); !checked)
    return std::move(checked).error();
  const auto opened = open_ticket(*core_, request.tenant, request.ticket, request.session);
  if (!opened) return opened.error();
  const auto account = account_of(*core_, request.tenant, opened->state);
  if (!account) return account.error();
  return core_->accounts().run({request.tenant, *account, opened->policy, errc::revoked},
                               [&](Draft& draft, const Facts& facts) -> Result<PromptView> {
                                 PromptCommand command{opened->state, request};
                                 if (auto named = name_account(command.ticket, draft.account(), facts);
                                     !named)
                                   return std::move(named).error();
                                 return decide_start_prompt(draft, command, facts);
                               });
}

Result<PromptView> SignIn::poll(const TenantId& tenant, const Ticket& ticket, const SessionBinding& session) {
  const auto opened = open_ticket(*core_, tenant, ticket, session);
  if (!opened) return opened.error();
  const auto account = account_of(*core_, tenant, opened->state);
  if (!account) return account.error();
  const auto reading = core_->accounts().read({tenant, *account, opened->policy, errc::revoked});
  if (!reading) return reading.error();
  const Facts facts{tenant, opened->policy, reading->keys, reading->now, core_->entropy()};
  TicketState state = opened->state;
  if (auto named = name_account(state, reading->document, facts); !named) return std::move(named).error();
  if (auto checked = check_stamp(reading->document, *state.account); !checked)
    return std::move(checked).error();
  return prompt_of_ticket(reading->document, state, facts);
}

Result<SignInOutcome> answer_prompt(const RoutedAnswer& routed) {
  const auto account = account_of(routed.core, routed.command.answer.tenant, routed.command.ticket);
  if (!account) return account.error();
  return routed.core.accounts().run({routed.command.answer.tenant, *account, routed.policy, errc::revoked},
                                    [&](Draft& draft, const Facts& facts) -> Result<SignInOutcome> {
                                      AnswerCommand command = routed.command;
                                      if (auto named = name_account(command.ticket, draft.account(), facts);
                                          !named)
                                        return std::move(named).error();
                                      return decide_redeem_prompt(draft, command, facts);
                                    });
}

}  // namespace counterfoil
