#include "counterfoil/phone/region.hpp"

#include <new>

#include "base/out_of_memory.hpp"
#include "phone/numbering_plan.hpp"

namespace counterfoil {

Result<Region> Region::parse(std::string_view text) try {
  if (auto loaded = detail::load_numbering_plans(); !loaded) return std::move(loaded).error();
  if (text.size() == 2 && detail::is_planned_region(text)) return Region({text[0], text[1]});
  if (text == "UK") return Error(errc::invalid_argument, "region: the United Kingdom's code is GB, not UK");
  return Error(errc::invalid_argument,
               "region: expected the two upper-case letters of a country with telephone numbers, such as GB");
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
