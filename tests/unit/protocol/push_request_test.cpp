#include "counterfoil/protocol/push_request.hpp"

#include <string>
#include <vector>

#include "counterfoil/model/valid_policy.hpp"
#include "protocol/operation_limits.hpp"
#include "support/catch.hpp"
#include "unit/protocol/protocol_support.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;
using namespace counterfoil::testing;

namespace {

PushRequest everyday() {
  return {ChallengeId::parse("000102030405060708090a0b0c0d0e0f").value(),
          TenantId::parse("example").value(),
          "ada@example.ac.uk",
          PushPurpose::sign_in,
          {"Library catalogue", "Bristol, United Kingdom", "Firefox on Windows"},
          true,
          2,
          noon,
          noon + Duration(60'000)};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

}  // namespace

TEST_CASE("a push request comes back as it was written") {
  CHECK(read_push_request(write_push_request(everyday()).value()).value() == everyday());
  for (const auto purpose : {PushPurpose::sign_in, PushPurpose::step_up, PushPurpose::registration_test}) {
    PushRequest bare = everyday();
    bare.purpose = purpose;
    bare.context = {};
    bare.is_first_time_here = false;
    bare.digits = 6;
    CHECK(read_push_request(write_push_request(bare).value()).value() == bare);
  }
}

TEST_CASE("requests and answers carry the numbers that a policy may ask for, and no others") {
  for (unsigned digits = 0; digits <= 10; ++digits) {
    CAPTURE(digits);
    PushRequest request = everyday();
    request.digits = digits;
    Policy policy;
    policy.number_matching.digits = digits;
    const bool asked = ValidPolicy::check(policy).has_value();
    CHECK(write_push_request(request).has_value() == asked);
    CHECK(is_match_number(std::string(digits, '7')) == asked);
  }
}

TEST_CASE("[C42] a push request has no member for the number") {
  CHECK(
      write_push_request(everyday()).value() ==
      R"({"account":"ada@example.ac.uk","app":"Library catalogue","browser":"Firefox on Windows",)"
      R"("challenge":"000102030405060708090a0b0c0d0e0f","created":1800000000,"digits":2,"expires":1800000060,)"
      R"("first_time_here":true,"place":"Bristol, United Kingdom","purpose":"sign_in","tenant":"example"})");
}

TEST_CASE("[C48] the digest of a request changes with each of its bytes") {
  const std::string text = write_push_request(everyday()).value();
  const auto digest = context_digest(text).value();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string altered = text;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    REQUIRE(context_digest(altered).value() != digest);
  }
}

TEST_CASE("a push request beyond its limits is not written") {
  const auto refused = [](void (*spoil)(PushRequest&)) {
    PushRequest request = everyday();
    spoil(request);
    const auto text = write_push_request(request);
    return !text && text.error().code == errc::invalid_argument;
  };
  CHECK(refused([](PushRequest& request) { request.account.clear(); }));
  CHECK(refused([](PushRequest& request) { request.account = std::string(257, 'a'); }));
  CHECK(refused([](PushRequest& request) { request.context.app = std::string(201, 'a'); }));
  CHECK(refused([](PushRequest& request) { request.context.place = "a\nb"; }));
  CHECK(refused([](PushRequest& request) { request.context.browser = "\xE2\x80\xAE"; }));
  CHECK(refused([](PushRequest& request) { request.digits = 3; }));
  CHECK(refused([](PushRequest& request) { request.purpose = static_cast<PushPurpose>(9); }));
  CHECK(refused([](PushRequest& request) { request.expires = request.created; }));
  CHECK(refused([](PushRequest& request) { request.created = from_unix_seconds(-1); }));
}

TEST_CASE("a push request that cannot be shown whole is refused") {
  const std::string good = write_push_request(everyday()).value();
  const std::vector<std::string> table = {
      "",
      "{}",
      good.substr(1),
      good + "x",
      replaced(good, "{", R"({"note":"pay 100",)"),
      replaced(good, "{", R"({"number":"42",)"),
      replaced(good, "{", R"({"app":"Payroll",)"),
      replaced(good, "Library", "Lib\\nrary"),
      replaced(good, "Library", "Lib\\u202erary"),
      replaced(good, R"("digits":2)", R"("digits":4)"),
      replaced(good, R"("digits":2)", R"("digits":"2")"),
      replaced(good, "sign_in", "pay"),
      replaced(good, "true", "\"true\""),
      replaced(good, "1800000060", "1799999999"),
      replaced(good, R"("tenant":"example")", R"("tenant":"")"),
      replaced(good, "0001", "000g"),
      replaced(good, R"("account":"ada@example.ac.uk",)", ""),
  };
  for (const std::string& text : table) {
    INFO(text);
    const auto request = read_push_request(text);
    REQUIRE(!request);
    CHECK(request.error().code == errc::invalid_message);
  }
  CHECK(read_push_request(std::string(2049, ' ')).error().code == errc::too_long);
}
