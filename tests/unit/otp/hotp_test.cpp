#include "counterfoil/otp/hotp.hpp"

#include <string>
#include <vector>

#include "counterfoil/otp/otp_secret.hpp"
#include "support/catch.hpp"
#include "unit/otp/otp_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

std::string code_of(std::uint64_t counter) {
  return generate_hotp(rfc_secret(), {}, counter).value();
}

Result<std::uint64_t> verify(const std::string& code, std::uint64_t counter, unsigned look_ahead = 4) {
  return verify_hotp(rfc_secret(), {}, code, {counter, look_ahead});
}

Result<std::uint64_t> resynchronise(const std::string& first, const std::string& second, HotpResync resync) {
  return resynchronise_hotp(rfc_secret(), {}, {first, second}, resync);
}

// Two counters up to 20 apart that share a 6-digit code, found by search; the code of the RFC's secret.
struct Collision {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

Collision find_collision() {
  std::vector<std::string> recent;
  for (std::uint64_t counter = 0; counter < 1'000'000; ++counter) {
    const std::string code = code_of(counter);
    for (std::size_t back = 1; back <= recent.size() && back <= 20; ++back) {
      if (recent[recent.size() - back] == code) return {counter - back, counter};
    }
    recent.push_back(code);
  }
  return {};
}

}  // namespace

TEST_CASE("codes agree with RFC 4226 appendix D, and verify at their counter") {
  const auto vectors = read_vectors("hotp_rfc4226.txt");
  REQUIRE(vectors.size() == 10);
  for (const auto& row : vectors) {
    const SecretBytes secret = secret_from_hex(row[0]);
    const std::uint64_t counter = std::stoull(row[1]);
    CHECK(generate_hotp(secret, {}, counter).value() == row[4]);
    CHECK(verify_hotp(secret, {}, row[4], {counter, 0}).value() == counter);
    CHECK(verify_hotp(secret, {}, wrong(row[4]), {counter, 0}).error().code == errc::code_mismatch);
  }
}

TEST_CASE("[A13] a code matches up to the look-ahead and not one counter further") {
  for (unsigned look_ahead = 0; look_ahead <= max_hotp_look_ahead; ++look_ahead) {
    CHECK(verify(code_of(100), 100, look_ahead).value() == 100);
    CHECK(verify(code_of(100 + look_ahead), 100, look_ahead).value() == 100 + look_ahead);
    CHECK(verify(code_of(101 + look_ahead), 100, look_ahead).error().code == errc::code_mismatch);
  }
}

TEST_CASE("[A13] a look-ahead beyond 20 counters is refused") {
  const auto counter = verify(code_of(0), 0, max_hotp_look_ahead + 1);
  REQUIRE_FALSE(counter);
  CHECK(counter.error() == Error(errc::invalid_argument, "look-ahead: expected 0 to 20 counters"));
  CHECK(verify(code_of(0), 0, ~0U).error().code == errc::invalid_argument);
}

TEST_CASE("a counter never goes back") {
  CHECK(verify(code_of(99), 100, 20).error().code == errc::code_replayed);
  for (const std::uint64_t before : {98U, 97U, 90U, 0U}) {
    CHECK(verify(code_of(before), 100, 20).error().code == errc::code_mismatch);
  }
}

TEST_CASE("an accepted code is refused ever after, wherever in the look-ahead it was") {
  for (std::uint64_t ahead = 0; ahead <= 4; ++ahead) {
    const std::uint64_t matched = verify(code_of(50 + ahead), 50).value();
    CHECK(matched == 50 + ahead);
    CHECK_FALSE(verify(code_of(50 + ahead), matched + 1));
  }
}

TEST_CASE("a code that two counters share is accepted at the later one, and never again") {
  const Collision collision = find_collision();
  REQUIRE(collision.second > collision.first);
  const std::string code = code_of(collision.first);
  CHECK(verify(code, collision.first, 20).value() == collision.second);
  CHECK_FALSE(verify(code, collision.second + 1, 20));
}

TEST_CASE("the greatest counter is 2^63 - 1, and the look-ahead ends there") {
  CHECK(verify(code_of(max_hotp_counter), max_hotp_counter, 20).value() == max_hotp_counter);
  CHECK(verify(code_of(max_hotp_counter), max_hotp_counter - 20, 20).value() == max_hotp_counter);
  CHECK(verify(code_of(0), max_hotp_counter, 20).error().code == errc::code_mismatch);
  CHECK(verify("000000", max_hotp_counter + 1).error().message == "counter: expected at most 2^63 - 1");
  CHECK(generate_hotp(rfc_secret(), {}, max_hotp_counter + 1).error().code == errc::invalid_argument);
  CHECK(resynchronise("000000", "000000", {~std::uint64_t{0}, 50}).error().code == errc::invalid_argument);
  const std::string last = code_of(max_hotp_counter);
  CHECK(resynchronise(code_of(max_hotp_counter - 1), last, {max_hotp_counter - 5, 1000}).value() ==
        max_hotp_counter);
}

TEST_CASE("what is not exactly as many ASCII digits as the parameters say is no code") {
  const OtpParameters eight = OtpParameters::make(OtpAlgorithm::sha1, 8).value();
  const std::string right = generate_hotp(rfc_secret(), eight, 1).value();
  CHECK(right == "94287082");
  CHECK(verify_hotp(rfc_secret(), eight, right, {1, 0}).value() == 1);
  const std::vector<std::string> table = {right.substr(2),
                                          right.substr(0, 7),
                                          right + "0",
                                          "0" + right,
                                          " 94287082",
                                          "94287082 ",
                                          "9428 7082",
                                          "",
                                          std::string("9428708\0", 8),
                                          "+4287082",
                                          "9428708a",
                                          "\xD9\xA9\xD9\xA4\xD9\xA2\xD9\xA8",
                                          std::string(100'000, '9')};
  for (const std::string& code : table) {
    const auto counter = verify_hotp(rfc_secret(), eight, code, {1, 0});
    REQUIRE_FALSE(counter);
    CHECK(counter.error() == Error(errc::invalid_argument, "code: expected 8 ASCII digits"));
  }
}

TEST_CASE("two successive codes find a counter that ran away, up to the window") {
  CHECK(resynchronise(code_of(10), code_of(11), {10, 50}).value() == 11);
  CHECK(resynchronise(code_of(37), code_of(38), {10, 50}).value() == 38);
  CHECK(resynchronise(code_of(60), code_of(61), {10, 50}).value() == 61);
  CHECK(resynchronise(code_of(61), code_of(62), {10, 50}).error().code == errc::code_mismatch);
  CHECK(resynchronise(code_of(1010), code_of(1011), {10, max_hotp_resync_window}).value() == 1011);
}

TEST_CASE("resynchronising takes two codes that follow one another, in this order, and never goes back") {
  CHECK(resynchronise(code_of(20), code_of(22), {10, 50}).error().code == errc::code_mismatch);
  CHECK(resynchronise(code_of(21), code_of(20), {10, 50}).error().code == errc::code_mismatch);
  CHECK(resynchronise(code_of(20), code_of(20), {10, 50}).error().code == errc::code_mismatch);
  CHECK(resynchronise(code_of(20), wrong(code_of(21)), {10, 50}).error().code == errc::code_mismatch);
  CHECK(resynchronise(wrong(code_of(20)), code_of(21), {10, 50}).error().code == errc::code_mismatch);
  CHECK(resynchronise(code_of(9), code_of(10), {10, 50}).error().code == errc::code_mismatch);
  CHECK(resynchronise(code_of(5), code_of(6), {10, 50}).error().code == errc::code_mismatch);
}

TEST_CASE("[A13] a resynchronisation window of 1 to 1000 counters is taken, every other is refused") {
  for (const unsigned window : {0U, max_hotp_resync_window + 1, ~0U}) {
    const auto counter = resynchronise(code_of(10), code_of(11), {10, window});
    REQUIRE_FALSE(counter);
    CHECK(counter.error().message == "resynchronisation window: expected 1 to 1000 counters");
  }
  CHECK(resynchronise(code_of(10), "12345", {10, 50}).error().code == errc::invalid_argument);
  CHECK(resynchronise("1234567", code_of(11), {10, 50}).error().code == errc::invalid_argument);
}

TEST_CASE("a secret of no bytes or more than 128 is refused") {
  for (const std::size_t size : {std::size_t{0}, max_otp_secret_size + 1, std::size_t{100'000}}) {
    const SecretBytes secret(size);
    const Error expected(errc::invalid_key, "secret: expected 1 to 128 bytes");
    CHECK(generate_hotp(secret, {}, 0).error() == expected);
    CHECK(verify_hotp(secret, {}, "123456", {}).error() == expected);
    CHECK(resynchronise_hotp(secret, {}, {"123456", "123456"}, {}).error() == expected);
  }
}
