#include "engine/verify_code.hpp"

#include <algorithm>
#include <string>

#include "counterfoil/crypto/digest.hpp"
#include "counterfoil/crypto/random_code.hpp"
#include "counterfoil/otp/totp.hpp"
#include "engine/field_names.hpp"
#include "engine/methods.hpp"

namespace counterfoil {

namespace {

/// The digits without the spaces that people type between them.
SecretBytes without_spaces(const SecretBytes& code) {
  SecretBytes digits(code.size());
  const auto out = digits.write(SecretAccess::grant());
  std::size_t size = 0;
  for (const std::byte c : code.read(SecretAccess::grant())) {
    if (c != std::byte{' '}) out[size++] = c;
  }
  digits.shrink(size);
  return digits;
}

Result<TotpCheck> check_of(const Totp& totp, const Facts& facts) {
  const TotpRules& rules = facts.policy.totp;
  return TotpWindow::make(rules.steps_back, rules.steps_ahead, rules.drift_limit)
      .transform([&](const TotpWindow& window) {
        return TotpCheck{facts.now, totp.last_accepted_step, totp.drift_steps, window};
      });
}

}  // namespace

Result<TotpParameters> parameters_of(const Totp& totp) {
  return OtpParameters::make(totp.algorithm, totp.digits).and_then([&](const OtpParameters& code) {
    return TotpParameters::make(code, totp.period);
  });
}

Result<void> verify_totp_code(Totp& totp, const SecretBytes& secret, const SecretBytes& code,
                              const Facts& facts) {
  const SecretBytes digits = without_spaces(code);
  const auto accepted = parameters_of(totp).and_then([&](const TotpParameters& parameters) {
    return check_of(totp, facts).and_then([&](const TotpCheck& check) {
      return verify_totp(secret, parameters, digits.read_text(SecretAccess::grant()), check);
    });
  });
  if (!accepted) return accepted.error();
  totp.last_accepted_step = accepted->step;
  totp.drift_steps = accepted->drift;
  return {};
}

Result<void> accept_totp(Draft& draft, const MethodId& id, const SecretBytes& code, const Facts& facts) {
  const Method* method = find_method(draft.account(), id);
  Totp totp = *totp_of(*method);
  const auto secret = facts.keys.open_field(draft.account(), totp_secret_field(id), totp.sealed_secret);
  if (!secret) return secret.error();
  if (auto verified = verify_totp_code(totp, *secret, code, facts); !verified) {
    if (verified.error().code == errc::clock_failed) {
      draft.alarm(AlarmKind::clock_behind,
                  "the clock is behind a step of a code app that was accepted before");
    }
    return verified;
  }
  *totp_of(*find_method(draft.edit(), id)) = std::move(totp);
  return {};
}

Result<Digest256> recovery_code_digest(const SecretBytes& list_key, const SecretBytes& code) {
  return keyed_digest(list_key, DataTuple("recovery-code"), code.read(SecretAccess::grant()));
}

Result<void> accept_recovery_code(Draft& draft, const MethodId& id, const SecretBytes& code,
                                  const Facts& facts) {
  const Method* method = find_method(draft.account(), id);
  const auto& codes = std::get<RecoveryCodes>(method->payload);
  const auto key =
      facts.keys.open_field(draft.account(), recovery_codes_key_field(id), codes.sealed_digest_key);
  if (!key) return key.error();
  const auto canonical = canonical_code(code.read_text(SecretAccess::grant()));
  if (!canonical) return canonical.error();
  const auto digest = recovery_code_digest(*key, *canonical);
  if (!digest) return digest.error();
  std::size_t match = codes.codes.size();
  for (std::size_t i = 0; i < codes.codes.size(); ++i) {
    if (equal_in_constant_time(codes.codes[i].digest, *digest)) match = i;
  }
  if (match == codes.codes.size()) return Error(errc::code_mismatch, "the recovery code does not match");
  if (codes.codes[match].used) return Error(errc::code_replayed, "the recovery code was used before");
  std::get<RecoveryCodes>(find_method(draft.edit(), id)->payload).codes[match].used = facts.now;
  const auto sequence = draft.next_sequence();
  draft.notify({.kind = NoticeKind::recovery_code_used, .event_sequence = sequence});
  return {};
}

}  // namespace counterfoil
