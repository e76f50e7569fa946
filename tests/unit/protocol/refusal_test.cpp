#include "counterfoil/protocol/refusal.hpp"

#include <set>

#include "support/catch.hpp"
#include "support/enumerators.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;
using namespace counterfoil::testing;

TEST_CASE("every refusal has a name, a sentence and an error of its own kind") {
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  for (const Refusal refusal : all_refusals) {
    CHECK(names.insert(name_of(refusal)).second);
    CHECK(sentences.insert(sentence_of(refusal)).second);
    CHECK(!name_of(refusal).empty());
    const Error error = error_of({refusal, Duration(5000)});
    CHECK(error.message == sentence_of(refusal));
    CHECK(error.retry_after == Duration(5000));
  }
  CHECK(name_of(static_cast<Refusal>(99)).empty());
  CHECK(error_of({static_cast<Refusal>(99), {}}).code == errc::provider_failed);
}

TEST_CASE("an invalid signature and an unknown device are the same to the sender") {
  const Refused foreign = refused(Error(errc::signature_mismatch, "another key"));
  CHECK(foreign == refused(Error(errc::not_found, "no such device")));
  CHECK(foreign == refused(Error(errc::revoked, "removed")));
  CHECK(foreign == Refused{Refusal::unknown_device, {}});
}

TEST_CASE("errors become what the phone may know") {
  CHECK(refused(Error(errc::invalid_message, "")).reason == Refusal::malformed);
  CHECK(refused(Error(errc::too_long, "")).reason == Refusal::malformed);
  CHECK(refused(Error(errc::clock_skewed, "")).reason == Refusal::clock_off);
  CHECK(refused(Error(errc::code_replayed, "")).reason == Refusal::counter_used);
  CHECK(refused(Error(errc::expired, "")).reason == Refusal::request_over);
  CHECK(refused(Error(errc::already_exists, "")).reason == Refusal::already_registered);
  CHECK(refused(Error(errc::wrong_state, "")).reason == Refusal::answered_already);
  CHECK(refused(Error(errc::code_mismatch, "")).reason == Refusal::wrong_number);
  CHECK(refused(Error(errc::throttled, "", Duration(1500))) == Refused{Refusal::throttled, Duration(1500)});
  CHECK(refused(Error(errc::suspended, "")).reason == Refusal::suspended);
  for (const auto& [name, number] : enumerators_of("include/counterfoil/base/error.hpp", "errc")) {
    INFO(name);
    const auto code = static_cast<errc>(number);
    if (kind_of(code) == ErrorKind::environment)
      CHECK(refused(Error(code, "")).reason == Refusal::unavailable);
  }
}

TEST_CASE("a refusal read back as an error becomes the same refusal again, but for what looks alike") {
  for (const Refusal refusal : all_refusals) {
    INFO(name_of(refusal));
    const Refusal again = refused(error_of({refusal, {}})).reason;
    CHECK(again == (refusal == Refusal::registration_over ? Refusal::request_over : refusal));
  }
}
