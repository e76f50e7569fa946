#include <utility>

#include "counterfoil/base/precis.hpp"
#include "engine/decide_first_factor.hpp"
#include "engine/guard.hpp"
#include "engine/lanes.hpp"
#include "engine/password_verification.hpp"
#include "engine/sign_in_answer.hpp"
#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

Error no_match() {
  return Error(errc::password_mismatch, "the password does not match");
}

/// A row that no account has: loaded where a known name's account would be.
AccountId decoy_account(const std::string& guard) {
  return *AccountId::parse("absent-" + guard);
}

/// The account of a name or, for an unknown one, nothing after the same load.
Result<std::optional<AccountReading>> read_account_or_decoy(const RoutedAnswer& routed,
                                                            const std::optional<AccountId>& account,
                                                            const std::string& guard) {
  const AccountId id = account.value_or(decoy_account(guard));
  auto reading = routed.core.accounts().read({routed.command.answer.tenant, id, routed.policy});
  if (!reading && reading.error().code != errc::not_found) return std::move(reading).error();
  if (!reading || !account) return std::optional<AccountReading>{};
  return std::optional(*std::move(reading));
}

Result<SignInOutcome> settle(const RoutedAnswer& routed, const AccountId& account,
                             const std::optional<VerifiedPassword>& verified) {
  auto settled = routed.core.accounts().run(
      {routed.command.answer.tenant, account, routed.policy}, [&](Draft& draft, const Facts& facts) {
        return decide_first_factor(draft, routed.command, verified, facts);
      });
  if (!settled && settled.error().code == errc::not_found) return no_match();
  return settled;
}

Result<PasswordCheck> check_of(const RoutedAnswer& routed, const PasswordProof& proof) {
  auto prepared = prepare_password(proof.password);
  if (!prepared) return std::move(prepared).error();
  return PasswordCheck{
      routed.command.answer.tenant,     routed.policy, *std::move(prepared), proof.password, std::nullopt,
      VerificationSlots::Lane::stranger};
}

/// Charges the browser's own lane. @return whether the account of this name knows the browser.
Result<bool> reserve_known(const RoutedAnswer& routed, const std::optional<AccountId>& account) {
  if (!routed.command.ticket.known_browser || !account) return false;
  auto reserved = routed.core.accounts().run(
      {routed.command.answer.tenant, *account, routed.policy}, [&](Draft& draft, const Facts& facts) {
        return reserve_known_password_try(draft, routed.command.ticket, facts);
      });
  if (!reserved && reserved.error().code == errc::not_found) return false;
  return reserved;
}

/// Whether the account of this name knows the browser: its guesses are then the browser's own.
Result<bool> knows_browser(const RoutedAnswer& routed, const std::optional<AccountId>& account) {
  const auto& browser = routed.command.ticket.known_browser;
  if (!browser || !account) return false;
  const auto reading = read_account_or_decoy(routed, account, "known");
  if (!reading) return reading.error();
  return *reading && (*reading)->document.state == AccountState::active &&
         lane_of((*reading)->document, browser, routed.policy, (*reading)->now) == Lane::known_browser;
}

/// @param guarded  the guess was charged to the guard of the name, and never touches the account.
Result<SignInOutcome> settle_first_code(const RoutedAnswer& routed, const AccountId& account, bool guarded) {
  return routed.core.accounts().run({routed.command.answer.tenant, account, routed.policy},
                                    [&](Draft& draft, const Facts& facts) -> Result<SignInOutcome> {
                                      const auto named = has_username(draft.account(), facts.keys,
                                                                      routed.command.ticket.username);
                                      if (!named) return named.error();
                                      if (!*named)
                                        return Error(errc::code_mismatch, "the code does not match");
                                      AnswerCommand command = routed.command;
                                      command.guarded = guarded;
                                      command.ticket.account = stamp_of(draft.account());
                                      return decide_code_answer(draft, command, facts);
                                    });
}

Error count_known_failure(const RoutedAnswer& routed, const AccountId& account) {
  const auto counted = routed.core.accounts().run(
      {routed.command.answer.tenant, account, routed.policy}, [&](Draft& draft, const Facts& facts) {
        return settle_known_password_failure(draft, routed.command.ticket, facts);
      });
  return counted ? no_match() : counted.error();
}

/// A guard that is read, refuses or is charged, and is cleared by a right proof.
class ChargedGuard {
 public:
  /// @return errc::throttled while paused.
  static Result<ChargedGuard> read(const RoutedAnswer& routed) {
    const std::string& username = routed.command.ticket.username;
    const auto name = routed.core.keys().guard_name(routed.command.answer.tenant, username);
    if (!name) return name.error();
    GuardKey key{routed.command.answer.tenant, *name, routed.policy};
    auto reading = routed.core.guards().read(key);
    if (!reading) return std::move(reading).error();
    if (auto refusal = guard_refusal(reading->document, routed.policy.guard, reading->now))
      return *std::move(refusal);
    return ChargedGuard(routed, std::move(key), *std::move(reading));
  }

  const std::string& name() const { return key_.name; }

  /// Before the proof is verified. @param password  for proofs that are one.
  Result<void> charge(const SecretBytes* password) {
    std::optional<std::uint32_t> digest;
    if (password != nullptr) {
      const auto made =
          routed_.core.keys().wrong_password_digest(key_.tenant, routed_.command.ticket.username, *password);
      if (!made) return made.error();
      digest = *made;
    }
    // Read again for the refusal: a burst that began together must not all pass the pause.
    Result<void> refused;
    auto charged = routed_.core.guards().change(key_, reading_, [&](GuardDocument& guard, Timestamp now) {
      refused = {};
      if (auto refusal = guard_refusal(guard, routed_.policy.guard, now)) {
        refused = *std::move(refusal);
        return;
      }
      charge_guard(guard, digest, routed_.policy.guard, now);
    });
    if (!charged) return charged;
    return refused;
  }

  void clear() {
    // The sign-in stands if this fails: a guard that is not cleared only pauses sooner.
    (void)routed_.core.guards().change(key_, std::nullopt,
                                       [](GuardDocument& guard, Timestamp) { clear_guard(guard); });
  }

 private:
  ChargedGuard(const RoutedAnswer& routed, GuardKey key, GuardReading reading)
      : routed_(routed), key_(std::move(key)), reading_(std::move(reading)) {}

  const RoutedAnswer& routed_;
  GuardKey key_;
  GuardReading reading_;
};

Result<SignInOutcome> verify_and_settle(const RoutedAnswer& routed, const PasswordCheck& check,
                                        const std::optional<AccountId>& account) {
  auto verified = verify_account_password(routed.core, check);
  if (!verified) {
    if (verified.error().code == errc::password_mismatch)
      routed.core.spray().count_failure(check.tenant, check.policy);
    return verified.error();
  }
  verified->charged_to_browser = check.lane == VerificationSlots::Lane::known_browser;
  return settle(routed, *account, *verified);
}

}  // namespace

Result<SignInOutcome> answer_password(const RoutedAnswer& routed, const PasswordProof& proof) {
  auto check = check_of(routed, proof);
  if (!check) return std::move(check).error();
  const auto account =
      routed.core.find_by_username(routed.command.answer.tenant, routed.command.ticket.username);
  if (!account) return account.error();
  const auto known = reserve_known(routed, *account);
  if (!known) return known.error();
  if (*known) {
    check->lane = VerificationSlots::Lane::known_browser;
    auto reading = read_account_or_decoy(routed, *account, "known");
    if (!reading) return std::move(reading).error();
    check->account = *std::move(reading);
    auto outcome = verify_and_settle(routed, *check, *account);
    if (!outcome && outcome.error().code == errc::password_mismatch)
      return count_known_failure(routed, **account);
    return outcome;
  }
  auto guard = ChargedGuard::read(routed);
  if (!guard) return std::move(guard).error();
  auto reading = read_account_or_decoy(routed, *account, guard->name());
  if (!reading) return std::move(reading).error();
  check->account = *std::move(reading);
  if (auto charged = guard->charge(&check->prepared); !charged) return std::move(charged).error();
  auto outcome = verify_and_settle(routed, *check, *account);
  if (outcome) guard->clear();
  return outcome;
}

Result<SignInOutcome> answer_host_proved(const RoutedAnswer& routed) {
  const TicketState& ticket = routed.command.ticket;
  std::optional<AccountId> account;
  if (ticket.account) {
    account = ticket.account->account;
  } else {
    auto found = routed.core.find_by_username(routed.command.answer.tenant, ticket.username);
    if (!found) return std::move(found).error();
    account = *std::move(found);
  }
  if (!account) return Error(errc::not_found, "account: no account has this username");
  return settle(routed, *account, std::nullopt);
}

Result<SignInOutcome> answer_step_up_password(const RoutedAnswer& routed, const PasswordProof& proof) {
  auto check = check_of(routed, proof);
  if (!check) return std::move(check).error();
  const AccountId& account = routed.command.ticket.account->account;
  const AccountRun run{check->tenant, account, routed.policy};
  const auto reserved = routed.core.accounts().run(
      run, [&](Draft& draft, const Facts& facts) { return reserve_own_password_try(draft, facts); });
  if (!reserved) return reserved.error();
  auto reading = routed.core.accounts().read(run);
  if (!reading) return std::move(reading).error();
  check->account = *std::move(reading);
  return verify_and_settle(routed, *check, account);
}

Result<SignInOutcome> answer_guarded_code(const RoutedAnswer& routed) {
  const auto account =
      routed.core.find_by_username(routed.command.answer.tenant, routed.command.ticket.username);
  if (!account) return account.error();
  const auto known = knows_browser(routed, *account);
  if (!known) return known.error();
  // Strangers who make the guard pause do not keep the owner from a reset at their own computer.
  if (*known) return settle_first_code(routed, **account, false);
  auto guard = ChargedGuard::read(routed);
  if (!guard) return std::move(guard).error();
  if (auto charged = guard->charge(nullptr); !charged) return std::move(charged).error();
  const Error mismatch(errc::code_mismatch, "the code does not match");
  if (!*account) {
    const auto decoy = read_account_or_decoy(routed, std::nullopt, guard->name());
    if (!decoy) return decoy.error();
    return mismatch;
  }
  auto outcome = settle_first_code(routed, **account, true);
  if (outcome) {
    guard->clear();
    return outcome;
  }
  // Whatever the account's own reason is, a stranger hears only that the code did not match.
  return kind_of(outcome.error().code) == ErrorKind::environment ? outcome.error() : mismatch;
}

}  // namespace counterfoil
