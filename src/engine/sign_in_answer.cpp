#include "engine/sign_in_answer.hpp"

#include <algorithm>
#include <utility>

namespace counterfoil {

namespace {

bool proved_first_factor(const TicketState& ticket) {
  return std::any_of(ticket.factors.begin(), ticket.factors.end(), [](const ProvedFactor& factor) {
    return factor.kind == FactorKind::password || factor.kind == FactorKind::host_proved;
  });
}

Error not_offered() {
  return Error(errc::not_allowed, "this way is not offered: choose another");
}

/// Sends an answer the way that its proof goes.
struct Route {
  const RoutedAnswer& routed;

  Result<SignInOutcome> operator()(const PasswordProof& proof) const {
    const TicketState& ticket = routed.command.ticket;
    if (routed.policy.password.keeper != PasswordKeeper::library) return not_offered();
    if (ticket.purpose == TicketPurpose::password_reset || proved_first_factor(ticket)) return not_offered();
    if (ticket.purpose == TicketPurpose::step_up) return answer_step_up_password(routed, proof);
    return answer_password(routed, proof);
  }

  Result<SignInOutcome> operator()(const HostProved&) const {
    const TicketState& ticket = routed.command.ticket;
    if (routed.policy.password.keeper != PasswordKeeper::host) return not_offered();
    if (ticket.purpose == TicketPurpose::password_reset || proved_first_factor(ticket)) return not_offered();
    return answer_host_proved(routed);
  }

  Result<SignInOutcome> operator()(const CodeProof&) const { return code(); }
  Result<SignInOutcome> operator()(const RecoveryCodeProof&) const { return code(); }
  Result<SignInOutcome> operator()(const DeviceAnswer&) const { return answer_prompt(routed); }

  Result<SignInOutcome> code() const {
    const TicketState& ticket = routed.command.ticket;
    if (!ticket.account) {
      if (ticket.purpose == TicketPurpose::password_reset) return answer_guarded_code(routed);
      return Error(errc::not_allowed, "another factor has to be proved first");
    }
    return routed.core.accounts().run(
        {routed.command.answer.tenant, ticket.account->account, routed.policy, errc::revoked},
        [&](Draft& draft, const Facts& facts) { return decide_code_answer(draft, routed.command, facts); });
  }
};

}  // namespace

Result<SignInOutcome> SignIn::answer(const SignInAnswer& answer) {
  const auto tenant = core_->tenant(answer.tenant);
  if (!tenant) return tenant.error();
  if (auto checked = check_idempotency_key(answer.idempotency_key); !checked)
    return std::move(checked).error();
  auto ticket = core_->keys().open_ticket(answer.tenant, answer.session, answer.ticket.text());
  if (!ticket) return std::move(ticket).error();
  const auto now = core_->now();
  if (!now) return now.error();
  if (*now >= ticket->expires) return Error(errc::expired, "the sign-in took too long: begin again");
  const Policy& policy = (*tenant)->policy_of(ticket->realm);
  const RoutedAnswer routed{*core_, policy, {*std::move(ticket), answer}};
  return std::visit(Route{routed}, answer.proof);
}

}  // namespace counterfoil
