#include "counterfoil/protocol/reply.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/protocol/protocol_support.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;
using namespace counterfoil::testing;

namespace {

const SecretBytes secret{std::string_view("12345678901234567890")};

std::string write(const decltype(Reply::content)& content) {
  return std::string(write_reply({noon, content}).value().read_text(SecretAccess::grant()));
}

/// The reply after it came to the phone.
template <class T>
T received(const T& content) {
  const auto reply = read_reply(write(content));
  REQUIRE(reply);
  CHECK(reply->time == noon);
  REQUIRE(std::holds_alternative<T>(reply->content));
  return std::get<T>(reply->content);
}

std::string register_reply(const std::string& parameters, const std::string& its_secret) {
  return R"({"op":"register","issuer":"a","account":"b","counter":0,"time":1800000000,"totp_period":30,)" +
         parameters + R"(,"totp_secret":")" + its_secret + "\"}";
}

bool is_refused(const decltype(Reply::content)& content) {
  const auto text = write_reply({noon, content});
  return !text && text.error().code == errc::invalid_argument;
}

}  // namespace

TEST_CASE("every reply comes back as it was written") {
  const auto preview = received(PreviewReply{"University of Example", "ada@example.ac.uk", true});
  CHECK(preview.issuer == "University of Example");
  CHECK(preview.account == "ada@example.ac.uk");
  CHECK(preview.is_move);

  const auto totp =
      TotpParameters::make(OtpParameters::make(OtpAlgorithm::sha256, 8).value(), std::chrono::seconds(60))
          .value();
  const auto added = received(RegisterReply{"Example", "ada", secret, totp, 3});
  CHECK(added.issuer == "Example");
  CHECK(added.account == "ada");
  CHECK(added.totp_secret == secret);
  CHECK(added.totp == totp);
  CHECK(added.counter == 3);

  for (const auto state : {AccountState::registering, AccountState::active, AccountState::suspended,
                           AccountState::registration_dropped, AccountState::moved}) {
    const auto inbox = received(InboxReply{state, 4, {"{\"a\":1}", std::string("\0\xFF", 2)}});
    CHECK(inbox.state == state);
    CHECK(inbox.counter == 4);
    CHECK(inbox.requests == std::vector<std::string>{"{\"a\":1}", std::string("\0\xFF", 2)});
  }
  received(AnswerReply{});
  CHECK(received(RotateKeyReply{5}).counter == 5);
  CHECK(received(SetPushAddressReply{6}).counter == 6);
  received(LeaveReply{});
  const auto move = received(AuthoriseMoveReply{7, secret, noon + Duration(300'000)});
  CHECK(move.counter == 7);
  CHECK(move.code == secret);
  CHECK(move.expires == noon + Duration(300'000));
}

TEST_CASE("a refusal comes back, with its time to wait rounded up to seconds") {
  for (const Refusal reason : all_refusals) CHECK(received(Refused{reason, {}}) == Refused{reason, {}});
  CHECK(received(Refused{Refusal::throttled, Duration(1)}).retry_after == Duration(1000));
  CHECK(received(Refused{Refusal::throttled, Duration(2000)}).retry_after == Duration(2000));
}

TEST_CASE("replies are written in these words") {
  CHECK(write(Refused{Refusal::clock_off, {}}) == R"({"refused":"clock_off","time":1800000000})");
  CHECK(write(PreviewReply{"Example", "ada", false}) ==
        R"({"account":"ada","issuer":"Example","move":false,"op":"preview","time":1800000000})");
  CHECK(
      write(RegisterReply{"Example", "ada", secret, {}, 0}) ==
      R"({"account":"ada","counter":0,"issuer":"Example","op":"register","time":1800000000,"totp_algorithm":"SHA1",)"
      R"("totp_digits":6,"totp_period":30,"totp_secret":"MTIzNDU2Nzg5MDEyMzQ1Njc4OTA"})");
  CHECK(write(InboxReply{AccountState::active, 2, {"{}"}}) ==
        R"({"counter":2,"op":"inbox","requests":["e30"],"state":"active","time":1800000000})");
}

TEST_CASE("a reply beyond its limits is not written") {
  CHECK(is_refused(PreviewReply{"", "ada", false}));
  CHECK(is_refused(PreviewReply{std::string(129, 'a'), "ada", false}));
  CHECK(is_refused(PreviewReply{"Example", std::string(257, 'a'), false}));
  CHECK(is_refused(PreviewReply{"Exam\nple", "ada", false}));
  CHECK(is_refused(RegisterReply{"Example", "ada", SecretBytes(15), {}, 0}));
  CHECK(is_refused(RegisterReply{"Example", "ada", SecretBytes(65), {}, 0}));
  CHECK(is_refused(RotateKeyReply{9'007'199'254'740'992}));
  CHECK(is_refused(InboxReply{AccountState::active, 0, std::vector<std::string>(17, "a")}));
  CHECK(is_refused(InboxReply{AccountState::active, 0, {""}}));
  CHECK(is_refused(InboxReply{AccountState::active, 0, {std::string(2049, 'a')}}));
  CHECK(is_refused(InboxReply{static_cast<AccountState>(9), 0, {}}));
  CHECK(is_refused(AuthoriseMoveReply{1, SecretBytes(13), noon}));
  CHECK(is_refused(Refused{static_cast<Refusal>(99), {}}));
  CHECK(!write_reply({from_unix_seconds(-1), AnswerReply{}}));
}

TEST_CASE("a reply that is malformed is refused") {
  const std::vector<std::string> table = {
      "",
      "<html>",
      "[]",
      "{}",
      R"({"time":1800000000})",
      R"({"op":"answer"})",
      R"({"op":"answer","time":"now"})",
      R"({"op":"answer","time":1800000000,"time":1800000000})",
      R"({"op":"pay","time":1800000000})",
      R"({"refused":7,"time":1800000000})",
      R"({"refused":"throttled","retry_after":-1,"time":1800000000})",
      R"({"op":"preview","issuer":"a\u0007","account":"b","move":false,"time":1800000000})",
      R"({"op":"preview","issuer":"a","account":"b","time":1800000000})",
      R"({"op":"inbox","counter":1,"requests":["e30="],"state":"active","time":1800000000})",
      R"({"op":"inbox","counter":1,"requests":[7],"state":"active","time":1800000000})",
      R"({"op":"inbox","counter":1,"requests":{},"state":"active","time":1800000000})",
      R"({"op":"inbox","counter":1,"requests":[],"state":"well","time":1800000000})",
      R"({"op":"authorise_move","counter":1,"code":"AA","expires":1800000000,"time":1800000000})",
      register_reply(R"("totp_algorithm":"MD5","totp_digits":6)", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA"),
      register_reply(R"("totp_algorithm":"SHA1","totp_digits":5)", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA"),
      register_reply(R"("totp_algorithm":"SHA1","totp_digits":6)", "MTIz"),
  };
  for (const std::string& text : table) {
    INFO(text);
    const auto reply = read_reply(text);
    REQUIRE(!reply);
    CHECK(reply.error().code == errc::invalid_message);
    CHECK_THAT(reply.error().message, !Catch::Matchers::Contains("MTIz"));
  }
  CHECK(read_reply(std::string(65'537, ' ')).error().code == errc::too_long);
}

TEST_CASE("a phone understands a server that is newer than itself") {
  const auto reply = read_reply(R"({"op":"answer","time":1800000000,"mood":{"is":["good"]}})");
  REQUIRE(reply);
  CHECK(std::holds_alternative<AnswerReply>(reply->content));
  const auto refusal = read_reply(R"({"refused":"full_moon","time":1800000000})");
  REQUIRE(refusal);
  CHECK(std::get<Refused>(refusal->content).reason == Refusal::unavailable);
}
