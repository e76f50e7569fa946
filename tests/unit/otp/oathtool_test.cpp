#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "counterfoil/base/id.hpp"
#include "counterfoil/otp/hotp.hpp"
#include "counterfoil/otp/totp.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "unit/otp/otp_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

struct Sample {
  SecretBytes secret;
  TotpParameters parameters;
  Timestamp now;
  std::string oathtool;  ///< the command that prints the code
};

std::string hex(const SecretBytes& secret) {
  return detail::encode_hex(secret.read(SecretAccess::grant()));
}

constexpr std::int64_t codes_each = 3;

/// oathtool knows periods of any length, and times up to the year 2500 and beyond.
Sample random_sample(std::mt19937_64& random) {
  const auto algorithm = static_cast<OtpAlgorithm>(random() % 3 + 1);
  const auto digits = static_cast<unsigned>(random() % 3 + 6);
  const auto period = std::chrono::seconds(random() % 286 + 15);
  const auto now = static_cast<std::int64_t>(random() % 17'000'000'000ULL);
  SecretBytes secret = random_bytes(random, random() % 128 + 1);
  std::string option = "sha1";
  if (algorithm == OtpAlgorithm::sha256) option = "sha256";
  if (algorithm == OtpAlgorithm::sha512) option = "sha512";
  std::ostringstream command;
  command << "oathtool --totp=" << option << " --digits=" << digits << " --time-step-size=" << period.count()
          << "s --window=" << codes_each - 1 << " --now=@" << now << ' ' << hex(secret) << '\n';
  const auto code = OtpParameters::make(algorithm, digits).value();
  return {std::move(secret), TotpParameters::make(code, period).value(), from_unix_seconds(now),
          command.str()};
}

/// Runs the commands in one shell. @return the lines that they print.
std::vector<std::string> lines_of(const std::string& commands) {
  const CommandOutput output = run_command("set -e\n" + commands);
  REQUIRE(output.status == 0);
  std::istringstream stream(output.text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("time-based codes agree with oathtool for random secrets, times, lengths, periods and algorithms") {
  std::mt19937_64 random(20'251'124);
  for (int batch = 0; batch < 10; ++batch) {
    std::vector<Sample> samples;
    std::string commands;
    for (int i = 0; i < 100; ++i) {
      samples.push_back(random_sample(random));
      commands += samples.back().oathtool;
    }
    const std::vector<std::string> codes = lines_of(commands);
    REQUIRE(codes.size() == samples.size() * codes_each);
    auto code = codes.begin();
    for (const Sample& sample : samples) {
      INFO(sample.oathtool);
      for (std::int64_t step = 0; step < codes_each; ++step, ++code) {
        const Timestamp now = sample.now + step * sample.parameters.period();
        CHECK(generate_totp(sample.secret, sample.parameters, now).value() == *code);
        const auto accepted = verify_totp(sample.secret, sample.parameters, *code, {now});
        REQUIRE(accepted);
        CHECK(accepted->step == totp_step(sample.parameters, now).value());
      }
    }
  }
}

TEST_CASE("counter-based codes agree with oathtool for random secrets, counters and lengths") {
  std::mt19937_64 random(4226);
  for (int i = 0; i < 100; ++i) {
    const SecretBytes secret = random_bytes(random, random() % 64 + 16);
    const auto digits = static_cast<unsigned>(random() % 3 + 6);
    const std::uint64_t counter = random() >> (random() % 63 + 2);
    const auto parameters = OtpParameters::make(OtpAlgorithm::sha1, digits).value();
    const std::vector<std::string> codes =
        lines_of("oathtool --hotp --digits=" + std::to_string(digits) +
                 " --counter=" + std::to_string(counter) + " --window=20 " + hex(secret));
    REQUIRE(codes.size() == 21);
    for (std::size_t ahead = 0; ahead < codes.size(); ++ahead) {
      CHECK(generate_hotp(secret, parameters, counter + ahead).value() == codes[ahead]);
      CHECK(verify_hotp(secret, parameters, codes[ahead], {counter, 20}).has_value());
    }
  }
}
