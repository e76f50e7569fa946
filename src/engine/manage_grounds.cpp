#include "engine/manage_grounds.hpp"

#include <algorithm>
#include <utility>

#include "counterfoil/base/utf8.hpp"
#include "counterfoil/crypto/digest.hpp"
#include "engine/assurance_rules.hpp"
#include "engine/methods.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t max_nickname = 64;

Error needs_fresh_proof() {
  return Error(errc::proof_required, "confirm that it is you: sign in again with your second factor");
}

bool password_is_enough(const AccountDocument& account, const Facts& facts) {
  if (account.sign_in_reported || account.had_second_factor) return false;
  const FirstRegistrationRules& rules = facts.policy.first_registration;
  if (rules.rule == FirstRegistration::password) return true;
  return rules.rule == FirstRegistration::password_until && facts.now < account.created + rules.password_for;
}

}  // namespace

Result<void> check_caller(const AccountDocument& account, const ManageCommand& command, Timestamp now) {
  return check_assurance(account, command.assurance, now);
}

Result<void> check_may_manage(const AccountDocument& account, const ManageCommand& command,
                              const Facts& facts) {
  if (auto checked = check_caller(account, command, facts.now); !checked) return checked;
  if (is_fresh_multi_factor(command.assurance.factors, facts.policy.freshness.manage, facts.now)) return {};
  return needs_fresh_proof();
}

Result<Grounds> registration_grounds(const AccountDocument& account, const ManageCommand& command,
                                     const Facts& facts) {
  if (auto checked = check_caller(account, command, facts.now); !checked) return std::move(checked).error();
  const auto& factors = command.assurance.factors;
  if (is_fresh_multi_factor(factors, facts.policy.freshness.manage, facts.now)) return Grounds::multi_factor;
  if (has_second_factor(account, facts.policy)) return needs_fresh_proof();
  if (!password_is_enough(account, facts)) {
    return Error(errc::not_allowed, "the service desk has to help: ask for an access pass");
  }
  if (!is_fresh(factors, facts.policy.freshness.manage, facts.now)) {
    return Error(errc::proof_required, "confirm that it is you: sign in again");
  }
  return Grounds::first_registration;
}

Result<Digest128> session_digest(const SessionBinding& session) {
  const auto digest = sha256(session.bytes().read(SecretAccess::grant()));
  if (!digest) return digest.error();
  Digest128 cut{};
  std::copy_n(digest->begin(), cut.size(), cut.begin());
  return cut;
}

Operation operation_of(const ManageCommand& command, std::string_view name, std::vector<ByteView> arguments) {
  arguments.push_back(command.session.bytes().read(SecretAccess::grant()));
  return {name, command.idempotency_key, std::move(arguments)};
}

Result<std::string> checked_nickname(const std::string& nickname) {
  auto normal = to_nfc(nickname);
  const std::size_t length = normal ? count_code_points(*normal).value_or(0) : 0;
  const bool plain = normal && std::none_of(normal->begin(), normal->end(), [](char c) {
                       const auto byte = static_cast<unsigned char>(c);
                       return byte < 0x20 || byte == 0x7F;
                     });
  if (!plain || length == 0 || length > max_nickname) {
    return Error(errc::invalid_argument, "nickname: expected 1 to 64 characters without control characters");
  }
  return normal;
}

Result<Assurance> renewed_assurance(Draft& draft, const ManageCommand& command,
                                    const std::vector<ProvedFactor>& proved, const Facts& facts) {
  AssuranceState state = command.assurance;
  state.account = stamp_of(draft.account());
  for (const ProvedFactor& factor : proved) {
    std::erase_if(state.factors, [&](const ProvedFactor& old) {
      return old.kind == factor.kind && old.method == factor.method;
    });
    state.factors.push_back(factor);
  }
  auto sealed = facts.keys.seal_assurance(facts.tenant, command.session, state, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  return Assurance(*std::move(sealed));
}

void end_other_sessions(AccountDocument& account, const SessionId& mine) {
  std::erase_if(account.sessions, [&](const LiveSession& session) { return session.id != mine; });
}

}  // namespace counterfoil
