#include "model/policy_field_table.hpp"

namespace counterfoil::field_table {

using namespace std::chrono_literals;
using P = Policy;

namespace {

constexpr std::array<std::string_view, 3> algorithms = {"sha1", "sha256", "sha512"};
constexpr std::array<std::string_view, 2> keepers = {"library", "host"};

/// What the device protocol carries.
constexpr std::array<std::uint32_t, 2> match_digits = {2, 6};

}  // namespace

std::span<const PolicyField> proof_fields() {
  static const std::array fields = {
      count<&P::totp, &TotpRules::steps_back>(
          "totp.steps_back", 0, 3, {"Steps behind the current one still accepted", "RFC 6238 §5.2"}),
      count<&P::totp, &TotpRules::steps_ahead>("totp.steps_ahead", 0, 3,
                                               {"Steps ahead of the current one accepted", "RFC 6238 §6"}),
      duration<&P::totp, &TotpRules::period>(
          "totp.period", 15s, 2min,
          {"Length of a step of new registrations", "RFC 6238 §5.2; 63B §3.1.4; ASVS 6.5.5"}),
      count<&P::totp, &TotpRules::digits>("totp.digits", 6, 8,
                                          {"Digits of a code", "RFC 4226 §5.3; 63B §3.1.4"}),
      choice<&P::totp, &TotpRules::algorithm>("totp.algorithm", algorithms,
                                              {"Hash of new registrations", "RFC 6238 §1.2"}),
      count<&P::totp, &TotpRules::drift_limit>(
          "totp.drift_limit", 0, 20, {"Steps that a token's clock may be off in all", "RFC 6238 §6"}),

      count<&P::hotp, &HotpRules::look_ahead>(
          "hotp.look_ahead", 0, 10,
          {"Counters tried beyond the expected one; each is charged", "RFC 4226 §7.2"}),
      count<&P::hotp, &HotpRules::resync_window>(
          "hotp.resync_window", 2, 100, {"Counters searched for two successive codes", "RFC 4226 §7.4"}),

      count<&P::sent_code, &SentCodeRules::digits>("sent_code.digits", 6, 10,
                                                   {"Digits of a code", "63B §3.1.3"}),
      duration<&P::sent_code, &SentCodeRules::lifetime>(
          "sent_code.lifetime", 1min, 10min, {"From the start of the challenge", "63B §3.1.3; ASVS 6.5.5"}),
      count<&P::sent_code, &SentCodeRules::tries>(
          "sent_code.tries", 1, 10, {"Wrong codes after which the challenge is over", "ASVS 6.6.3"}),
      duration<&P::sent_code, &SentCodeRules::resend_after>("sent_code.resend_after", 10s, 5min,
                                                            {"Between two sends of one challenge"}),
      count<&P::sent_code, &SentCodeRules::max_sends>("sent_code.max_sends", 1, 5,
                                                      {"Sends of one challenge, the first included"}),
      count<&P::sent_code, &SentCodeRules::per_number_per_hour>(
          "sent_code.per_number_per_hour", 1, 20, {"Sends to one number or address in an hour"}),
      count<&P::sent_code, &SentCodeRules::per_number_per_day>(
          "sent_code.per_number_per_day", 1, 50, {"Sends to one number or address in 24 hours"}),

      count_among<&P::number_matching, &NumberMatchingRules::digits>(
          "number_matching.digits", match_digits,
          {"Digits of the number; it has one try", "63B §3.1.3 asks 6"}),
      duration<&P::number_matching, &NumberMatchingRules::lifetime>(
          "number_matching.lifetime", 30s, 10min, {"How long a prompt waits", "63B §3.1.3"}),

      count<&P::recovery_codes, &RecoveryCodeRules::count>("recovery_codes.count", 5, 20,
                                                           {"Codes in a list"}),
      count<&P::recovery_codes, &RecoveryCodeRules::bits>("recovery_codes.bits", 64, 160,
                                                          {"Entropy of each code", "63B §4.2.1, §3.1.2"}),
      optional_count<&P::recovery_codes, &RecoveryCodeRules::disabled_at>(
          "recovery_codes.disabled_at", 10, 100,
          {"Failures in a row at which the list is disabled", "63B §3.2.2"}),

      count<&P::access_pass, &AccessPassRules::length>(
          "access_pass.length", 8, 48,
          {"Characters of an alphabet without look-alikes", "ASVS 6.4.1, 6.5.4"}),
      duration<&P::access_pass, &AccessPassRules::lifetime>(
          "access_pass.lifetime", 10min, Days(30), {"When the operator does not choose", "ASVS 6.4.1"}),
      duration<&P::access_pass, &AccessPassRules::shortest>("access_pass.shortest", 10min, Days(30),
                                                            {"That an operator may choose"}),
      duration<&P::access_pass, &AccessPassRules::longest>("access_pass.longest", 10min, Days(30),
                                                           {"That an operator may choose"}),
      on_or_off<&P::access_pass, &AccessPassRules::one_time>(
          "access_pass.one_time", {"Otherwise good until it expires", "ASVS 6.5.1"}),

      count<&P::password, &PasswordRules::min_with_second_factor>(
          "password.min_with_second_factor", 8, 64,
          {"Code points, where it is always used with a second factor", "63B §3.1.1.2"}),
      count<&P::password, &PasswordRules::min_alone>(
          "password.min_alone", 15, 64, {"Code points, where it may be the only factor", "63B §3.1.1.2"}),
      count<&P::password, &PasswordRules::max>("password.max", 64, 256,
                                               {"Code points", "63B §3.1.1.2; ASVS 6.2.9"}),
      count<&P::password, &PasswordRules::argon2id, &Argon2idCost::memory_kib>(
          "password.argon2id.memory_kib", 19456, 1048576, {"Memory of a hash, in KiB", "RFC 9106; OWASP"}),
      count<&P::password, &PasswordRules::argon2id, &Argon2idCost::passes>(
          "password.argon2id.passes", 2, 64, {"Passes over the memory", "RFC 9106; OWASP"}),
      count<&P::password, &PasswordRules::argon2id, &Argon2idCost::lanes>(
          "password.argon2id.lanes", 1, 16, {"Lanes, each a thread", "RFC 9106; OWASP"}),
      words<&P::password, &PasswordRules::banned_words>(
          "password.banned_words", {"The tenant's own, on top of the common ones", "ASVS 6.2.11"}),
      choice<&P::password, &PasswordRules::keeper>("password.keeper", keepers,
                                                   {"Who keeps and verifies passwords"}),
  };
  return fields;
}

}  // namespace counterfoil::field_table
