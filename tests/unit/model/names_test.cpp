#include <set>
#include <string>

#include "counterfoil/model/event.hpp"
#include "counterfoil/model/explanation.hpp"
#include "counterfoil/model/factor.hpp"
#include "counterfoil/model/notice.hpp"
#include "support/catch.hpp"
#include "support/enumerators.hpp"

using namespace counterfoil;
using counterfoil::testing::enumerators_of;

namespace {

template <class Enumeration>
void check_names(const std::string& header, const std::string& enumeration, std::size_t at_least) {
  const auto enumerators = enumerators_of("include/counterfoil/model/" + header, enumeration);
  CHECK(enumerators.size() >= at_least);
  std::set<int> numbers;
  for (const auto& [name, number] : enumerators) {
    CHECK(numbers.insert(number).second);
    CHECK(name_of(static_cast<Enumeration>(number)) == name);
  }
  CHECK(name_of(static_cast<Enumeration>(0)) == "unknown");
  CHECK(name_of(static_cast<Enumeration>(250)) == "unknown");
}

}  // namespace

TEST_CASE("every stored number of the model has its own name, as it is written in its header") {
  check_names<FactorKind>("factor.hpp", "FactorKind", 4);
  check_names<EventType>("event.hpp", "EventType", 37);
  check_names<NoticeKind>("notice.hpp", "NoticeKind", 17);
  check_names<Reason>("explanation.hpp", "Reason", 16);
}
