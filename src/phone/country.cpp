#include "counterfoil/phone/country.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "base/out_of_memory.hpp"
#include "phone/numbering_plan.hpp"

namespace counterfoil {

namespace {

std::string english_name(const std::string& region_code) {
  icu::UnicodeString name;
  icu::Locale("", region_code.c_str()).getDisplayCountry(icu::Locale::getEnglish(), name);
  std::string text;
  name.toUTF8String(text);
  return text;
}

Result<std::unique_ptr<icu::Collator>> english_order() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(icu::Locale::getEnglish(), status));
  if (U_FAILURE(status)) return Error(errc::provider_failed, "countries: ICU has no English collation");
  return collator;
}

void sort_by_name(std::vector<Country>& countries, const icu::Collator& order) {
  const auto precedes = [&order](const Country& left, const Country& right) {
    UErrorCode status = U_ZERO_ERROR;
    return order.compareUTF8(left.name, right.name, status) == UCOL_LESS;
  };
  std::sort(countries.begin(), countries.end(), precedes);
}

Result<std::vector<Country>> make_countries() {
  auto planned = detail::planned_regions();
  if (!planned) return std::move(planned).error();
  auto order = english_order();
  if (!order) return std::move(order).error();
  std::vector<Country> countries;
  countries.reserve(planned->size());
  for (detail::PlannedRegion& entry : *planned) {
    auto region = Region::parse(entry.code);
    if (!region) return std::move(region).error();
    countries.push_back(
        Country{*region, english_name(entry.code), entry.calling_code, std::move(entry.example)});
  }
  sort_by_name(countries, **order);
  return countries;
}

}  // namespace

Result<std::span<const Country>> countries() try {
  if (auto loaded = detail::load_numbering_plans(); !loaded) return std::move(loaded).error();
  static const auto* const made = new std::vector<Country>(make_countries().value());
  return std::span<const Country>(*made);
} catch (const BadResultAccess& failed) {
  return failed.error();
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
