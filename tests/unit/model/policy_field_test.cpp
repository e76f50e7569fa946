#include "model/policy_field.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "model/duration_text.hpp"
#include "support/catch.hpp"
#include "unit/model/policy_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::policy_fixture;

namespace {

/// A value and whether the field takes it.
struct Sample {
  json value;
  bool allowed;
};

std::vector<Sample> counts(std::uint32_t min, std::uint32_t max) {
  std::vector<Sample> samples = {{max + 1, false},
                                 {min, true},
                                 {max, true},
                                 {-1, false},
                                 {4294967296, false},
                                 {1e300, false},
                                 {min + 0.5, false},
                                 {"", false},
                                 {std::to_string(min), false},
                                 {true, false},
                                 {json::array({min}), false}};
  if (min > 0) samples.push_back({min - 1, false});
  return samples;
}

std::vector<Sample> durations(Duration min, Duration max, Duration granule) {
  std::vector<Sample> samples = {{duration_text(min), true},
                                 {duration_text(max), true},
                                 {duration_text(min - granule), false},
                                 {duration_text(max + granule), false},
                                 {min.count(), false},
                                 {"", false},
                                 {"10 m", false},
                                 {"PT10M", false},
                                 {true, false},
                                 {json::array(), false}};
  if (granule > Duration(1)) samples.push_back({duration_text(min + Duration(1)), false});
  return samples;
}

struct Samples {
  std::vector<Sample> operator()(const CountField& field) const {
    auto samples = counts(field.min, field.max);
    samples.push_back({nullptr, false});
    return samples;
  }
  std::vector<Sample> operator()(const OptionalCountField& field) const {
    auto samples = counts(field.min, field.max);
    samples.push_back({nullptr, true});
    return samples;
  }
  std::vector<Sample> operator()(const CountChoiceField& field) const {
    std::vector<Sample> samples = {{-1, false}, {"", false}, {true, false}, {nullptr, false}};
    for (std::uint32_t count = 0; count <= 10; ++count) {
      const auto& counts = field.counts;
      const bool allowed = std::find(counts.begin(), counts.end(), count) != counts.end();
      samples.push_back({count, allowed});
      samples.push_back({std::to_string(count), false});
    }
    return samples;
  }
  std::vector<Sample> operator()(const DurationField& field) const {
    auto samples = durations(field.min, field.max, field.granule);
    samples.push_back({nullptr, false});
    return samples;
  }
  std::vector<Sample> operator()(const OptionalDurationField& field) const {
    auto samples = durations(field.min, field.max, field.granule);
    samples.push_back({nullptr, true});
    return samples;
  }
  std::vector<Sample> operator()(const SwitchField&) const {
    return {{true, true}, {false, true}, {0, false}, {1, false}, {"true", false}, {nullptr, false}};
  }
  std::vector<Sample> operator()(const ChoiceField& field) const {
    std::vector<Sample> samples = {{"", false}, {"none", false}, {1, false}, {nullptr, false}};
    for (const auto name : field.names) {
      samples.push_back({name, true});
      samples.push_back({std::string(name) + " ", false});
    }
    return samples;
  }
  std::vector<Sample> operator()(const KindsField& field) const {
    return {{json::array(), field.may_be_empty},
            {{"totp"}, true},
            {{"totp", "passkey", "access_pass"}, true},
            {{"totp", "totp"}, false},
            {{"Totp"}, false},
            {{"totp", 1}, false},
            {{"password"}, false},
            {"totp", false},
            {nullptr, false}};
  }
  std::vector<Sample> operator()(const WordsField&) const {
    return {{json::array(), true},
            {{"contoso", "blank"}, true},
            {{"été!"}, true},
            {{"été"}, false},
            {{"abc"}, false},
            {{std::string(64, 'x')}, true},
            {{std::string(65, 'x')}, false},
            {{"contoso", "contoso"}, false},
            {{"contoso", 4}, false},
            {"contoso", false},
            {nullptr, false}};
  }
};

std::string file_text(const std::string& path) {
  std::ifstream file(std::string(COUNTERFOIL_SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The type and the name of the member that a line of a struct declares: "  Duration lifetime = …;".
std::optional<std::pair<std::string, std::string>> member_in(const std::string& line) {
  if (!line.starts_with("  ") || std::isalpha(static_cast<unsigned char>(line[2])) == 0) return std::nullopt;
  const std::size_t space = std::min(line.find(' ', 2), line.size() - 1);
  const std::size_t end = std::min(line.find_first_of(" ({;", space + 1), line.size());
  const std::string rest = line.substr(end);
  if (!rest.starts_with(" =") && !rest.starts_with("{") && !rest.starts_with(";")) return std::nullopt;
  return std::pair(line.substr(2, space - 2), line.substr(space + 1, end - space - 1));
}

/// Type and name of each member of each struct in a header.
std::map<std::string, std::vector<std::pair<std::string, std::string>>> members_of(
    const std::string& header) {
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> structs;
  std::istringstream lines(header);
  std::string current;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("struct ") && line.ends_with(" {")) current = line.substr(7, line.size() - 9);
    if (line == "};") current.clear();
    const auto member = member_in(line);
    if (!current.empty() && member) structs[current].push_back(*member);
  }
  return structs;
}

}  // namespace

TEST_CASE("every member of the policy's structs is a field, and every field is a member") {
  const auto structs = members_of(file_text("include/counterfoil/model/policy.hpp") +
                                  file_text("include/counterfoil/crypto/password_hash.hpp"));
  std::set<std::string> members;
  const std::function<void(const std::string&, const std::string&)> collect = [&](const std::string& type,
                                                                                  const std::string& path) {
    const auto found = structs.find(type);
    if (found == structs.end()) {
      members.insert(path);
      return;
    }
    for (const auto& [member_type, name] : found->second) {
      collect(member_type, joined(path, name));
    }
  };
  collect("Policy", "");
  std::set<std::string> fields;
  for (const PolicyField& field : policy_fields()) CHECK(fields.insert(std::string(field.path)).second);
  CHECK(members.size() > 80);
  CHECK(fields == members);
}

TEST_CASE("every field has a meaning and words for what it takes") {
  for (const PolicyField& field : policy_fields()) {
    CAPTURE(field.path);
    CHECK_FALSE(field.meaning.empty());
    CHECK_FALSE(allowed_values(field).empty());
    CHECK(find_policy_field(field.path) == &field);
  }
  CHECK(find_policy_field("totp") == nullptr);
  CHECK(find_policy_field("") == nullptr);
}

TEST_CASE("every field takes the ends of its range and refuses what lies beyond or is of another type") {
  for (const PolicyField& field : policy_fields()) {
    for (const Sample& sample : std::visit(Samples{}, field.type)) {
      const std::string path(field.path);
      CAPTURE(path, sample.value.dump());
      const std::string message = refusal(only(path, sample.value));
      // An allowed value may still break a rule between fields; then the message says why.
      const bool in_range = message == "accepted" || message.find(", because ") != std::string::npos;
      CHECK(in_range == sample.allowed);
      if (in_range) continue;
      CHECK(message.rfind(path, 0) == 0);
      CHECK(message.find(": expected " + allowed_values(field) + ", not ") != std::string::npos);
    }
  }
}

TEST_CASE("a value that is refused is told, shortened") {
  CHECK(refusal(R"({"guard": {"pause_after": 1000}})") ==
        "guard.pause_after: expected a whole number from 1 to 20, not 1000");
  CHECK(refusal(R"({"guard": {"first_pause": "2h"}})") ==
        "guard.first_pause: expected a duration from 30s to 1h in whole seconds, not \"2h\"");
  CHECK(refusal(R"({"suggested_way": "weakest"})") ==
        R"(suggested_way: expected "strongest" or "chosen_default", not "weakest")");
  CHECK(refusal(R"({"methods": {"allow": []}})") ==
        "methods.allow: expected a list that is not empty of different names of methods, not an empty list");
  CHECK(refusal(R"({"methods": {"allow": ["totp", "fax"]}})") ==
        R"(methods.allow[1]: expected a list that is not empty of different names of methods, not "fax")");
  CHECK(refusal(R"({"password": {"argon2id": {"memory_kib": {}}}})") ==
        "password.argon2id.memory_kib: expected a whole number from 19456 to 1048576, not an object");
  CHECK(refusal(R"({"number_matching": {"digits": 4}})") == "number_matching.digits: expected 2 or 6, not 4");
  const std::string message = refusal(only("totp.algorithm", std::string(5000, 'x')));
  CHECK(message.size() < 200);
  CHECK(message.find("…") != std::string::npos);
}

TEST_CASE("a policy made in code is held to the same ranges") {
  CHECK(refusal([](Policy& p) { p.totp.digits = 5; }) ==
        "totp.digits: expected a whole number from 6 to 8, not 5");
  CHECK(refusal([](Policy& p) { p.number_matching.digits = 3; }) ==
        "number_matching.digits: expected 2 or 6, not 3");
  CHECK(refusal([](Policy& p) { p.lifetimes.ticket = Duration(-1); }) ==
        "lifetimes.ticket: expected a duration from 2m to 30m in whole seconds, not \"-1ms\"");
  CHECK(refusal([](Policy& p) { p.lifetimes.ticket = Duration::min(); }).rfind("lifetimes.ticket", 0) == 0);
  CHECK(refusal([](Policy& p) { p.password.keeper = static_cast<PasswordKeeper>(0); }) ==
        R"(password.keeper: expected "library" or "host", not 0)");
  CHECK(refusal([](Policy& p) { p.password.keeper = static_cast<PasswordKeeper>(3); }) ==
        R"(password.keeper: expected "library" or "host", not 3)");
  CHECK(refusal([](Policy& p) { p.methods.allow = {}; }).rfind("methods.allow", 0) == 0);
  CHECK(refusal([](Policy& p) {
          p.password.banned_words = {"\xFF\xFE\xFF\xFE"};
        }).rfind("password.banned_words", 0) == 0);
  CHECK(refusal([](Policy& p) {
          p.password.banned_words.assign(201, "word");
        }).rfind("password.banned_words", 0) == 0);
  CHECK(refusal([](Policy& p) {
          p.recovery_codes.disabled_at = 101;
        }).rfind("recovery_codes.disabled_at", 0) == 0);
}
