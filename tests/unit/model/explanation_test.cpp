#include "counterfoil/model/explanation.hpp"

#include "support/catch.hpp"
#include "support/enumerators.hpp"
#include "support/sentences.hpp"

using namespace counterfoil;
using counterfoil::testing::enumerators_of;
using counterfoil::testing::fault_of_sentences;

TEST_CASE("every reason has plain sentences of its own, with and without its parameters") {
  const std::vector<std::pair<std::string, std::string>> parameters = {
      {"seconds", "90"}, {"minutes", "10"}, {"limit", "5"}};
  std::vector<std::string> sentences;
  for (const auto& [name, number] : enumerators_of("include/counterfoil/model/explanation.hpp", "Reason")) {
    const Reason reason = static_cast<Reason>(number);
    for (const Explanation& explanation : {explain(reason), explain(reason, parameters)}) {
      CHECK(explanation.reason == reason);
      CHECK(fault_of_sentences(explanation.sentence) == "");
    }
    CHECK(explain(reason, parameters).parameters == parameters);
    sentences.push_back(explain(reason).sentence);
  }
  std::sort(sentences.begin(), sentences.end());
  CHECK(std::adjacent_find(sentences.begin(), sentences.end()) == sentences.end());
}

TEST_CASE("whatever is withheld says what can be done") {
  for (const auto& [name, number] : enumerators_of("include/counterfoil/model/explanation.hpp", "Reason")) {
    if (number < 20) continue;
    const std::string sentence = explain(static_cast<Reason>(number)).sentence;
    const bool helps =
        sentence.find("Choose") != std::string::npos || sentence.find("Add") != std::string::npos ||
        sentence.find("Ask") != std::string::npos || sentence.find("Confirm") != std::string::npos ||
        sentence.find("Remove") != std::string::npos;
    INFO(sentence);
    CHECK(helps);
  }
}

TEST_CASE("a wait is told in the largest fitting unit and never as less than it is") {
  const auto wait = [](const char* unit, const char* number) {
    const std::string sentence = explain(Reason::paused, {{unit, number}}).sentence;
    return sentence.substr(sentence.find("again") + 6);
  };
  CHECK(wait("seconds", "1") == "in 1 second.");
  CHECK(wait("seconds", "119") == "in 119 seconds.");
  CHECK(wait("seconds", "120") == "in 2 minutes.");
  CHECK(wait("seconds", "121") == "in 3 minutes.");
  CHECK(wait("seconds", "7200") == "in 120 minutes.");
  CHECK(wait("seconds", "7201") == "in 3 hours.");
  CHECK(wait("hours", "1") == "in 1 hour.");
  CHECK(wait("hours", "24") == "in 24 hours.");
}

TEST_CASE("a parameter that is no number is left out of the sentence") {
  for (const char* text : {"", "-3", "4x", "five", "99999999999999999999"}) {
    CHECK(explain(Reason::paused, {{"seconds", text}}).sentence == explain(Reason::paused).sentence);
    CHECK(explain(Reason::limit_reached, {{"limit", text}}).sentence ==
          explain(Reason::limit_reached).sentence);
  }
}

TEST_CASE("a number that is no reason still gives a sentence that helps") {
  CHECK(fault_of_sentences(explain(static_cast<Reason>(4711)).sentence) == "");
}
