#include "counterfoil/model/factor.hpp"

#include "support/catch.hpp"

using namespace counterfoil;

namespace {

std::vector<ProvedFactor> factors(std::initializer_list<FactorKind> kinds) {
  std::vector<ProvedFactor> proved;
  for (const FactorKind kind : kinds) proved.push_back({kind, std::nullopt, Timestamp{}});
  return proved;
}

constexpr FactorKind password = FactorKind::password;
constexpr FactorKind host_proved = FactorKind::host_proved;
constexpr FactorKind totp = FactorKind::totp;
constexpr FactorKind recovery_code = FactorKind::recovery_code;

}  // namespace

TEST_CASE("something known and something held together are multi-factor") {
  CHECK(is_multi_factor(factors({password, totp})));
  CHECK(is_multi_factor(factors({totp, host_proved})));
  CHECK(is_multi_factor(factors({password, recovery_code})));
  CHECK(is_multi_factor(factors({password, totp, recovery_code})));
}

TEST_CASE("two factors of one kind are not multi-factor") {
  CHECK_FALSE(is_multi_factor({}));
  for (const FactorKind kind : {password, host_proved, totp, recovery_code}) {
    CHECK_FALSE(is_multi_factor(factors({kind})));
    CHECK_FALSE(is_multi_factor(factors({kind, kind})));
  }
  CHECK_FALSE(is_multi_factor(factors({password, host_proved})));
  CHECK_FALSE(is_multi_factor(factors({totp, recovery_code})));
}

TEST_CASE("a number that is no factor kind counts for nothing") {
  const auto foreign = static_cast<FactorKind>(99);
  CHECK_FALSE(is_multi_factor(factors({password, foreign})));
  CHECK_FALSE(is_multi_factor(factors({totp, foreign})));
  CHECK(amr_of(factors({foreign})).empty());
}

TEST_CASE("amr values are those of RFC 8176, sorted and each once") {
  using Values = std::vector<std::string>;
  CHECK(amr_of({}) == Values{});
  CHECK(amr_of(factors({password})) == Values{"pwd"});
  CHECK(amr_of(factors({host_proved})) == Values{"pwd"});
  CHECK(amr_of(factors({totp})) == Values{"otp"});
  CHECK(amr_of(factors({recovery_code, totp})) == Values{"otp"});
  CHECK(amr_of(factors({totp, password})) == Values{"mfa", "otp", "pwd"});
  CHECK(amr_of(factors({password, recovery_code, password})) == Values{"mfa", "otp", "pwd"});
}
