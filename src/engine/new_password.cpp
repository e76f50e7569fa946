#include "engine/new_password.hpp"

#include <utility>

#include "counterfoil/base/precis.hpp"
#include "counterfoil/crypto/password_screening.hpp"
#include "engine/field_names.hpp"
#include "engine/password_verification.hpp"

namespace counterfoil {

namespace {

/// The words of a text, cut at everything that is no letter or digit.
void add_words(std::string_view text, std::vector<std::string>& words) {
  std::string word;
  const auto flush = [&] {
    if (!word.empty() && words.size() < ScreeningRules::max_words) words.push_back(std::exchange(word, {}));
    word.clear();
  };
  for (const char c : text) {
    const bool joins = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       static_cast<unsigned char>(c) >= 0x80;
    if (joins && word.size() < ScreeningRules::max_word_length) {
      word.push_back(c);
    } else {
      flush();
    }
  }
  flush();
}

Result<std::vector<std::string>> context_words(const TenantSettings& tenant, const AccountReading* account) {
  std::vector<std::string> words;
  add_words(tenant.issuer(), words);
  if (account == nullptr) return words;
  for (const Username& username : account->document.usernames) {
    const auto text = account->keys.open_field(account->document, username_field(), username.sealed_text);
    if (!text) return text.error();
    add_words(text->read_text(SecretAccess::grant()), words);
  }
  return words;
}

}  // namespace

Result<SecretBytes> screened_password(const TenantSettings& tenant, const Policy& policy,
                                      const AccountReading* account, const SecretBytes& password) {
  auto prepared = prepare_password(password);
  if (!prepared) return prepared;
  ScreeningRules rules;
  const bool with_second_factor = policy.second_factor_required;
  rules.min_length = with_second_factor ? policy.password.min_with_second_factor : policy.password.min_alone;
  rules.max_length = policy.password.max;
  rules.banned_words = policy.password.banned_words;
  auto words = context_words(tenant, account);
  if (!words) return std::move(words).error();
  rules.context_words = *std::move(words);
  const auto screening = screen_password(*prepared, rules);
  if (!screening) return screening.error();
  if (!screening->accepted()) return Error(errc::password_rejected, explain(*screening));
  return prepared;
}

Result<std::string> new_password_hash(EngineCore& core, const TenantSettings& tenant, const Policy& policy,
                                      const AccountReading* account, const SecretBytes& password) {
  const auto prepared = screened_password(tenant, policy, account, password);
  if (!prepared) return prepared.error();
  if (BreachCheck* check = core.breach_check()) {
    const auto breached = ask_breach_check(*check, *prepared);
    if (!breached) return breached.error();
    if (*breached) {
      return Error(errc::password_rejected,
                   "This password was found in a breach: choose one that is not used elsewhere.");
    }
  }
  const auto deadline = std::chrono::steady_clock::now() + policy.deadlines.operation;
  const auto slot = core.slots().take(VerificationSlots::Lane::known_browser, deadline);
  if (!slot)
    return Error(errc::throttled, "too many password checks at once: try again soon",
                 std::chrono::seconds(1));
  const auto hash = hash_password(*prepared, cost_of(policy), core.entropy());
  if (!hash) return hash.error();
  return hash->text();
}

}  // namespace counterfoil
