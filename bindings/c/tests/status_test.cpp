#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <string>

#include "counterfoil.h"
#include "support/catch.hpp"
#include "support/enumerators.hpp"

TEST_CASE("Every error of C++ stands in the C header by its number and name") {
  std::ifstream file(std::string(COUNTERFOIL_SOURCE_DIR) + "/bindings/c/include/counterfoil_status.h");
  const std::string header((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto errors = counterfoil::testing::enumerators_of("include/counterfoil/base/error.hpp", "errc");
  REQUIRE(errors.size() > 40);
  for (const auto& [name, number] : errors) {
    std::string constant = "CFOIL_" + name;
    std::transform(constant.begin(), constant.end(), constant.begin(),
                   [](unsigned char c) { return std::toupper(c); });
    INFO(constant);
    CHECK(header.find("  " + constant + " = " + std::to_string(number)) != std::string::npos);
    CHECK(cfoil_status_name(number) == name);
  }
}

TEST_CASE("Statuses of C alone have names, and other numbers have none") {
  CHECK(cfoil_status_name(CFOIL_OK) == std::string("ok"));
  CHECK(cfoil_status_name(CFOIL_NOT_APPROVED) == std::string("not_approved"));
  CHECK(cfoil_status_name(CFOIL_APPLICATION_LAST) == std::string("application"));
  CHECK(cfoil_status_name(-1) == std::string("unknown"));
}

TEST_CASE("A destroy function and an accessor leave the last message") {
  CHECK(cfoil_random_bytes(nullptr, 1) == CFOIL_INVALID_ARGUMENT);
  cfoil_step_destroy(nullptr);
  (void)cfoil_step_ticket(nullptr);
  CHECK(cfoil_last_message() == std::string("bytes: NULL"));
  CHECK(cfoil_last_retry_after() == -1);
}
