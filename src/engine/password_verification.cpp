#include "engine/password_verification.hpp"

#include <utility>

#include "engine/field_names.hpp"
#include "engine/guarded_call.hpp"

namespace counterfoil {

namespace {

/// The stored verifier, opened; both parts empty when there is none.
struct Verifier {
  std::optional<PasswordHash> own;
  std::optional<SecretBytes> foreign;
};

Result<Verifier> verifier_of(const std::optional<AccountReading>& account) {
  if (!account || !account->document.password) return Verifier{};
  const PasswordRecord& password = *account->document.password;
  auto opened = account->keys.open_field(account->document, password_hash_field(), password.sealed_hash);
  if (!opened) return std::move(opened).error();
  if (password.scheme == PasswordScheme::foreign) return Verifier{std::nullopt, *std::move(opened)};
  auto parsed = PasswordHash::parse(opened->read_text(SecretAccess::grant()));
  if (!parsed) return std::move(parsed).error();
  return Verifier{*std::move(parsed), std::nullopt};
}

Result<bool> matches_own(const PasswordCheck& check, const std::optional<PasswordHash>& own) {
  auto decoy = decoy_hash(cost_of(check.policy));
  if (!decoy) return std::move(decoy).error();
  const auto verified = verify_password(check.prepared, own ? *own : *decoy);
  if (verified) return own.has_value();
  if (verified.error().code == errc::password_mismatch) return false;
  return verified.error();
}

Result<bool> matches_foreign(PasswordDirectory& directory, const PasswordCheck& check,
                             const std::optional<SecretBytes>& foreign) {
  auto matched = guarded_call("password directory", [&] {
    return directory.verify(check.tenant, foreign ? *foreign : directory.decoy_hash(), check.received);
  });
  if (!matched) return matched;
  return *matched && foreign.has_value();
}

Result<std::optional<std::string>> rehashed(EngineCore& core, const PasswordCheck& check,
                                            const Verifier& verifier) {
  const Argon2idCost cost = cost_of(check.policy);
  if (verifier.own && !needs_rehash(*verifier.own, cost)) return std::optional<std::string>{};
  const auto hash = hash_password(check.prepared, cost, core.entropy());
  if (!hash) return hash.error();
  return std::optional(hash->text());
}

}  // namespace

Argon2idCost cost_of(const Policy& policy) noexcept {
  return policy.password.argon2id;
}

Result<VerifiedPassword> verify_account_password(EngineCore& core, const PasswordCheck& check) {
  const auto verifier = verifier_of(check.account);
  if (!verifier) return verifier.error();
  const auto deadline = std::chrono::steady_clock::now() + check.policy.deadlines.operation;
  const auto slot = core.slots().take(check.lane, deadline);
  if (!slot) {
    return Error(errc::throttled, "too many password checks at once: try again soon",
                 std::chrono::seconds(1));
  }
  bool matched = false;
  if (PasswordDirectory* directory = core.directory()) {
    const auto foreign = matches_foreign(*directory, check, verifier->foreign);
    if (!foreign) return foreign.error();
    matched = *foreign;
  }
  const auto own = matches_own(check, verifier->own);
  if (!own) return own.error();
  if (!matched && !*own) return Error(errc::password_mismatch, "the password does not match");
  auto fresh = rehashed(core, check, *verifier);
  if (!fresh) return std::move(fresh).error();
  return VerifiedPassword{check.account->document.password->sealed_hash, *std::move(fresh)};
}

}  // namespace counterfoil
