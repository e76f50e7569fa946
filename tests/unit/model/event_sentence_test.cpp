#include <algorithm>

#include "counterfoil/model/event.hpp"
#include "support/catch.hpp"
#include "support/enumerators.hpp"
#include "support/sentences.hpp"

using namespace counterfoil;
using counterfoil::testing::enumerators_of;
using counterfoil::testing::fault_of_sentences;

namespace {

Event event_of(EventType type) {
  Event event{1, type, Timestamp{}};
  event.app = "Library catalogue";
  event.browser = "Firefox on Windows";
  event.place = "Bristol";
  event.label = "My phone";
  return event;
}

std::string sentence(EventType type, FactorKind factor, const std::string& detail = {}) {
  Event event = event_of(type);
  event.factor = factor;
  event.detail = detail;
  return sentence_of(event);
}

const auto event_types = enumerators_of("include/counterfoil/model/event.hpp", "EventType");

}  // namespace

TEST_CASE("every event type has plain sentences, with all details, without any, and erased") {
  for (const auto& [name, number] : event_types) {
    const auto type = static_cast<EventType>(number);
    std::vector<Event> events = {event_of(type), Event{1, type, Timestamp{}},
                                 Event{1, type, Timestamp{}, true}};
    for (const FactorKind factor : {FactorKind::password, FactorKind::host_proved, FactorKind::totp,
                                    FactorKind::recovery_code, static_cast<FactorKind>(99)}) {
      events.push_back(event_of(type));
      events.back().factor = factor;
    }
    for (const Event& event : events) {
      INFO(name);
      CHECK(fault_of_sentences(sentence_of(event)) == "");
      CHECK(sentence_of(event) != "Something else happened.");
    }
  }
}

TEST_CASE("no two event types read the same") {
  std::vector<std::string> sentences;
  for (const auto& [name, number] : event_types) {
    sentences.push_back(sentence_of(event_of(static_cast<EventType>(number))));
  }
  std::sort(sentences.begin(), sentences.end());
  const auto same = std::adjacent_find(sentences.begin(), sentences.end());
  CHECK((same == sentences.end() ? "" : *same) == "");
}

TEST_CASE("an event reads as a person would tell it") {
  CHECK(sentence(EventType::signed_in, FactorKind::totp) ==
        "You signed in to Library catalogue with Firefox on Windows near Bristol, using a code app.");
  CHECK(sentence(EventType::method_added, FactorKind::totp) ==
        "You added the code app \u201CMy phone\u201D with Firefox on Windows near Bristol.");
  CHECK(sentence(EventType::method_added, FactorKind::recovery_code) ==
        "You added recovery codes with Firefox on Windows near Bristol.");
  CHECK(sentence(EventType::factor_refused, FactorKind::totp, "code_mismatch") ==
        "A code for \u201CMy phone\u201D, entered with Firefox on Windows near Bristol, didn't match.");
  CHECK(
      sentence(EventType::factor_refused, FactorKind::totp, "code_replayed") ==
      "A code for \u201CMy phone\u201D, entered with Firefox on Windows near Bristol, had been used before.");
  CHECK(sentence(EventType::sign_in_refused, FactorKind::totp, "suspended") ==
        "A sign-in to Library catalogue with Firefox on Windows near Bristol was stopped, since the account "
        "was "
        "suspended.");
  CHECK(sentence(EventType::registration_ended, FactorKind::totp, "cancelled") ==
        "You stopped adding \u201CMy phone\u201D.");
}

TEST_CASE("an event whose body was erased says so, and no more than its type") {
  CHECK(sentence_of(Event{7, EventType::signed_in, Timestamp{}, true}) ==
        "You signed in. The details were erased.");
}

TEST_CASE("an event type of a newer version gives a sentence") {
  CHECK(sentence_of(Event{7, static_cast<EventType>(4711), Timestamp{}}) == "Something else happened.");
}
