// docs/events.md: what is recorded, compared with what the operations of the table record.

#include <algorithm>
#include <map>
#include <set>

#include "counterfoil/model/notice.hpp"
#include "operations/documents.hpp"
#include "operations/observation.hpp"
#include "support/enumerators.hpp"

using namespace counterfoil;
using namespace counterfoil::operations;

namespace {

std::set<std::string> filled_fields(const Event& event) {
  std::set<std::string> fields;
  const auto note = [&](bool filled, const char* name) {
    if (filled) fields.insert(name);
  };
  note(event.factor.has_value(), "factor");
  note(event.method.has_value(), "method");
  note(event.session.has_value(), "session");
  note(!event.label.empty(), "label");
  note(!event.app.empty(), "app");
  note(!event.place.empty(), "place");
  note(!event.browser.empty(), "browser");
  note(!event.detail.empty(), "detail");
  note(event.known_browser, "known_browser");
  return fields;
}

std::set<std::string> names_in(const std::string& header, const std::string& enumeration) {
  std::set<std::string> names;
  for (const auto& entry : testing::enumerators_of(header, enumeration)) names.insert(entry.first);
  return names;
}

}  // namespace

TEST_CASE("every event type is described once, and the operations of the table record each of them") {
  std::map<std::string, std::set<std::string>> described;
  for (const EventEntry& entry : read_events_table()) {
    CAPTURE(entry.type);
    CHECK_FALSE(entry.when.empty());
    CHECK(described.emplace(entry.type, std::set(entry.body.begin(), entry.body.end())).second);
  }
  std::map<std::string, std::set<std::string>> recorded;
  for (const Observation& one : all_observations()) {
    for (const Event& event : one.observed.events) {
      recorded[std::string(name_of(event.type))].merge(filled_fields(event));
    }
  }
  std::set<std::string> types;
  for (const auto& [type, body] : described) {
    CAPTURE(type);
    types.insert(type);
    CHECK(recorded[type] == body);
  }
  CHECK(types == names_in("include/counterfoil/model/event.hpp", "EventType"));
}

TEST_CASE("every kind of notice is sent by an operation of the table") {
  std::set<std::string> sent;
  for (const Observation& one : all_observations()) {
    for (const NoticeKind kind : one.observed.notices) sent.insert(std::string(name_of(kind)));
  }
  CHECK(sent == names_in("include/counterfoil/model/notice.hpp", "NoticeKind"));
}

TEST_CASE("docs/events.md is what the operations record") {
  CHECK(is_current("docs/events.md", events_document()));
}
