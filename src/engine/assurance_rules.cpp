#include "engine/assurance_rules.hpp"

#include <algorithm>

#include "engine/stamps.hpp"

namespace counterfoil {

namespace {

/// A proof from the future (the clock went back) is not fresh for longer than one from now.
bool is_within(Timestamp at, Duration window, Timestamp now) {
  return now - at < window;
}

bool is_held(FactorKind kind) {
  return kind == FactorKind::totp || kind == FactorKind::recovery_code ||
         kind == FactorKind::authenticator_app;
}

}  // namespace

Result<void> check_assurance(const AccountDocument& account, const AssuranceState& assurance, Timestamp now) {
  if (auto checked = check_stamp(account, assurance.account); !checked) return checked;
  if (now >= assurance.expires) return Error(errc::expired, "the sign-in is too old: sign in again");
  const bool listed =
      std::any_of(account.sessions.begin(), account.sessions.end(),
                  [&](const LiveSession& session) { return session.id == assurance.session_id; });
  if (!listed) return Error(errc::revoked, "this session was ended: sign in again");
  return {};
}

bool is_fresh_multi_factor(const std::vector<ProvedFactor>& factors, Duration window, Timestamp now) {
  return is_multi_factor(factors) &&
         std::any_of(factors.begin(), factors.end(), [&](const ProvedFactor& factor) {
           return is_held(factor.kind) && is_within(factor.at, window, now);
         });
}

bool is_fresh(const std::vector<ProvedFactor>& factors, Duration window, Timestamp now) {
  return std::any_of(factors.begin(), factors.end(),
                     [&](const ProvedFactor& factor) { return is_within(factor.at, window, now); });
}

}  // namespace counterfoil
