#include "engine/idempotency.hpp"

#include <algorithm>

namespace counterfoil {

namespace {

constexpr std::size_t max_key_size = 64;

Result<Digest128> key_digest(const AccountDocument& account, const Operation& operation,
                             const EngineKeys& keys) {
  return keys.idempotency_digest(account, "key", {as_bytes(operation.key)});
}

Result<Digest128> arguments_digest(const AccountDocument& account, const Operation& operation,
                                   const EngineKeys& keys) {
  return keys.idempotency_digest(account, operation.name, operation.arguments);
}

}  // namespace

Result<void> check_idempotency_key(std::string_view key) {
  if (key.size() <= max_key_size) return {};
  return Error(errc::invalid_argument, "idempotency key: expected at most 64 bytes");
}

Result<std::optional<KeptOutcome>> kept_outcome(const AccountDocument& account, const Operation& operation,
                                                const Facts& facts) {
  if (operation.key.empty()) return std::optional<KeptOutcome>{};
  const auto key = key_digest(account, operation, facts.keys);
  if (!key) return key.error();
  const auto found =
      std::find_if(account.outcomes.begin(), account.outcomes.end(),
                   [&](const KeptOutcome& kept) { return kept.key == *key && facts.now < kept.expires; });
  if (found == account.outcomes.end()) return std::optional<KeptOutcome>{};
  const auto arguments = arguments_digest(account, operation, facts.keys);
  if (!arguments) return arguments.error();
  if (found->arguments != *arguments) {
    return Error(errc::idempotency_mismatch, "idempotency key: used before with other arguments");
  }
  return std::optional<KeptOutcome>(*found);
}

Result<void> keep_outcome(Draft& draft, const Operation& operation, KeptOutcome outcome, const Facts& facts) {
  if (operation.key.empty()) return {};
  const auto key = key_digest(draft.account(), operation, facts.keys);
  if (!key) return key.error();
  const auto arguments = arguments_digest(draft.account(), operation, facts.keys);
  if (!arguments) return arguments.error();
  outcome.key = *key;
  outcome.arguments = *arguments;
  outcome.expires = facts.now + facts.policy.lifetimes.idempotency;
  auto& kept = draft.edit().outcomes;
  std::erase_if(kept, [&](const KeptOutcome& old) { return old.expires <= facts.now; });
  if (!kept.empty() && kept.size() >= facts.policy.live.outcomes) kept.erase(kept.begin());
  kept.push_back(std::move(outcome));
  return {};
}

KeptOutcome outcome_of(const Error& refusal) {
  KeptOutcome outcome;
  outcome.code = static_cast<std::int32_t>(refusal.code);
  outcome.detail = refusal.message;
  if (refusal.retry_after) outcome.numbers.push_back(refusal.retry_after->count());
  return outcome;
}

std::optional<Error> refusal_of(const KeptOutcome& outcome) {
  if (outcome.code == 0) return std::nullopt;
  Error refusal(static_cast<errc>(outcome.code), outcome.detail);
  if (!outcome.numbers.empty()) refusal.retry_after = Duration(outcome.numbers.front());
  return refusal;
}

}  // namespace counterfoil
