#include "codec/account_summary.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "support/catch.hpp"
#include "support/documents.hpp"
#include "support/random_document.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using Json = nlohmann::json;

TEST_CASE("a summary tells kinds, states, the default, counts and times") {
  AccountDocument document = everyday_document();
  document.methods[1].suspended = true;
  document.privilege = 2;
  CHECK(Json::parse(summary_of(document)) == Json::parse(R"({
    "created": "2027-01-15T08:00:00Z", "last_sign_in": "2027-01-16T09:00:00Z", "state": "active", "privilege": 2,
    "password": "argon2id", "password_change_required": false, "second_factor": true, "recovery_open": false,
    "methods": {"totp": {"active": 3, "suspended": 1}, "recovery_codes": {"active": 1, "suspended": 0}},
    "default": "totp", "recovery_codes_left": 8, "known_browsers": 2, "sessions": 3})"));
}

TEST_CASE("a summary of an account with nothing has nothing") {
  const Json summary = Json::parse(summary_of(tombstone()));
  CHECK(summary["state"] == "deleted");
  CHECK(summary["last_sign_in"].is_null());
  CHECK(summary["default"].is_null());
  CHECK(summary["password"].is_null());
  CHECK(summary["methods"].empty());
}

TEST_CASE("a summary tells of methods of a newer version without their kind") {
  AccountDocument document = document_of_the_future();
  document.default_method = document.methods[1].id;
  const Json summary = Json::parse(summary_of(document));
  CHECK(summary["methods"]["unknown"]["active"] == 1);
  CHECK(summary["default"] == "unknown");
}

TEST_CASE("a summary has nothing personal: no name, text, id or sealed byte") {
  AccountDocument document = document_at_all_limits();
  document.state = AccountState::suspended;
  const Json summary = Json::parse(summary_of(document));
  static const std::set<std::string> words = {"argon2id", "suspended", "totp", "2027-01-15T08:00:00Z",
                                              "2027-01-16T09:00:00Z"};
  const std::function<void(const Json&)> walk = [&](const Json& value) {
    if (value.is_structured()) {
      for (const Json& inner : value) walk(inner);
    } else if (value.is_string()) {
      CHECK(words.count(value.get<std::string>()) == 1);
    } else {
      CHECK((value.is_boolean() || value.is_number_unsigned() || value.is_number_integer()));
    }
  };
  walk(summary);
  RandomDocuments documents(99);
  for (int i = 0; i < 200; ++i) {
    const std::string text = summary_of(documents.next());
    CHECK(text.size() < 600);
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; }));
  }
}
