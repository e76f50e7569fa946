#include "engine/decide_registration.hpp"

#include <utility>

#include "counterfoil/otp/otp_secret.hpp"
#include "engine/field_names.hpp"
#include "engine/verify_code.hpp"

namespace counterfoil {

namespace {

/// A wrong code while registering: counted, and too many end it.
Error refuse(Draft& draft, const RegistrationId& id, const Error& refusal, const ManageCommand& command,
             const Facts& facts) {
  draft.record({.type = EventType::registration_refused,
                .factor = FactorKind::totp,
                .detail = std::string(name_of(refusal.code)),
                .context = command.context});
  if (++find_registration(draft.edit(), id)->tries >= facts.policy.registration.tries)
    end_registration(draft, id, "too_many_tries", command.context);
  return refusal;
}

/// The registration with the code's step as its floor. @return errc::code_mismatch, or an environment error.
Result<Registration> proved_by(const AccountDocument& account, const Registration& registration,
                               const SecretBytes& code, const Facts& facts) {
  Registration proved = registration;
  Totp& totp = std::get<Totp>(proved.payload);
  const auto secret =
      facts.keys.open_field(account, totp_secret_field(method_of(registration.id)), totp.sealed_secret);
  if (!secret) return secret.error();
  if (auto verified = verify_totp_code(totp, *secret, code, facts); !verified)
    return std::move(verified).error();
  return proved;
}

}  // namespace

Result<Totp> new_totp(const AccountDocument& account, const MethodId& id, const Facts& facts) {
  const TotpRules& rules = facts.policy.totp;
  Totp totp;
  totp.algorithm = rules.algorithm;
  totp.digits = rules.digits;
  totp.period = std::chrono::duration_cast<std::chrono::seconds>(rules.period);
  const auto secret = new_otp_secret(totp.algorithm, facts.entropy);
  if (!secret) return secret.error();
  auto sealed = facts.keys.seal_field(account, totp_secret_field(id), *secret, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  totp.sealed_secret = *std::move(sealed);
  return totp;
}

Result<RegistrationId> decide_begin_totp(Draft& draft, const ManageCommand& command,
                                         const std::string& nickname, const Facts& facts) {
  const Operation operation = operation_of(command, "begin-totp", {as_bytes(nickname)});
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return RegistrationId((*kept)->ids.at(0));
  auto name = checked_nickname(nickname.empty() ? "Code app" : nickname);
  if (!name) return std::move(name).error();
  auto registration = new_registration(draft.account(), command, MethodKind::totp, facts);
  if (!registration) return std::move(registration).error();
  const RegistrationId id = registration->id;
  auto totp = new_totp(draft.account(), method_of(id), facts);
  if (!totp) return std::move(totp).error();
  registration->nickname = *std::move(name);
  registration->payload = *std::move(totp);
  open_registration(draft, *std::move(registration), command, facts);
  KeptOutcome outcome;
  outcome.ids = {kept_id(id)};
  if (auto stored = keep_outcome(draft, operation, std::move(outcome), facts); !stored) {
    return std::move(stored).error();
  }
  return id;
}

Result<Changed> decide_confirm_totp(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                    const SecretBytes& code, const Facts& facts) {
  const Operation operation =
      operation_of(command, "confirm-totp", {id.bytes(), code.read(SecretAccess::grant())});
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) {
    const Timestamp at(Duration((*kept)->numbers.at(0)));
    return changed_by(draft, command, {FactorKind::totp, method_of(id), at}, facts);
  }
  const auto found = find_registration(draft.account(), id, command, facts.now);
  if (!found) return found.error();
  const Registration registration = **found;
  if (!std::holds_alternative<Totp>(registration.payload))
    return Error(errc::not_found, "this registration is of another kind of method");
  if (auto checked = check_grounds(draft, registration, command, facts); !checked)
    return std::move(checked).error();
  const auto proved = proved_by(draft.account(), registration, code, facts);
  if (!proved) {
    if (proved.error().code != errc::code_mismatch) return proved.error();
    return refuse(draft, id, proved.error(), command, facts);
  }
  activate(draft, *proved, command, facts);
  KeptOutcome outcome;
  outcome.numbers = {facts.now.time_since_epoch().count()};
  if (auto stored = keep_outcome(draft, operation, std::move(outcome), facts); !stored) {
    return std::move(stored).error();
  }
  return changed_by(draft, command, {FactorKind::totp, method_of(id), facts.now}, facts);
}

Result<void> decide_cancel_registration(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                        const Facts& facts) {
  const auto found = find_registration(draft.account(), id, command, facts.now);
  if (!found) {
    if (found.error().code == errc::not_found) return {};
    return found.error();
  }
  end_registration(draft, id, "cancelled", command.context);
  return {};
}

}  // namespace counterfoil
