#include <utility>

#include "counterfoil/otp/otp_secret.hpp"
#include "counterfoil/otp/totp.hpp"
#include "engine/decide_accounts.hpp"
#include "engine/field_names.hpp"
#include "engine/manage_grounds.hpp"
#include "engine/usernames.hpp"

namespace counterfoil {

namespace {

Result<Method> imported_method(const AccountDocument& account, const ImportedTotp& imported,
                               const Facts& facts) {
  const auto algorithm = parse_otp_algorithm(imported.algorithm);
  if (!algorithm) return algorithm.error();
  const auto code = OtpParameters::make(*algorithm, imported.digits);
  if (!code) return code.error();
  const auto parameters = TotpParameters::make(*code, std::chrono::seconds(imported.period_seconds));
  if (!parameters) return parameters.error();
  if (imported.secret.size() < min_otp_secret_size || imported.secret.size() > max_otp_secret_size) {
    return Error(errc::invalid_argument, "totp.secret: expected 16 to 128 bytes");
  }
  auto nickname = checked_nickname(imported.nickname.empty() ? "Code app" : imported.nickname);
  if (!nickname) return std::move(nickname).error();
  const auto id = random_id<MethodId>(facts.entropy);
  if (!id) return id.error();
  auto sealed = facts.keys.seal_field(account, totp_secret_field(*id), imported.secret, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  Totp totp;
  totp.sealed_secret = *std::move(sealed);
  totp.algorithm = *algorithm;
  totp.digits = imported.digits;
  totp.period = std::chrono::seconds(imported.period_seconds);
  Method method;
  method.id = *id;
  method.nickname = *std::move(nickname);
  method.created = facts.now;
  method.payload = std::move(totp);
  return method;
}

Result<void> import_methods(Draft& draft, const std::vector<ImportedTotp>& imported, const Facts& facts) {
  if (imported.size() > facts.policy.method_limits.apps) {
    return Error(errc::limit_reached,
                 "totp: expected at most " + std::to_string(facts.policy.method_limits.apps) + " code apps");
  }
  for (const ImportedTotp& one : imported) {
    auto method = imported_method(draft.account(), one, facts);
    if (!method) return std::move(method).error();
    method->added_by = draft.record({.type = EventType::method_added,
                                     .factor = FactorKind::totp,
                                     .method = method->id,
                                     .label = method->nickname,
                                     .detail = "imported"});
    AccountDocument& account = draft.edit();
    if (!account.default_method) account.default_method = method->id;
    account.had_second_factor = true;
    account.methods.push_back(*std::move(method));
  }
  return {};
}

Result<void> put_first_password(Draft& draft, const CreateCommand& command, const Facts& facts) {
  if (!command.phc && !command.account.foreign_hash) return {};
  const SecretBytes hash =
      command.phc ? SecretBytes(std::string_view(*command.phc)) : *command.account.foreign_hash;
  auto sealed = facts.keys.seal_field(draft.account(), password_hash_field(), hash, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  PasswordRecord password;
  password.scheme = command.phc ? PasswordScheme::argon2id : PasswordScheme::foreign;
  password.sealed_hash = *std::move(sealed);
  password.changed = facts.now;
  draft.edit().password = std::move(password);
  draft.record({.type = EventType::password_set, .factor = FactorKind::password});
  return {};
}

}  // namespace

Result<Draft> decide_create(const std::optional<AccountDocument>& tombstone, const CreateCommand& command,
                            const Facts& facts) {
  const auto incarnation = random_id<Incarnation>(facts.entropy);
  if (!incarnation) return incarnation.error();
  AccountDocument document(command.account.tenant, command.account.account);
  document.incarnation = *incarnation;
  document.created = facts.now;
  document.privilege = command.account.privilege;
  if (tombstone) {
    document.epoch = tombstone->epoch + 1;
    document.events = tombstone->events;
  }
  Draft draft(std::move(document));
  const bool imported = command.account.foreign_hash.has_value() || !command.account.totp.empty();
  draft.record({.type = imported ? EventType::account_imported : EventType::account_created});
  if (auto put = put_usernames(draft, command.usernames, facts); !put) return std::move(put).error();
  if (auto put = put_first_password(draft, command, facts); !put) return std::move(put).error();
  if (auto put = import_methods(draft, command.account.totp, facts); !put) return std::move(put).error();
  if (command.account.notice_address) {
    if (auto put = put_notice_address(draft, *command.account.notice_address, facts); !put) {
      return std::move(put).error();
    }
  }
  return draft;
}

}  // namespace counterfoil
