#include <sstream>

#include "codec/policy_json.hpp"
#include "counterfoil/codec/policy_json.hpp"
#include "counterfoil/codec/tenant_json.hpp"
#include "model/policy_field.hpp"
#include "model/policy_rule.hpp"
#include "support/catch.hpp"
#include "support/written_page.hpp"

using namespace counterfoil;

// docs/policy.md is what document() returns. After a change of the policy, run this test once with
// COUNTERFOIL_WRITE_DOCS=1 in the environment and look at the difference.

namespace {

const char* const introduction = R"(# The policy

A policy holds every rule and number of a tenant. In C++ it is a `Policy`, in JSON an object; `ValidPolicy` is
one that was checked, and the only one the engine takes.

```json
{
  "preset": "recommended",
  "totp": { "digits": 8 },
  "guard": { "pause_after": 5, "first_pause": "2m" },
  "methods": { "deny": ["phone"] }
}
```

- `preset` is where the other fields start: `recommended` (when it is left out) or `nist_800_63b_4`. It is no
  promise: fields may weaken it within their ranges.
  The chance that guessing succeeds is limited by itself: see [threat-budget.md](threat-budget.md).
- A duration is a whole number and a unit: `"500ms"`, `"30s"`, `"10m"`, `"24h"`, `"180d"`; a day has 24 hours.
- Where a field may be `null`, that means never.
- A field that does not exist, a field twice, a wrong type, a number out of its range, and numbers that do not
  fit together are refused. The message has the path, what is allowed, and the value:
  `guard.pause_after: expected a whole number from 1 to 20, not 1000`.

63B is NIST SP 800-63B-4, ASVS is OWASP ASVS 5.0. A field without a source is this library's own number. "Strangers"
are browsers that are not known to the account. A dash stands where the preset does not differ.

How long a session may be idle is the host's matter: 63B §2.2.3 asks for at most one hour.

## Tenants and realms

A tenant has a name, a policy and, when its people have usernames in different domains, a realm for each domain.
The policy of a realm is the tenant's with the fields that the realm has: what does not stand there stays, and a
list is replaced as a whole. The result is checked as a whole.

```json
{
  "id": "example",
  "issuer": "University of Example",
  "policy": { "preset": "recommended" },
  "realms": [
    { "domain": "example.ac.uk", "display_name": "Staff" },
    {
      "domain": "student.example.ac.uk",
      "display_name": "Students",
      "policy": { "first_registration": { "rule": "access_pass" } }
    }
  ],
  "default_realm": "example.ac.uk"
}
```

A username belongs to the realm whose domain is the whole of what follows its `@`; a domain that is none of the
realms is not found. Without `@` it gets the domain of the default realm, or is refused where there is none. A
tenant without realms takes any username.
)";

std::string cell(const PolicyField& field, const Policy& policy) {
  const auto value = write_field(field, policy);
  if (std::holds_alternative<KindsField>(field.type)) {
    if (value.size() == all_method_kinds.size()) return "all";
    if (value.empty()) return "none";
  }
  return "`" + value.dump() + "`";
}

/// `totp` for `totp.digits`; empty for a field that stands by itself.
std::string group_of(const PolicyField& field) {
  const std::size_t dot = field.path.find('.');
  return dot == std::string_view::npos ? std::string() : std::string(field.path.substr(0, dot));
}

void add_group(std::ostringstream& text, const std::string& group) {
  const Policy recommended = ValidPolicy::recommended();
  const Policy nist = ValidPolicy::nist_800_63b_4();
  text << "\n### " << (group.empty() ? "Without a group" : "`" + group + "`");
  text << "\n\n| Field | recommended | nist_800_63b_4 | Allowed | What it is | Source "
          "|\n|---|---|---|---|---|---|\n";
  for (const PolicyField& field : policy_fields()) {
    if (group_of(field) != group) continue;
    const std::string first = cell(field, recommended);
    const std::string second = cell(field, nist);
    text << "| `" << field.path << "` | " << first << " | " << (first == second ? "–" : second) << " | "
         << allowed_values(field) << " | " << field.meaning << " | " << field.source << " |\n";
  }
}

std::string document() {
  std::ostringstream text;
  text << introduction << "\n## Fields\n";
  std::string group;
  for (const PolicyField& field : policy_fields()) {
    if (group_of(field) != group) {
      group = group_of(field);
      add_group(text, group);
    }
  }
  text << "\nThe names of methods: ";
  for (const MethodKind kind : all_method_kinds) {
    text << (kind == all_method_kinds.front() ? "`" : ", `") << name_of(kind) << "`";
  }
  text << ".\n\n## Rules between fields\n\n| Field | Has to be | Because |\n|---|---|---|\n";
  for (const PolicyRule& rule : policy_rules()) {
    text << "| `" << rule.path << "` | " << rule.expected << " | " << rule.reason << " |\n";
  }
  return text.str();
}

/// The JSON examples in the introduction.
std::vector<std::string> examples() {
  std::vector<std::string> all;
  const std::string text = introduction;
  const std::string begin = "```json\n";
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
    all.push_back(text.substr(at + begin.size(), text.find("```\n", at + 1) - at - begin.size()));
  }
  return all;
}

}  // namespace

TEST_CASE("the examples in docs/policy.md are accepted") {
  REQUIRE(examples().size() == 2);
  CHECK(parse_policy(examples()[0]).has_value());
  CHECK(parse_tenant(examples()[1]).has_value());
}

TEST_CASE("docs/policy.md lists every field and rule as they are") {
  CHECK(testing::written_page("docs/policy.md", document()) == document());
}
