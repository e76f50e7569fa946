#include "counterfoil/engine/security_info.hpp"

#include <utility>

#include "counterfoil/base/precis.hpp"
#include "engine/activity.hpp"
#include "engine/decide_authenticator.hpp"
#include "engine/decide_methods.hpp"
#include "engine/decide_password_change.hpp"
#include "engine/decide_registration.hpp"
#include "engine/decide_sessions.hpp"
#include "engine/engine_core.hpp"
#include "engine/new_password.hpp"
#include "engine/overview.hpp"
#include "engine/password_verification.hpp"
#include "engine/registration_view.hpp"

namespace counterfoil {

namespace {

/// A caller, opened: the assurance, and the account and policy that it leads to.
struct OpenedCaller {
  const Caller& caller;
  const TenantSettings& tenant;
  AssuranceState assurance;
  const Policy& policy;

  ManageCommand command() const {
    return {assurance, caller.session, caller.context, caller.idempotency_key};
  }
  AccountRun run() const { return {caller.tenant, assurance.account.account, policy, errc::revoked}; }
};

Result<OpenedCaller> open(EngineCore& core, const Caller& caller) {
  const auto tenant = core.tenant(caller.tenant);
  if (!tenant) return tenant.error();
  if (auto checked = check_context(caller.context); !checked) return std::move(checked).error();
  if (auto checked = check_idempotency_key(caller.idempotency_key); !checked)
    return std::move(checked).error();
  auto assurance = core.keys().open_assurance(caller.tenant, caller.session, caller.assurance.text());
  if (!assurance) return std::move(assurance).error();
  const Policy& policy = (*tenant)->policy_of(assurance->realm);
  return OpenedCaller{caller, **tenant, *std::move(assurance), policy};
}

/// Runs a decision for a caller.
template <class F>
auto decide_for(EngineCore& core, const Caller& caller, F&& decide)
    -> std::invoke_result_t<F, Draft&, const ManageCommand&, const Facts&> {
  return open(core, caller).and_then([&](const OpenedCaller& opened) {
    return core.accounts().run(opened.run(), [&](Draft& draft, const Facts& facts) {
      return decide(draft, opened.command(), facts);
    });
  });
}

/// What a caller may look at, after the assurance was checked.
struct CheckedCaller {
  OpenedCaller opened;
  AccountReading reading;

  const AccountDocument& document() const { return reading.document; }
  Facts facts(EngineCore& core) const {
    return {opened.caller.tenant, opened.policy, reading.keys, reading.now, core.entropy()};
  }
};

Result<CheckedCaller> check(EngineCore& core, const Caller& caller) {
  auto opened = open(core, caller);
  if (!opened) return std::move(opened).error();
  auto reading = core.accounts().read(opened->run());
  if (!reading) return std::move(reading).error();
  if (auto checked = check_caller(reading->document, opened->command(), reading->now); !checked) {
    return std::move(checked).error();
  }
  return CheckedCaller{*std::move(opened), *std::move(reading)};
}

/// Reads for a caller.
template <class F>
auto view_for(EngineCore& core, const Caller& caller, F&& view)
    -> Result<std::invoke_result_t<F, const AccountDocument&, const ManageCommand&, const Facts&>> {
  return check(core, caller).transform([&](const CheckedCaller& checked) {
    return view(checked.document(), checked.opened.command(), checked.facts(core));
  });
}

Operation change_operation(const ManageCommand& command, const SecretBytes& current,
                           const SecretBytes& replacement) {
  return operation_of(command, "change-password",
                      {current.read(SecretAccess::grant()), replacement.read(SecretAccess::grant())});
}

}  // namespace

Result<Overview> SecurityInfo::overview(const Caller& caller) {
  auto overview = view_for(*core_, caller, overview_of);
  if (!overview || core_->device_endpoint(caller.tenant)) return overview;
  for (Overview::Addable& addable : overview->addable) {
    if (addable.kind == MethodKind::authenticator_app)
      addable = {MethodKind::authenticator_app, false, explain(Reason::denied_by_policy)};
  }
  return overview;
}

Result<TotpRegistration> SecurityInfo::begin_totp(const Caller& caller, const std::string& nickname) {
  const auto begun =
      decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
        return decide_begin_totp(draft, command, nickname, facts);
      });
  if (!begun) return begun.error();
  return totp_registration(caller, *begun);
}

Result<TotpRegistration> SecurityInfo::totp_registration(const Caller& caller, const RegistrationId& id) {
  const auto opened = open(*core_, caller);
  if (!opened) return opened.error();
  const auto reading = core_->accounts().read(opened->run());
  if (!reading) return reading.error();
  const auto found = find_registration(reading->document, id, opened->command(), reading->now);
  if (!found) return found.error();
  if (!std::holds_alternative<Totp>((*found)->payload))
    return Error(errc::not_found, "this registration is of another kind of method");
  return view_of_registration(*reading, **found, opened->tenant);
}

Result<Changed> SecurityInfo::confirm_totp(const Caller& caller, const RegistrationId& id,
                                           const SecretBytes& code) {
  return decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
    return decide_confirm_totp(draft, command, id, code, facts);
  });
}

Result<AuthenticatorRegistration> SecurityInfo::begin_authenticator(const Caller& caller,
                                                                    const std::string& nickname) {
  if (const auto endpoint = core_->device_endpoint(caller.tenant); !endpoint) return endpoint.error();
  const auto begun =
      decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
        return decide_begin_authenticator(draft, command, nickname, facts);
      });
  if (!begun) return begun.error();
  return authenticator_registration(caller, *begun);
}

Result<AuthenticatorRegistration> SecurityInfo::authenticator_registration(const Caller& caller,
                                                                           const RegistrationId& id) {
  const auto endpoint = core_->device_endpoint(caller.tenant);
  if (!endpoint) return endpoint.error();
  const auto opened = open(*core_, caller);
  if (!opened) return opened.error();
  const auto reading = core_->accounts().read(opened->run());
  if (!reading) return reading.error();
  const Facts facts{caller.tenant, opened->policy, reading->keys, reading->now, core_->entropy()};
  const auto found = find_phone(reading->document, id, opened->command(), facts);
  if (!found) return found.error();
  return view_of_authenticator(reading->document, **found, **endpoint, facts);
}

Result<AuthenticatorRegistration> SecurityInfo::test_authenticator(const Caller& caller,
                                                                   const RegistrationId& id) {
  const auto sent =
      decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
        return decide_test_authenticator(draft, command, id, facts);
      });
  if (!sent) return sent.error();
  return authenticator_registration(caller, id);
}

Result<Changed> SecurityInfo::confirm_authenticator(const Caller& caller, const RegistrationId& id) {
  return decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
    return decide_confirm_authenticator(draft, command, id, facts);
  });
}

Result<void> SecurityInfo::cancel_registration(const Caller& caller, const RegistrationId& id) {
  return decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
    return decide_cancel_registration(draft, command, id, facts);
  });
}

Result<NewRecoveryCodes> SecurityInfo::new_recovery_codes(const Caller& caller) {
  return decide_for(*core_, caller, decide_new_recovery_codes);
}

Result<void> SecurityInfo::rename(const Caller& caller, const MethodId& method, const std::string& nickname) {
  return decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
    return decide_rename(draft, command, method, nickname, facts);
  });
}

Result<void> SecurityInfo::set_default(const Caller& caller, const MethodId& method) {
  return decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
    return decide_set_default(draft, command, method, facts);
  });
}

Result<Changed> SecurityInfo::remove(const Caller& caller, const MethodId& method) {
  return decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
    return decide_remove(draft, command, method, facts);
  });
}

Result<Changed> SecurityInfo::change_password(const Caller& caller, const SecretBytes& current,
                                              const SecretBytes& replacement) {
  const auto opened = open(*core_, caller);
  if (!opened) return opened.error();
  const ManageCommand command = opened->command();
  auto prepared = prepare_password(current);
  if (!prepared) return std::move(prepared).error();
  const Operation operation = change_operation(command, current, replacement);
  const auto done = core_->accounts().run(opened->run(), [&](Draft& draft, const Facts& facts) {
    return reserve_password_change(draft, command, operation, facts);
  });
  if (!done) return done.error();
  auto reading = core_->accounts().read(opened->run());
  if (!reading) return std::move(reading).error();
  std::string phc;
  VerifiedPassword verified;
  if (!*done) {
    auto matched =
        verify_account_password(*core_, {caller.tenant, opened->policy, *std::move(prepared), current,
                                         *reading, VerificationSlots::Lane::known_browser});
    if (!matched) return std::move(matched).error();
    auto hashed = new_password_hash(*core_, opened->tenant, opened->policy, &*reading, replacement);
    if (!hashed) {
      // If this fails the refusal stands: a count that is not cleared only pauses sooner.
      (void)core_->accounts().run(opened->run(),
                                  [](Draft& draft, const Facts&) { return clear_own_password_tries(draft); });
      return std::move(hashed).error();
    }
    verified = *std::move(matched);
    phc = *std::move(hashed);
  }
  return core_->accounts().run(opened->run(), [&](Draft& draft, const Facts& facts) {
    return settle_password_change(draft, command, operation, verified, phc, facts);
  });
}

Result<void> SecurityInfo::reset_password(const TenantId& tenant_id, const ResetGrant& grant,
                                          const SessionBinding& session, const SecretBytes& replacement) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  const auto state = core_->keys().open_grant(tenant_id, session, grant.text());
  if (!state) return state.error();
  const Policy& policy = (*tenant)->policy_of(state->realm);
  const AccountRun run{tenant_id, state->account.account, policy, errc::revoked};
  const auto reading = core_->accounts().read(run);
  if (!reading) return reading.error();
  const auto phc = new_password_hash(*core_, **tenant, policy, &*reading, replacement);
  if (!phc) return phc.error();
  return core_->accounts().run(run, [&](Draft& draft, const Facts& facts) {
    return decide_password_reset(draft, *state, *phc, facts);
  });
}

Result<void> SecurityInfo::screen_password(const Caller& caller, const SecretBytes& candidate) {
  const auto checked = check(*core_, caller);
  if (!checked) return checked.error();
  const OpenedCaller& opened = checked->opened;
  const auto screened = screened_password(opened.tenant, opened.policy, &checked->reading, candidate);
  if (!screened) return screened.error();
  return {};
}

Result<std::vector<BrowserView>> SecurityInfo::browsers(const Caller& caller) {
  return view_for(*core_, caller,
                  [](const AccountDocument& account, const ManageCommand& command, const Facts&) {
                    return browsers_of(account, command);
                  });
}

Result<std::vector<SessionView>> SecurityInfo::sessions(const Caller& caller) {
  return view_for(*core_, caller,
                  [](const AccountDocument& account, const ManageCommand& command, const Facts& facts) {
                    return sessions_of(account, command, facts.now);
                  });
}

Result<void> SecurityInfo::forget_browser(const Caller& caller, const BrowserId& browser) {
  return decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
    return decide_forget_browser(draft, command, browser, facts);
  });
}

Result<void> SecurityInfo::end_session(const Caller& caller, const SessionId& session) {
  return decide_for(*core_, caller, [&](Draft& draft, const ManageCommand& command, const Facts& facts) {
    return decide_end_session(draft, command, session, facts);
  });
}

Result<Changed> SecurityInfo::sign_out_everywhere(const Caller& caller) {
  return decide_for(*core_, caller, decide_sign_out_everywhere);
}

Result<ActivityPage> SecurityInfo::activity(const Caller& caller, std::uint64_t before, std::size_t limit) {
  if (limit == 0 || limit > 100) return Error(errc::invalid_argument, "limit: expected 1 to 100");
  const auto checked = check(*core_, caller);
  if (!checked) return checked.error();
  return activity_page(core_->store(), checked->document(), checked->facts(*core_), {before, limit});
}

}  // namespace counterfoil
