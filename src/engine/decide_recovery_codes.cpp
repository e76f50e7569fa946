#include <algorithm>
#include <utility>

#include "counterfoil/crypto/random_code.hpp"
#include "engine/decide_methods.hpp"
#include "engine/field_names.hpp"
#include "engine/methods.hpp"
#include "engine/verify_code.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t list_key_size = 32;

Result<std::vector<SecretBytes>> codes_of(const AccountDocument& account, const OperationId& operation,
                                          const Facts& facts) {
  const RecoveryCodeRules& rules = facts.policy.recovery_codes;
  std::vector<SecretBytes> codes;
  for (std::uint32_t i = 0; i < rules.count; ++i) {
    auto code = facts.keys.derive_recovery_code(account, operation, i, rules.bits);
    if (!code) return std::move(code).error();
    codes.push_back(*std::move(code));
  }
  return codes;
}

Result<RecoveryCodes> stored_codes(const AccountDocument& account, const MethodId& id,
                                   const std::vector<SecretBytes>& codes, const Facts& facts) {
  SecretBytes key(list_key_size);
  if (auto filled = facts.entropy.fill(key.write(SecretAccess::grant())); !filled)
    return std::move(filled).error();
  RecoveryCodes stored;
  for (const SecretBytes& code : codes) {
    const auto digest = recovery_code_digest(key, code);
    if (!digest) return digest.error();
    stored.codes.push_back({*digest, std::nullopt, {}});
  }
  auto sealed = facts.keys.seal_field(account, recovery_codes_key_field(id), key, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  stored.sealed_digest_key = *std::move(sealed);
  return stored;
}

Result<NewRecoveryCodes> shown(const MethodId& id, const std::vector<SecretBytes>& codes) {
  NewRecoveryCodes shown{id, {}};
  for (const SecretBytes& code : codes) {
    auto grouped = grouped_code(code, 4);
    if (!grouped) return std::move(grouped).error();
    shown.codes.push_back(*std::move(grouped));
  }
  return shown;
}

std::optional<MethodId> present_list(const AccountDocument& account) {
  const auto found = std::find_if(account.methods.begin(), account.methods.end(), [](const Method& method) {
    return std::holds_alternative<RecoveryCodes>(method.payload) && !method.suspended;
  });
  return found == account.methods.end() ? std::nullopt : std::optional(found->id);
}

/// The former list is set aside, so that a report brings it back.
void put_in_place(Draft& draft, const MethodId& id, RecoveryCodes codes, std::uint64_t sequence,
                  const Facts& facts) {
  AccountDocument& account = draft.edit();
  if (const auto former = present_list(account)) set_aside(draft, *former, sequence, facts);
  Method method;
  method.id = id;
  method.created = facts.now;
  method.nickname = "Recovery codes";
  method.added_by = sequence;
  method.payload = std::move(codes);
  account.methods.push_back(std::move(method));
  account.had_second_factor = true;
}

}  // namespace

Result<NewRecoveryCodes> decide_new_recovery_codes(Draft& draft, const ManageCommand& command,
                                                   const Facts& facts) {
  const Operation operation = operation_of(command, "new-recovery-codes");
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) {
    const auto codes = codes_of(draft.account(), (*kept)->operation, facts);
    if (!codes) return codes.error();
    return shown(MethodId((*kept)->ids.at(0)), *codes);
  }
  if (auto checked = check_may_manage(draft.account(), command, facts); !checked)
    return std::move(checked).error();
  if (!facts.policy.methods.allows(MethodKind::recovery_codes)) {
    return Error(errc::not_allowed, "recovery codes are not allowed here");
  }
  const auto operation_id = random_id<OperationId>(facts.entropy);
  if (!operation_id) return operation_id.error();
  const auto id = random_id<MethodId>(facts.entropy);
  if (!id) return id.error();
  const auto codes = codes_of(draft.account(), *operation_id, facts);
  if (!codes) return codes.error();
  auto stored = stored_codes(draft.account(), *id, *codes, facts);
  if (!stored) return std::move(stored).error();
  const auto sequence = draft.record({.type = EventType::recovery_codes_replaced,
                                      .factor = FactorKind::recovery_code,
                                      .method = *id,
                                      .session = command.assurance.session_id,
                                      .context = command.context});
  put_in_place(draft, *id, *std::move(stored), sequence, facts);
  draft.notify(
      {.kind = NoticeKind::recovery_codes_replaced, .event_sequence = sequence, .context = command.context});
  KeptOutcome outcome;
  outcome.operation = *operation_id;
  outcome.ids = {kept_id(*id)};
  if (auto kept_now = keep_outcome(draft, operation, std::move(outcome), facts); !kept_now) {
    return std::move(kept_now).error();
  }
  return shown(*id, *codes);
}

}  // namespace counterfoil
