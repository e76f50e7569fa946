#include "counterfoil/codec/tenant_json.hpp"

#include <string>

#include "support/catch.hpp"

using namespace counterfoil;

namespace {

std::string refusal(const std::string& text) {
  const auto tenant = parse_tenant(text);
  if (tenant) return "accepted";
  if (tenant.error().code != errc::invalid_policy) return "another code";
  return tenant.error().message;
}

/// A tenant with `more` members.
std::string with(const std::string& more) {
  return R"({"id": "example", "issuer": "Example", )" + more + "}";
}

}  // namespace

TEST_CASE("a tenant with two username domains is read, each realm with its differences") {
  const auto tenant = parse_tenant(R"({
    "id": "example", "issuer": "University of Example", "language": "cy-GB",
    "policy": { "preset": "nist_800_63b_4", "totp": { "digits": 8 } },
    "realms": [
      { "domain": "example.ac.uk", "display_name": "Staff" },
      { "domain": "student.example.ac.uk",
        "policy": { "first_registration": { "rule": "access_pass" }, "totp": { "digits": 6 } } }
    ],
    "default_realm": "example.ac.uk"
  })");
  REQUIRE(tenant);
  CHECK(tenant->id().text() == "example");
  CHECK(tenant->issuer() == "University of Example");
  CHECK(tenant->language() == "cy-GB");
  CHECK(tenant->default_realm() == "example.ac.uk");
  CHECK(tenant->policy_of("example.ac.uk") == tenant->policy());
  const Policy students = tenant->policy_of("student.example.ac.uk");
  Policy expected = ValidPolicy::nist_800_63b_4();
  expected.first_registration.rule = FirstRegistration::access_pass;
  CHECK(students == expected);
  CHECK(tenant->policy()->totp.digits == 8);
  CHECK(tenant->realms()[1].display_name == "student.example.ac.uk");
}

TEST_CASE("only id and issuer are required") {
  const auto tenant = parse_tenant(R"({"id": "example", "issuer": "Example"})");
  REQUIRE(tenant);
  CHECK(tenant->language() == "en");
  CHECK(tenant->policy() == ValidPolicy::recommended());
  CHECK(tenant->realms().empty());
  CHECK(refusal(R"({"issuer": "Example"})") ==
        "id: expected 1 to 128 characters of ASCII without spaces, not \"\"");
  CHECK(refusal(R"({"id": "example"})").rfind("issuer: expected", 0) == 0);
  CHECK(refusal("{}").rfind("id: expected", 0) == 0);
}

TEST_CASE("an error in the policy of a realm has its whole path") {
  CHECK(refusal(with(R"("policy": {"guard": {"pause_after": 0}})")) ==
        "policy.guard.pause_after: expected a whole number from 1 to 20, not 0");
  CHECK(
      refusal(with(
          R"("realms": [{"domain": "a.example"}, {"domain": "b.example", "policy": {"totp": {"digits": 5}}}])")) ==
      "realms[1].policy.totp.digits: expected a whole number from 6 to 8, not 5");
  CHECK(refusal(with(R"("realms": [{"domain": "a.example", "policy": {"totp": {"digit": 5}}}])")) ==
        "realms[0].policy.totp.digit: expected a field that exists; did you mean \"digits\"?");
  CHECK(refusal(with(R"("realms": [{"domain": "a.example", "policy": []}])")) ==
        "realms[0].policy: expected an object, not an empty list");
}

TEST_CASE("the policy of a realm is checked together with the tenant's") {
  CHECK(refusal(with(R"("policy": {"totp": {"digits": 7, "steps_back": 2}},
                        "realms": [{"domain": "a.example", "policy": {"totp": {"steps_ahead": 3}}}])"))
            .rfind("realms[0].policy.totp.steps_back: expected at most 5 accepted steps", 0) == 0);
}

TEST_CASE("a realm starts from the tenant's policy and from no preset of its own") {
  CHECK(refusal(with(R"("realms": [{"domain": "a.example", "policy": {"preset": "recommended"}}])")) ==
        "realms[0].policy.preset: expected a field that exists");
}

TEST_CASE("what is no tenant is refused with the path") {
  CHECK(refusal("[]") == "JSON: expected an object, not an empty list");
  CHECK(refusal("nul").rfind("JSON: expected well-formed JSON", 0) == 0);
  CHECK(refusal(with(R"("realm": [])")) == "realm: expected a field that exists; did you mean \"realms\"?");
  CHECK(refusal(with(R"("issuer": "again")")) == "issuer: expected once, not twice");
  CHECK(refusal(with(R"("realms": {})")) == "realms: expected a list, not an object");
  CHECK(refusal(with(R"("realms": [7])")) == "realms[0]: expected an object, not 7");
  CHECK(refusal(with(R"("realms": [{}])")).rfind("realms[0].domain: expected a domain", 0) == 0);
  CHECK(refusal(with(R"("realms": [{"domain": 7}])")) == "realms[0].domain: expected a text, not 7");
  CHECK(refusal(with(R"("realms": [{"domain": "a.example", "display_name": null}])")) ==
        "realms[0].display_name: expected a text, not null");
  CHECK(refusal(with(R"("realms": [{"domain": "a.example", "name": "A"}])")) ==
        "realms[0].name: expected a field that exists");
  CHECK(refusal(with(R"("realms": [{"domain": "a.example"}, {"domain": "A.example"}])")) ==
        "realms[1].domain: expected a domain of its own");
  CHECK(refusal(with(R"("language": 7)")) == "language: expected a text, not 7");
  CHECK(refusal(with(R"("language": "english language")")).rfind("language: expected a language tag", 0) ==
        0);
  CHECK(refusal(with(R"("default_realm": "a.example")")) == "default_realm: expected one of the realms");
  CHECK(refusal(R"({"id": "a b", "issuer": "Example"})").rfind("id: expected", 0) == 0);
  CHECK(refusal(R"({"id": 7, "issuer": "Example"})") == "id: expected a text, not 7");
}

TEST_CASE("more realms than allowed are refused before they are read") {
  std::string realms;
  for (int i = 0; i < 101; ++i) realms += (i == 0 ? "" : ",") + std::string("{}");
  CHECK(refusal(with("\"realms\": [" + realms + "]")) == "realms: expected at most 100, not a list");
}
