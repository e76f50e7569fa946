#include "counterfoil/model/tenant.hpp"

#include <type_traits>

#include "model/display_text.hpp"
#include "support/catch.hpp"

using namespace counterfoil;

namespace {

/// A university with two username domains.
TenantDescription university() {
  Policy students;
  students.first_registration.rule = FirstRegistration::access_pass;
  TenantDescription tenant{TenantId::parse("example").value(), "University of Example"};
  tenant.realms = {{"example.ac.uk", "Staff"},
                   {"student.example.ac.uk", "Students", ValidPolicy::check(students).value()}};
  return tenant;
}

/// The message of the refusal of a description.
std::string refusal(const TenantDescription& description) {
  const auto tenant = TenantSettings::make(description);
  if (tenant) return "accepted";
  if (tenant.error().code != errc::invalid_policy) return "another code";
  return tenant.error().message;
}

template <class T>
std::string refusal(T TenantDescription::*member, T value) {
  TenantDescription description = university();
  description.*member = std::move(value);
  return refusal(description);
}

std::string refusal_of_domain(const std::string& domain) {
  TenantDescription description = university();
  description.realms[1].domain = domain;
  return refusal(description);
}

errc code_of(const TenantSettings& tenant, std::string_view username) {
  const auto resolved = tenant.resolve(username);
  REQUIRE_FALSE(resolved);
  return resolved.error().code;
}

}  // namespace

TEST_CASE("two username domains of one tenant are two realms, each with its policy") {
  const auto tenant = TenantSettings::make(university()).value();
  CHECK(tenant.resolve("jo@example.ac.uk").value() == RealmUsername{"jo@example.ac.uk", "example.ac.uk"});
  CHECK(tenant.resolve("jo@student.example.ac.uk").value() ==
        RealmUsername{"jo@student.example.ac.uk", "student.example.ac.uk"});
  CHECK(tenant.policy_of("example.ac.uk")->first_registration.rule == FirstRegistration::password_until);
  CHECK(tenant.policy_of("student.example.ac.uk")->first_registration.rule == FirstRegistration::access_pass);
}

TEST_CASE("a username is prepared before its realm is looked for") {
  const auto tenant = TenantSettings::make(university()).value();
  const RealmUsername expected{"jo@student.example.ac.uk", "student.example.ac.uk"};
  CHECK(tenant.resolve("JO@Student.Example.AC.UK").value() == expected);
  CHECK(tenant.resolve("ＪＯ＠student.example.ac.uk").value() == expected);
}

TEST_CASE("a domain that is none of the realms is not found") {
  const auto tenant = TenantSettings::make(university()).value();
  for (const char* username : {"jo@example.com", "jo@ac.uk", "jo@x.example.ac.uk", "jo@xexample.ac.uk",
                               "jo@example.ac.uk.", "jo@.example.ac.uk", "jo@", "jo@example.ac.uk.evil"}) {
    CAPTURE(username);
    CHECK(code_of(tenant, username) == errc::not_found);
  }
}

TEST_CASE("a username without a name, or with two domains, is refused") {
  const auto tenant = TenantSettings::make(university()).value();
  for (const char* username :
       {"@example.ac.uk", "@", "jo@evil@example.ac.uk", "jo@student.example.ac.uk@example.ac.uk", "",
        "jo smith@example.ac.uk", "jo"}) {
    CAPTURE(username);
    CHECK(code_of(tenant, username) == errc::invalid_username);
  }
  CHECK(code_of(tenant, "jo\xFF@example.ac.uk") == errc::invalid_utf8);
  CHECK(code_of(tenant, std::string(5000, 'x')) == errc::too_long);
}

TEST_CASE("a username without a domain gets that of the default realm") {
  TenantDescription description = university();
  description.default_realm = "Student.example.ac.uk";
  const auto tenant = TenantSettings::make(description).value();
  CHECK(tenant.default_realm() == "student.example.ac.uk");
  CHECK(tenant.resolve("Jo").value() == tenant.resolve("jo@student.example.ac.uk").value());
  CHECK(tenant.resolve("jo@example.ac.uk").value().realm == "example.ac.uk");
  CHECK(code_of(tenant, std::string(250, 'x')) == errc::too_long);
}

TEST_CASE("a tenant without realms takes any username under its own policy") {
  TenantDescription description{TenantId::parse("small").value(), "Small"};
  const auto tenant = TenantSettings::make(description).value();
  CHECK(tenant.resolve("Ada").value() == RealmUsername{"ada", ""});
  CHECK(tenant.resolve("ada@anywhere.example").value() == RealmUsername{"ada@anywhere.example", ""});
  CHECK(tenant.policy_of("") == tenant.policy());
  CHECK(code_of(tenant, "a b") == errc::invalid_username);
}

TEST_CASE("the policy of a realm that is gone is the tenant's") {
  TenantDescription description = university();
  description.policy = ValidPolicy::nist_800_63b_4();
  const auto tenant = TenantSettings::make(description).value();
  CHECK(tenant.policy_of("gone.example.ac.uk") == ValidPolicy::nist_800_63b_4());
  CHECK(tenant.find_realm("gone.example.ac.uk") == nullptr);
  REQUIRE(tenant.find_realm("student.example.ac.uk") != nullptr);
  CHECK(tenant.find_realm("student.example.ac.uk")->display_name == "Students");
}

TEST_CASE("domains are kept prepared, and a realm without a name is called by its domain") {
  TenantDescription description = university();
  description.realms = {{"EXAMPLE.ac.uk", ""}, {"Bücher.example", ""}};
  const auto tenant = TenantSettings::make(description).value();
  CHECK(tenant.realms()[0].domain == "example.ac.uk");
  CHECK(tenant.realms()[0].display_name == "example.ac.uk");
  CHECK(tenant.resolve("jo@BÜCHER.example").value().realm == "bücher.example");
}

TEST_CASE("what is no domain is refused with its path") {
  for (const std::string& domain :
       {std::string(), std::string("."), std::string(".example"), std::string("example."),
        std::string("exa..mple"), std::string("jo@example"), std::string("exam ple"), std::string("exa/mple"),
        std::string("exam_ple"), std::string("example\n"), std::string("example\0", 8), std::string("\xFF"),
        std::string(254, 'x'), std::string(5000, 'x')}) {
    CAPTURE(domain);
    CHECK(refusal_of_domain(domain) == "realms[1].domain: expected a domain such as student.example.ac.uk");
  }
  CHECK(refusal_of_domain(std::string(253, 'x')) == "accepted");
}

TEST_CASE("a domain that stands twice is refused, whatever its case") {
  CHECK(refusal_of_domain("EXAMPLE.ac.uk") == "realms[1].domain: expected a domain of its own");
}

TEST_CASE("a default realm that is none of the realms is refused") {
  CHECK(refusal(&TenantDescription::default_realm, std::string("example.com")) ==
        "default_realm: expected one of the realms");
  CHECK(refusal(&TenantDescription::default_realm, std::string("no domain")) ==
        "default_realm: expected a domain such as student.example.ac.uk");
  CHECK(refusal(&TenantDescription::default_realm, std::string("example.ac.uk")) == "accepted");
}

TEST_CASE("more realms than allowed are refused") {
  std::vector<Realm> realms;
  for (int i = 0; i < 100; ++i) realms.push_back({"r" + std::to_string(i) + ".example", ""});
  CHECK(refusal(&TenantDescription::realms, realms) == "accepted");
  realms.push_back({"last.example", ""});
  CHECK(refusal(&TenantDescription::realms, realms) == "realms: expected at most 100");
}

TEST_CASE("an issuer that an authenticator app could not show is refused") {
  for (const std::string& issuer :
       {std::string(), std::string("A: B"), std::string(" A"), std::string("A "), std::string("A\nB"),
        std::string("A\x7F"), std::string("\xFF"), std::string(129, 'x'), std::string("A\0B", 3)}) {
    CAPTURE(issuer);
    CHECK(refusal(&TenantDescription::issuer, issuer).rfind("issuer: expected", 0) == 0);
  }
  CHECK(refusal(&TenantDescription::issuer, std::string(128, 'x')) == "accepted");
  CHECK(refusal(&TenantDescription::issuer, std::string("Université d’Été 🎓")) == "accepted");
}

TEST_CASE("a realm's name that could not be shown on one line is refused") {
  TenantDescription description = university();
  description.realms[1].display_name = "Stu\ndents";
  CHECK(refusal(description) == "realms[1].display_name: expected a name on one line");
}

TEST_CASE("language tags are checked for their form") {
  for (const char* tag : {"en", "cy-GB", "zh-Hant-TW", "de-1996", "sr-Latn-RS", "i18n"}) {
    CAPTURE(tag);
    const bool fits = std::string(tag) != "i18n";
    CHECK((refusal(&TenantDescription::language, std::string(tag)) == "accepted") == fits);
  }
  for (const char* tag : {"", "e", "-en", "en-", "en--GB", "en_GB", "1a", "abcdefghi", "en-abcdefghi", "e-GB",
                          "en GB", "en-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q"}) {
    CAPTURE(tag);
    CHECK(refusal(&TenantDescription::language, std::string(tag)).rfind("language: expected", 0) == 0);
  }
}

TEST_CASE("tenant settings that were not checked cannot be made") {
  CHECK_FALSE(std::is_constructible_v<TenantSettings, TenantDescription>);
  CHECK_FALSE(std::is_default_constructible_v<TenantSettings>);
}

TEST_CASE("text to show has no control character, line end or direction override") {
  for (const char* text : {"a", "Ärzte", "日本", "a b", "\xE2\x80\xA7", "\xE2\x81\xA5", "\xE2\x81\xAA",
                           "\xC2\xA0", "\xE2\x80\xAF", "עברית"}) {
    CAPTURE(text);
    CHECK(is_display_text(text, 20));
  }
  for (const char* text :
       {"", " a", "a ", "\t", "a\x01", "\xC2\x80", "\xC2\x9F", "a\xE2\x80\xA8", "\xE2\x80\xAE",
        "\xE2\x81\xA6", "\xE2\x81\xA9", "a\xE2\x80", "123456789012345678901"}) {
    CAPTURE(text);
    CHECK_FALSE(is_display_text(text, 20));
  }
}
