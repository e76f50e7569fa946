#include "counterfoil/otp/otp_parameters.hpp"

#include <type_traits>

#include "counterfoil/otp/otp_secret.hpp"
#include "counterfoil/otp/totp.hpp"
#include "support/catch.hpp"
#include "support/fake_entropy.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using std::chrono::seconds;

namespace {

const auto all_algorithms = {OtpAlgorithm::sha1, OtpAlgorithm::sha256, OtpAlgorithm::sha512};

}  // namespace

TEST_CASE("[F97] 6, 7 and 8 digits are taken, every other number is refused") {
  for (const OtpAlgorithm algorithm : all_algorithms) {
    for (unsigned digits = 6; digits <= 8; ++digits) {
      const auto parameters = OtpParameters::make(algorithm, digits);
      REQUIRE(parameters);
      CHECK(parameters->algorithm() == algorithm);
      CHECK(parameters->digits() == digits);
    }
    for (const unsigned digits : {0U, 1U, 2U, 5U, 9U, 10U, 99U, ~0U}) {
      const auto parameters = OtpParameters::make(algorithm, digits);
      REQUIRE_FALSE(parameters);
      CHECK(parameters.error() == Error(errc::invalid_argument, "digits: expected 6 to 8"));
    }
  }
}

TEST_CASE("[F97] an algorithm that is none of the three is refused, by number and by name") {
  for (const int number : {0, 4, 255}) {
    const auto parameters = OtpParameters::make(static_cast<OtpAlgorithm>(number), 6);
    REQUIRE_FALSE(parameters);
    CHECK(parameters.error().code == errc::invalid_argument);
    CHECK(name_of(static_cast<OtpAlgorithm>(number)) == "unknown");
  }
  for (const char* name : {"", "MD5", "sha1", "SHA-1", "SHA1 ", "SHA224", "SHA3-256"}) {
    const auto algorithm = parse_otp_algorithm(name);
    REQUIRE_FALSE(algorithm);
    CHECK(algorithm.error().message == "algorithm: expected SHA1, SHA256 or SHA512");
  }
}

TEST_CASE("the name of an algorithm is read back as the same algorithm") {
  for (const OtpAlgorithm algorithm : all_algorithms) {
    CHECK(parse_otp_algorithm(name_of(algorithm)).value() == algorithm);
  }
}

TEST_CASE("[F97] a period from 15 to 300 seconds is taken, every other is refused") {
  for (const seconds period : {seconds(15), seconds(30), seconds(60), seconds(300)}) {
    CHECK(TotpParameters::make({}, period).value().period() == period);
  }
  for (const seconds period :
       {seconds(0), seconds(-1), seconds(-30), seconds(14), seconds(301), seconds::max(), seconds::min()}) {
    const auto parameters = TotpParameters::make({}, period);
    REQUIRE_FALSE(parameters);
    CHECK(parameters.error() == Error(errc::invalid_argument, "period: expected 15 to 300 seconds"));
  }
}

TEST_CASE("[A14] a window reaches at most 3 steps each way, and the drift limit covers it") {
  CHECK(TotpWindow::make(0, 0, 0).has_value());
  CHECK(TotpWindow::make(3, 3, 3).has_value());
  CHECK(TotpWindow::make(1, 1, 60).has_value());
  CHECK(TotpWindow::make(4, 0, 10).error().message == "steps back: expected 0 to 3");
  CHECK(TotpWindow::make(0, 4, 10).error().message == "steps ahead: expected 0 to 3");
  CHECK(TotpWindow::make(7, 7, 10).error().code == errc::invalid_argument);
  CHECK(TotpWindow::make(~0U, 0, 10).error().code == errc::invalid_argument);
  CHECK(TotpWindow::make(2, 1, 1).error().code == errc::invalid_argument);
  CHECK(TotpWindow::make(1, 2, 1).error().code == errc::invalid_argument);
  CHECK(TotpWindow::make(1, 1, 61).error().code == errc::invalid_argument);
}

TEST_CASE("parameters and windows can be made only through their factories") {
  CHECK_FALSE(std::is_constructible_v<OtpParameters, OtpAlgorithm, unsigned>);
  CHECK_FALSE(std::is_constructible_v<TotpParameters, OtpParameters, seconds>);
  CHECK_FALSE(std::is_constructible_v<TotpWindow, unsigned, unsigned, unsigned>);
  CHECK(OtpParameters() == OtpParameters::make(OtpAlgorithm::sha1, 6).value());
  CHECK(TotpParameters() == TotpParameters::make({}, seconds(30)).value());
  CHECK(TotpWindow() == TotpWindow::make(1, 1, 4).value());
}

TEST_CASE("a new secret is as long as the HMAC, and no two are alike") {
  SeededEntropy entropy(7);
  for (const OtpAlgorithm algorithm : all_algorithms) {
    const auto first = new_otp_secret(algorithm, entropy);
    const auto second = new_otp_secret(algorithm, entropy);
    REQUIRE((first && second));
    CHECK(first->size() == hmac_size(algorithm));
    CHECK(first->size() >= min_otp_secret_size);
    CHECK_FALSE(*first == *second);
  }
}

TEST_CASE("[G114] there is no new secret when the random source fails, nor for an unknown algorithm") {
  FailingEntropy entropy;
  CHECK(new_otp_secret(OtpAlgorithm::sha1, entropy).error().code == errc::entropy_failed);
  SeededEntropy good(1);
  CHECK(new_otp_secret(OtpAlgorithm{}, good).error().code == errc::invalid_argument);
}
