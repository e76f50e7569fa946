#include <algorithm>

#include "counterfoil/base/utf8.hpp"
#include "counterfoil/otp/totp.hpp"
#include "model/document_bounds.hpp"
#include "model/document_check.hpp"

namespace counterfoil {

namespace {

/// Checks one kind of payload; `carrier` is what keeps unknown kinds.
struct PayloadCheck {
  const UnknownFields& carrier;
  Inspection& inspection;
  bool may_be_unregistered = false;

  void operator()(const UnknownMethod&) const { inspection.require(!carrier.empty(), "method: a payload"); }

  void operator()(const Totp& totp) const {
    inspection.require(is_sealed(totp.sealed_secret), "code app: a sealed secret");
    const auto parameters = OtpParameters::make(totp.algorithm, totp.digits);
    inspection.require(parameters && TotpParameters::make(*parameters, totp.period),
                       "code app: an algorithm, digits and period that exist");
    inspection.require(totp.last_accepted_step.value_or(0) >= 0 &&
                           totp.last_accepted_step.value_or(0) <= bounds::latest_time,
                       "code app: a last accepted step that exists");
    constexpr int most = TotpWindow::max_drift_limit;
    inspection.require(totp.drift_steps >= -most && totp.drift_steps <= most,
                       "code app: a drift within its limit");
  }

  void operator()(const AuthenticatorApp& app) const {
    const bool ec = app.algorithm == SignatureAlgorithm::es256;
    inspection.require(ec || app.algorithm == SignatureAlgorithm::eddsa,
                       "authenticator: an algorithm that exists");
    inspection.require(is_text(app.device_name, bounds::device_name), "authenticator: a name in UTF-8");
    inspection.require(app.sealed_push_address.size() <= bounds::sealed, "authenticator: a sealed address");
    check(app.code_failures, inspection);
    if (app.move) check(app.move->expires, inspection);
    if (app.public_key.empty()) {
      inspection.require(may_be_unregistered, "authenticator: a key");
      return;
    }
    inspection.require(app.public_key.size() == (ec ? 64U : 32U), "authenticator: a key of its algorithm");
    (*this)(app.codes);
  }

  void operator()(const RecoveryCodes& recovery) const {
    inspection.require(is_sealed(recovery.sealed_digest_key), "recovery codes: a sealed key");
    inspection.require(recovery.codes.size() <= bounds::recovery_codes,
                       "recovery codes: no more than can be");
    for (const auto& code : recovery.codes) check(code.used, inspection);
  }
};

void check_buckets(const std::vector<RollingCount::Bucket>& buckets, std::int64_t unit_ms,
                   Inspection& inspection) {
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    inspection.require(buckets[i].count > 0, "failures: none that are not");
    inspection.require(i == 0 || buckets[i - 1].index < buckets[i].index, "failures: ascending times");
  }
  if (buckets.empty()) return;
  inspection.require(buckets.front().index >= 0 && buckets.back().index <= bounds::latest_time / unit_ms,
                     "failures: times that exist");
}

}  // namespace

bool is_text(const std::string& text, std::size_t size) noexcept {
  const auto is_ascii = [](char c) { return static_cast<signed char>(c) >= 0; };
  return text.size() <= size && (std::all_of(text.begin(), text.end(), is_ascii) || is_valid_utf8(text));
}

bool is_sealed(const Bytes& sealed) noexcept {
  return !sealed.empty() && sealed.size() <= bounds::sealed;
}

void check(Timestamp time, Inspection& inspection) {
  const std::int64_t count = time.time_since_epoch().count();
  inspection.require(count >= 0 && count <= bounds::latest_time, "times from 1970 to 9999");
}

void check(const std::optional<Timestamp>& time, Inspection& inspection) {
  if (time) check(*time, inspection);
}

void check(const RollingCount& count, Inspection& inspection) {
  inspection.require(
      count.hours().size() <= RollingCount::max_hours && count.days().size() <= RollingCount::max_days,
      "failures: no more times than count");
  check_buckets(count.hours(), 3'600'000, inspection);
  check_buckets(count.days(), 86'400'000, inspection);
}

void check(const Ledger& ledger, Inspection& inspection) {
  check(ledger.paused_until, inspection);
  check(ledger.failures, inspection);
}

void check(const Method& method, Inspection& inspection) {
  inspection.require(!method.id.is_nil(), "method: an id");
  inspection.require(is_text(method.nickname, bounds::nickname), "method: a nickname in UTF-8");
  check(method.created, inspection);
  check(method.last_used, inspection);
  check(method.strangers, inspection);
  std::visit(PayloadCheck{method.unknown, inspection}, method.payload);
}

void check(const Registration& registration, Inspection& inspection) {
  inspection.require(!registration.id.is_nil(), "registration: an id");
  inspection.require(
      registration.grounds == Grounds::multi_factor || registration.grounds == Grounds::first_registration,
      "registration: grounds that exist");
  inspection.require(is_text(registration.nickname, bounds::nickname), "registration: a nickname in UTF-8");
  check(registration.created, inspection);
  check(registration.expires, inspection);
  inspection.require(registration.sealed_code.size() <= bounds::sealed, "registration: a sealed code");
  check(registration.proved, inspection);
  std::visit(PayloadCheck{registration.unknown, inspection, true}, registration.payload);
}

void check(const Challenge& challenge, Inspection& inspection) {
  inspection.require(!challenge.id.is_nil() && !challenge.method.is_nil(), "challenge: an id and a method");
  inspection.require(challenge.purpose >= ChallengePurpose::sign_in &&
                         challenge.purpose <= ChallengePurpose::password_reset &&
                         challenge.state >= ChallengeState::pending &&
                         challenge.state <= ChallengeState::consumed,
                     "challenge: a purpose and state that exist");
  check(challenge.created, inspection);
  check(challenge.expires, inspection);
  check(challenge.answered, inspection);
  inspection.require(challenge.digits >= 2 && challenge.digits <= 10,
                     "challenge: digits that can be derived");
  inspection.require(challenge.sealed_request.size() <= bounds::sealed, "challenge: a sealed request");
}

}  // namespace counterfoil
