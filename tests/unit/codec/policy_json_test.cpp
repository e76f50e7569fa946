#include <algorithm>
#include <random>
#include <set>

#include "counterfoil/codec/policy_json.hpp"
#include "model/policy_field.hpp"
#include "support/catch.hpp"
#include "unit/model/policy_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::policy_fixture;
using namespace std::chrono_literals;

TEST_CASE("both presets are valid and come back from their JSON") {
  for (const ValidPolicy& preset : {ValidPolicy::recommended(), ValidPolicy::nist_800_63b_4()}) {
    CHECK(ValidPolicy::check(*preset).has_value());
    const auto again = parse_policy(write_policy(preset).value());
    REQUIRE(again);
    CHECK(*again == preset);
  }
}

TEST_CASE("an empty object is the recommended preset") {
  CHECK(parse_policy("{}").value() == ValidPolicy::recommended());
  CHECK(parse_policy(R"({"preset": "recommended"})").value() == ValidPolicy{});
}

TEST_CASE("the preset is where the other fields start, wherever it stands") {
  const auto policy = parse_policy(R"({"guard": {"pause_after": 7}, "preset": "nist_800_63b_4"})");
  REQUIRE(policy);
  Policy expected = ValidPolicy::nist_800_63b_4();
  expected.guard.pause_after = 7;
  CHECK(**policy == expected);
}

TEST_CASE("a preset that does not exist is refused") {
  for (const char* preset : {R"("strict")", R"("")", "1", "null", "[]", R"("Recommended")"}) {
    CAPTURE(preset);
    const std::string message = refusal(R"({"preset": )" + std::string(preset) + "}");
    CHECK(message.rfind(R"(preset: expected "recommended" or "nist_800_63b_4", not )", 0) == 0);
  }
}

TEST_CASE("the JSON of a policy has every field and nothing else") {
  std::set<std::string> fields;
  for (const PolicyField& field : policy_fields()) fields.insert(std::string(field.path));
  const auto paths = leaves(nlohmann::ordered_json::parse(write_policy(ValidPolicy{}).value()));
  CHECK(std::set<std::string>(paths.begin(), paths.end()) == fields);
  CHECK(paths.size() == fields.size());
}

TEST_CASE("every value in the JSON of a policy is refused with its path when its type is another") {
  const auto whole = nlohmann::ordered_json::parse(write_policy(ValidPolicy{}).value());
  for (const std::string& path : leaves(whole)) {
    std::string pointer = "/" + path;
    std::replace(pointer.begin(), pointer.end(), '.', '/');
    for (const json& other : {json::object(), json(0.5), json::array({json::object()})}) {
      CAPTURE(path, other.dump());
      json changed = whole;
      changed[json::json_pointer(pointer)] = other;
      CHECK(refusal(changed.dump()).rfind(path, 0) == 0);
    }
  }
}

TEST_CASE("random valid policies come back from their JSON") {
  std::mt19937 random(7);  // NOLINT: a fixed seed makes the policies repeatable
  int valid = 0;
  for (int i = 0; i < 300; ++i) {
    json changes = json::object();
    const auto pick = [&](std::uint64_t min, std::uint64_t max) { return min + random() % (max - min + 1); };
    changes["totp"] = {{"digits", pick(6, 8)},
                       {"algorithm", std::array{"sha1", "sha256", "sha512"}[pick(0, 2)]}};
    changes["guard"] = {{"pause_after", pick(1, 20)}, {"first_pause", std::to_string(pick(30, 3600)) + "s"}};
    changes["deadlines"] = {{"operation", std::to_string(pick(100, 30000)) + "ms"}};
    changes["methods"] = {{"deny", pick(0, 1) == 0 ? json::array() : json::array({"phone", "email"})},
                          {"email_at_sign_in", pick(0, 1) == 0}};
    changes["recovery_codes"] = {{"disabled_at", pick(0, 1) == 0 ? json() : json(pick(10, 100))}};
    changes["known_browsers"] = {
        {"stands_for_second_factor", pick(0, 1) == 0 ? json() : json(std::to_string(pick(1, 30)) + "d")}};
    changes["password"] = {{"banned_words", json::array({"word" + std::to_string(pick(0, 99))})}};
    const auto policy = parse_policy(changes.dump());
    if (!policy) continue;
    ++valid;
    CHECK(parse_policy(write_policy(*policy).value()).value() == *policy);
  }
  CHECK(valid > 200);
}

TEST_CASE("laying JSON over a policy changes what it has and leaves the rest") {
  const auto base = parse_policy(R"({"totp": {"digits": 8, "period": "60s"}, "guard": {"pause_after": 7}})");
  REQUIRE(base);
  const auto policy = overlay_policy(*base, R"({"totp": {"digits": 7}, "methods": {"deny": ["email"]}})");
  REQUIRE(policy);
  Policy expected = *base;
  expected.totp.digits = 7;
  expected.methods.deny = {MethodKind::email};
  CHECK(**policy == expected);
  CHECK(overlay_policy(*base, "{}").value() == *base);
}

TEST_CASE("laying over replaces a list as a whole and can take an optional field back") {
  const auto base =
      overlay_policy(ValidPolicy::nist_800_63b_4(), R"({"methods": {"deny": ["email", "phone"]}})");
  REQUIRE(base);
  const auto policy =
      overlay_policy(*base, R"({"methods": {"deny": ["hotp"]}, "method_failures": {"disabled_at": null}})");
  REQUIRE(policy);
  CHECK((*policy)->methods.deny == MethodKinds{MethodKind::hotp});
  CHECK_FALSE((*policy)->method_failures.disabled_at.has_value());
}

TEST_CASE("what is laid over a policy is checked together with it") {
  const auto base = parse_policy(R"({"totp": {"digits": 7, "steps_back": 2}})");
  REQUIRE(base);
  CHECK(overlay_policy(*base, R"({"totp": {"steps_ahead": 2}})").has_value());
  CHECK_FALSE(overlay_policy(*base, R"({"totp": {"steps_ahead": 3}})").has_value());
  const auto preset = overlay_policy(*base, R"({"preset": "recommended"})");
  REQUIRE_FALSE(preset);
  CHECK(preset.error().message == "preset: expected a field that exists");
}

TEST_CASE("a field that does not exist is refused, with what may have been meant") {
  CHECK(refusal(R"({"gaurd": {}})") == "gaurd: expected a field that exists; did you mean \"guard\"?");
  CHECK(refusal(R"({"totp": {"digit": 6}})") ==
        "totp.digit: expected a field that exists; did you mean \"digits\"?");
  CHECK(refusal(R"({"password": {"argon2id": {"memory": 1}}})") ==
        "password.argon2id.memory: expected a field that exists");
  CHECK(refusal(R"({"": 1})") == "JSON: expected a field that exists");
  CHECK(refusal(R"({"totp": {"": 1}})") == "totp.: expected a field that exists");
  CHECK(refusal(R"({"totp.digits": 6})") == "totp.digits: expected a field that exists");
  CHECK(refusal(R"({"totp": {"digits": 6, "steps_back\u0000": 1}})").rfind("totp.steps_back\\u0000", 0) == 0);
}

TEST_CASE("a name in a message is neither long nor able to break the line") {
  const std::string message = refusal(json{{std::string(100000, 'x') + "\n", 1}}.dump());
  CHECK(message.size() < 300);
  CHECK(refusal(json{{"a\nb\x1b[31m", 1}}.dump()) == "a\\nb\\u001b[31m: expected a field that exists");
}

TEST_CASE("a name that stands twice is refused") {
  CHECK(refusal(R"({"totp": {"digits": 6, "digits": 8}})") == "totp.digits: expected once, not twice");
  CHECK(refusal(R"({"totp": {}, "guard": {}, "totp": {}})") == "totp: expected once, not twice");
  CHECK(refusal(R"({"totp": {"digits": 6}, "hotp": {"look_ahead": 1}, "sent_code": {"digits": 6}})") ==
        "accepted");
  CHECK(refusal(R"({"x": [{"a": 1}, {"a": 1, "a": 2}]})") == "x[1].a: expected once, not twice");
}

TEST_CASE("a group that is not an object is refused") {
  for (const char* value : {"1", "null", "[]", R"("totp")", "true"}) {
    CAPTURE(value);
    CHECK(refusal(R"({"totp": )" + std::string(value) + "}").rfind("totp: expected an object, not ", 0) == 0);
    CHECK(refusal(std::string(value)).rfind("JSON: expected an object, not ", 0) == 0);
  }
}

TEST_CASE("text that is not JSON is refused with line and column") {
  CHECK(refusal("{\n  \"totp\": {\n    \"digits\": 6,\n  }\n}") ==
        "JSON: expected well-formed JSON in UTF-8, not what stands at line 4, column 3");
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("{}{}"), std::string("{} x"), std::string("{'totp': 1}"),
        std::string("{\"totp\": 06}"), std::string("{\"totp\": NaN}"), std::string("{\"a\": \"\xFF\"}"),
        std::string("{}\0", 3), std::string("// no\n{}"), std::string("{\"a\": \"\xED\xA0\x80\"}"),
        std::string("{\"a\": \"\\ud800\"}"), std::string("[1,2"), std::string(1000, '{')}) {
    CAPTURE(text);
    CHECK(refusal(text).rfind("JSON: expected well-formed JSON in UTF-8", 0) == 0);
  }
  CHECK(refusal("{\"totp\": {\"digits\": 1e999}}").rfind("JSON: expected", 0) == 0);
}

TEST_CASE("text that is too long or too deep is refused cheaply") {
  CHECK(refusal(std::string(max_policy_json_size + 1, ' ')) ==
        "JSON: expected at most 1048576 bytes of text");
  CHECK(refusal(std::string(max_policy_json_size - 2, ' ') + "{}") == "accepted");
  std::string deep = "{\"totp\": ";
  deep += std::string(500000, '[');
  CHECK(refusal(deep).find("expected at most 8 objects and lists in each other") != std::string::npos);
  CHECK(refusal(R"({"totp": {"digits": [[[[[[1]]]]]]}})").rfind("totp.digits", 0) == 0);
}
