#include "counterfoil/otp/totp.hpp"

#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "counterfoil/otp/hotp.hpp"
#include "counterfoil/otp/otp_secret.hpp"
#include "support/catch.hpp"
#include "unit/otp/otp_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

constexpr std::int64_t noon = 1'800'000'000;  // the first second of a step
constexpr std::int64_t noon_step = noon / 30;

Result<TotpAcceptance> verify(const std::string& code, const TotpCheck& check) {
  return verify_totp(rfc_secret(), {}, code, check);
}

std::string shown_in_step(std::int64_t step) {
  return shown_at(step * 30);
}

TotpCheck with_floor(TotpCheck check, std::int64_t floor) {
  check.last_accepted_step = floor;
  return check;
}

TotpCheck with_drift(TotpCheck check, int drift) {
  check.drift = drift;
  return check;
}

TotpCheck with_window(TotpCheck check, unsigned back, unsigned ahead, unsigned drift_limit) {
  check.window = TotpWindow::make(back, ahead, drift_limit).value();
  return check;
}

}  // namespace

TEST_CASE("codes agree with RFC 6238 appendix B, T=59 and the leading zero included") {
  const auto vectors = read_vectors("totp_rfc6238.txt");
  REQUIRE(vectors.size() == 18);
  for (const auto& row : vectors) {
    INFO(row[0] << " at " << row[2]);
    const auto code = OtpParameters::make(parse_otp_algorithm(row[0]).value(), 8).value();
    const auto parameters = TotpParameters::make(code, std::chrono::seconds(30)).value();
    const SecretBytes secret = secret_from_hex(row[1]);
    const Timestamp now = from_unix_seconds(std::stoll(row[2]));
    const std::int64_t step = std::stoll(row[3], nullptr, 16);
    CHECK(totp_step(parameters, now).value() == step);
    CHECK(generate_totp(secret, parameters, now).value() == row[4]);
    CHECK(verify_totp(secret, parameters, row[4], {now}).value() == TotpAcceptance{step, 0});
    CHECK(verify_totp(secret, parameters, wrong(row[4]), {now}).error().code == errc::code_mismatch);
  }
}

TEST_CASE("a code is not accepted without its leading zero, nor with one too many") {
  const auto eight =
      TotpParameters::make(OtpParameters::make(OtpAlgorithm::sha1, 8).value(), std::chrono::seconds(30));
  const TotpCheck check = at(1'111'111'109);
  CHECK(verify_totp(rfc_secret(), *eight, "07081804", check).has_value());
  for (const char* code : {"7081804", "007081804", " 7081804", "081804"}) {
    CHECK(verify_totp(rfc_secret(), *eight, code, check).error() ==
          Error(errc::invalid_argument, "code: expected 8 ASCII digits"));
  }
}

TEST_CASE("[H119] the table of device clocks is exact") {
  const auto table = read_vectors("totp_drift.txt");
  REQUIRE(table.size() == 49);
  for (const auto& row : table) {
    INFO(row[0] << " s into the step, device ahead by " << row[1] << " s");
    const std::int64_t now = noon + std::stoll(row[0]);
    const auto accepted = verify(shown_at(now + std::stoll(row[1])), at(now));
    if (row[2] == "-") {
      REQUIRE_FALSE(accepted);
      CHECK(accepted.error().code == errc::code_mismatch);
    } else {
      const int drift = std::stoi(row[2]);
      REQUIRE(accepted);
      CHECK(*accepted == TotpAcceptance{noon_step + drift, drift});
    }
  }
}

TEST_CASE("every window accepts exactly its steps") {
  for (unsigned back = 0; back <= 3; ++back) {
    for (unsigned ahead = 0; ahead <= 3; ++ahead) {
      const TotpCheck check = with_window(at(noon), back, ahead, 3);
      for (int offset = -5; offset <= 5; ++offset) {
        INFO(back << " back, " << ahead << " ahead, offset " << offset);
        const bool inside = -static_cast<int>(back) <= offset && offset <= static_cast<int>(ahead);
        CHECK(verify(shown_in_step(noon_step + offset), check).has_value() == inside);
      }
    }
  }
}

TEST_CASE("[H117] a step at or below the last accepted one is refused, and the reason is told") {
  for (int floor = -1; floor <= 1; ++floor) {
    const TotpCheck check = with_floor(at(noon), noon_step + floor);
    for (int offset = -1; offset <= 1; ++offset) {
      INFO("floor " << floor << ", offset " << offset);
      const auto accepted = verify(shown_in_step(noon_step + offset), check);
      CHECK(accepted.has_value() == (offset > floor));
      if (!accepted) CHECK(accepted.error().code == errc::code_replayed);
    }
  }
}

TEST_CASE("[H117] when the clock goes back an hour, spent codes stay spent and the method is refused") {
  const std::string code = shown_at(noon);
  const TotpAcceptance accepted = verify(code, at(noon)).value();
  for (const std::int64_t back : {30, 60, 90}) {
    CHECK_FALSE(verify(code, with_floor(at(noon - back), accepted.step)));
    CHECK_FALSE(verify(shown_at(noon - back), with_floor(at(noon - back), accepted.step)));
  }
  const TotpCheck hour_ago = with_floor(at(noon - 3600), accepted.step);
  for (const std::string& any : {code, shown_at(noon - 3600), std::string("000000")}) {
    const auto refused = verify(any, hour_ago);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == errc::clock_failed);
  }
}

TEST_CASE("[H118] a clock that went a day ahead and back revives no code") {
  constexpr std::int64_t day = 86'400;
  const TotpAcceptance today = verify(shown_at(noon), at(noon)).value();
  const TotpAcceptance ahead = verify(shown_at(noon + day), with_floor(at(noon + day), today.step)).value();
  CHECK(verify(shown_at(noon), with_floor(at(noon), ahead.step)).error().code == errc::clock_failed);
  CHECK(verify(shown_at(noon + day), with_floor(at(noon + day), ahead.step)).error().code ==
        errc::code_replayed);
  CHECK(verify(shown_at(noon + day + 30), with_floor(at(noon + day + 30), ahead.step)).has_value());
}

TEST_CASE("a floor ahead of now is refused from the first step that could never have been accepted") {
  const TotpCheck check = with_window(at(noon), 1, 1, 4);
  CHECK(verify("000000", with_floor(check, noon_step + 4)).error().code == errc::code_mismatch);
  CHECK(verify("000000", with_floor(check, noon_step + 5)).error().code == errc::clock_failed);
  CHECK(verify("000000", with_floor(check, std::numeric_limits<std::int64_t>::max())).error().code ==
        errc::clock_failed);
  CHECK(verify(shown_at(noon), with_floor(check, -1)).has_value());
}

TEST_CASE("[H120] codes of 2038, 2106 and 2500 are right") {
  for (const std::int64_t now :
       {std::int64_t{2'147'483'647}, std::int64_t{2'147'483'648}, std::int64_t{4'294'967'295},
        std::int64_t{4'294'967'296}, std::int64_t{16'725'225'600}, std::int64_t{64'424'509'440}}) {
    INFO(now);
    const std::string code = shown_at(now);
    CHECK(code == generate_hotp(rfc_secret(), {}, static_cast<std::uint64_t>(now / 30)).value());
    CHECK(verify(code, with_floor(at(now), now / 30 - 1)).value() == TotpAcceptance{now / 30, 0});
    CHECK(verify(code, with_floor(at(now), now / 30)).error().code == errc::code_replayed);
  }
  CHECK(generate_totp(rfc_secret(), {}, Timestamp::max()).has_value());
}

TEST_CASE("[H121] a time before 1970 is an error of the clock") {
  for (const Timestamp now : {from_unix_seconds(-1), from_unix_seconds(-30), Timestamp(Duration(-1)),
                              from_unix_seconds(-2'208'988'800), Timestamp::min()}) {
    CHECK(totp_step({}, now).error().code == errc::clock_failed);
    CHECK(generate_totp(rfc_secret(), {}, now).error().code == errc::clock_failed);
    CHECK(verify("755224", {now}).error().code == errc::clock_failed);
  }
}

TEST_CASE("in the first steps of 1970 there are fewer candidates, and none before step 0") {
  CHECK(verify(shown_at(0), at(0)).value() == TotpAcceptance{0, 0});
  CHECK(verify(shown_at(30), at(0)).value() == TotpAcceptance{1, 1});
  CHECK(verify(shown_at(0), at(59)).value() == TotpAcceptance{0, -1});
  CHECK(verify(shown_at(0), with_drift(at(0), -4)).value() == TotpAcceptance{0, 0});
  CHECK(verify(shown_at(60), at(0)).error().code == errc::code_mismatch);
}

TEST_CASE("remembered drift moves the window, so that a slow device is followed") {
  int drift = 0;
  std::optional<std::int64_t> floor;
  std::int64_t now = noon;
  for (int behind = 1; behind <= 4; ++behind) {
    TotpCheck check = with_drift(at(now), drift);
    check.last_accepted_step = floor;
    const auto accepted = verify(shown_at(now - std::int64_t{30} * behind), check);
    REQUIRE(accepted);
    CHECK(accepted->drift == -behind);
    drift = accepted->drift;
    floor = accepted->step;
    now += 86'400;
  }
  CHECK(verify(shown_at(now - 120), at(now)).error().code == errc::code_mismatch);
}

TEST_CASE("drift has a hard limit that no row of small steps gets past") {
  CHECK(verify(shown_at(noon + 120), with_drift(at(noon), 4)).value().drift == 4);
  CHECK(verify(shown_at(noon + 150), with_drift(at(noon), 4)).error().code == errc::drift_exceeded);
  CHECK(verify(shown_at(noon - 150), with_drift(at(noon), -4)).error().code == errc::drift_exceeded);
  CHECK(verify("000000", with_drift(at(noon), 4)).error().code == errc::code_mismatch);
}

TEST_CASE("a remembered drift beyond the limit is refused, whatever the code") {
  for (const int drift : {5, -5, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
    CHECK(verify(shown_at(noon), with_drift(at(noon), drift)).error().code == errc::drift_exceeded);
  }
}

TEST_CASE("a device that is right again after drifting is followed back") {
  CHECK(verify(shown_at(noon), with_drift(at(noon), 1)).value() == TotpAcceptance{noon_step, 0});
  CHECK(verify(shown_at(noon), with_drift(at(noon), 2)).error().code == errc::code_mismatch);
}

TEST_CASE("a code that two steps share is accepted at the later one, and never again") {
  std::int64_t step = 1;
  while (shown_in_step(step - 1) != shown_in_step(step + 1) && step < 10'000'000) ++step;
  const std::string code = shown_in_step(step - 1);
  REQUIRE(code == shown_in_step(step + 1));
  const TotpCheck check = at(step * 30);
  CHECK(verify(code, check).value().step == step + 1);
  CHECK(verify(code, with_floor(check, step)).value().step == step + 1);
  CHECK(verify(code, with_floor(check, step + 1)).error().code == errc::code_replayed);
}

TEST_CASE("every algorithm, length and period verifies its own codes and no other's") {
  const SecretBytes secret = rfc_secret();
  for (const OtpAlgorithm algorithm : {OtpAlgorithm::sha1, OtpAlgorithm::sha256, OtpAlgorithm::sha512}) {
    for (unsigned digits = 6; digits <= 8; ++digits) {
      for (const int period : {15, 30, 60, 300}) {
        const auto parameters =
            TotpParameters::make(OtpParameters::make(algorithm, digits).value(), std::chrono::seconds(period))
                .value();
        const std::string code = generate_totp(secret, parameters, from_unix_seconds(noon)).value();
        CHECK(code.size() == digits);
        CHECK(verify_totp(secret, parameters, code, at(noon)).value().step == noon / period);
        CHECK(verify_totp(secret, parameters, wrong(code), at(noon)).error().code == errc::code_mismatch);
      }
    }
  }
}

TEST_CASE("no message about a code repeats the code") {
  const std::string code = "918273";
  for (const TotpCheck& check : {at(noon), with_floor(at(noon), noon_step + 100), with_drift(at(noon), 9)}) {
    const auto refused = verify(code, check);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find(code) == std::string::npos);
  }
  CHECK(verify("91827364", at(noon)).error().message.find("918") == std::string::npos);
}

TEST_CASE("threads verify codes side by side, each with its own secret", "[race]") {
  std::vector<std::thread> threads;
  std::vector<int> right(8);
  for (std::size_t t = 0; t < right.size(); ++t) {
    threads.emplace_back([t, &right] {
      SecretBytes secret(16 + t);
      secret.write(SecretAccess::grant())[0] = static_cast<std::byte>(t);
      for (std::int64_t i = 0; i < 200; ++i) {
        const auto algorithm = static_cast<OtpAlgorithm>(i % 3 + 1);
        const auto parameters =
            TotpParameters::make(OtpParameters::make(algorithm, 6).value(), std::chrono::seconds(30));
        const auto code = generate_totp(secret, *parameters, from_unix_seconds(noon + i * 30));
        right[t] += verify_totp(secret, *parameters, *code, at(noon + i * 30)).has_value() ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const int count : right) CHECK(count == 200);
}
