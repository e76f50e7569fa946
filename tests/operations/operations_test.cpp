// The one table of operations: every operation in every state that matters to it. After a change of the engine or
// of operations.txt, run this program once with COUNTERFOIL_WRITE_DOCS=1 in the environment: it writes
// docs/operations.md and docs/events.md. Look at the difference.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "operations/documents.hpp"
#include "operations/observation.hpp"

using namespace counterfoil;
using namespace counterfoil::operations;

namespace {

/// The public functions of a class in a header of the engine, by their names.
std::set<std::string> functions_of(const std::string& door, const std::string& header) {
  std::ifstream file(std::string(COUNTERFOIL_SOURCE_DIR) + "/include/counterfoil/engine/" + header);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto begin = text.find("class COUNTERFOIL_API " + door + " {");
  const auto end = text.find(" private:", begin);
  REQUIRE(begin != std::string::npos);
  const std::string body = text.substr(begin, end - begin);
  const std::regex declaration(R"(\n  Result<[^;]*?> (\w+)\()");
  std::set<std::string> names;
  for (auto found = std::sregex_iterator(body.begin(), body.end(), declaration);
       found != std::sregex_iterator(); ++found) {
    names.insert(door + "::" + (*found)[1].str());
  }
  return names;
}

std::set<std::string> functions_of_doors() {
  std::set<std::string> all = functions_of("SignIn", "sign_in.hpp");
  all.merge(functions_of("SecurityInfo", "security_info.hpp"));
  all.merge(functions_of("Accounts", "accounts.hpp"));
  all.merge(functions_of("Devices", "devices.hpp"));
  return all;
}

}  // namespace

TEST_CASE("every operation leads to, costs and tells what the table says, in every state") {
  for (const Observation& one : all_observations()) {
    INFO(one.operation << "\n  table: " << text_of(one.expected)
                       << "\n  found: " << text_of(one.observed.row));
    CHECK(one.observed.row == one.expected);
  }
}

TEST_CASE("every function of the doors has rows in the table, and the table has no other") {
  std::set<std::string> in_table;
  for (const Section& section : read_table()) {
    CAPTURE(section.operation);
    CHECK_FALSE(section.rows.empty());
    CHECK_FALSE(section.description.empty());
    if (section.operation.find('*') == std::string::npos) {
      in_table.insert(section.operation.substr(0, section.operation.find(' ')));
    }
  }
  const auto functions = functions_of_doors();
  CHECK(functions.size() >= 40);
  CHECK(in_table == functions);
}

TEST_CASE("no state of the table stands twice under an operation, and none is left unused") {
  std::set<std::string> used;
  for (const Section& section : read_table()) {
    std::set<std::string> here;
    for (const Line& row : section.rows) {
      CAPTURE(section.operation, row.state);
      CHECK(here.insert(row.state).second);
      CHECK(all_states().count(row.state) == 1);
      used.insert(row.state);
    }
  }
  for (const auto& entry : all_states()) {
    CAPTURE(entry.first);
    CHECK(used.count(entry.first) == 1);
  }
}

TEST_CASE("docs/operations.md is what the table says") {
  CHECK(is_current("docs/operations.md", operations_document()));
}
