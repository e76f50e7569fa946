#include "phone/numbering_plan.hpp"

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <new>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/icu.hpp"
#include "base/out_of_memory.hpp"
#include "counterfoil/phone/phone_number.hpp"
#include "phone/fictional_numbers.hpp"
#include "phone/phone_refusals.hpp"

namespace counterfoil::detail {

namespace {

using Library = i18n::phonenumbers::PhoneNumberUtil;
using LibraryNumber = i18n::phonenumbers::PhoneNumber;

constexpr const char* any_region = "ZZ";
constexpr const char* no_region = "001";  // of satellites, international networks and services

// What the first parse would initialise inside the library and ICU, while nobody else is here yet.
void use_once(const Library& loaded) {
  LibraryNumber number;
  std::string text;
  loaded.GetExampleNumber("GB", &number);
  loaded.Format(number, Library::INTERNATIONAL, &text);
  loaded.Parse(text, any_region, &number);
  loaded.GetNumberType(number);
}

const Library* load() {
  if (!normalizers()) throw std::runtime_error("ICU");  // the library parses with ICU's regular expressions
  Library* const loaded = Library::GetInstance();
  // The library's own logger writes numbers to standard output.
  loaded->SetLogger(new i18n::phonenumbers::NullLogger);
  use_once(*loaded);
  return loaded;
}

const Library& library() {
  static const Library* const loaded = load();
  return *loaded;
}

template <class F>
auto without_exceptions(F&& f) -> decltype(f()) {
  try {
    return f();
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (...) {
    return Error(errc::provider_failed, "numbering plans: libphonenumber failed");
  }
}

bool is_of_no_region(int calling_code) {
  std::string region;
  library().GetRegionCodeForCountryCode(calling_code, &region);
  return region == no_region;
}

PhoneKind kind_of_no_region(int calling_code) noexcept {
  switch (calling_code) {
    case 870:
    case 881:
    case 882:
    case 883:
      return PhoneKind::global_network;
    default:
      return PhoneKind::global_service;
  }
}

std::optional<PhoneKind> kind_of_type(Library::PhoneNumberType type) noexcept {
  switch (type) {
    case Library::FIXED_LINE:
      return PhoneKind::fixed_line;
    case Library::MOBILE:
      return PhoneKind::mobile;
    case Library::FIXED_LINE_OR_MOBILE:
      return PhoneKind::fixed_line_or_mobile;
    case Library::TOLL_FREE:
      return PhoneKind::toll_free;
    case Library::PREMIUM_RATE:
      return PhoneKind::premium_rate;
    case Library::SHARED_COST:
      return PhoneKind::shared_cost;
    case Library::VOIP:
      return PhoneKind::voip;
    case Library::PERSONAL_NUMBER:
      return PhoneKind::personal;
    case Library::PAGER:
      return PhoneKind::pager;
    case Library::UAN:
      return PhoneKind::company;
    case Library::VOICEMAIL:
      return PhoneKind::voicemail;
    case Library::UNKNOWN:
      break;
  }
  return std::nullopt;
}

std::optional<PhoneKind> kind_of(const LibraryNumber& number, std::string_view e164) {
  const std::optional<PhoneKind> kind = kind_of_type(library().GetNumberType(number));
  if (!kind) {
    const auto fictional = find_fictional_number(e164);
    return fictional && !fictional->region.empty() ? std::optional(fictional->kind) : std::nullopt;
  }
  const int calling_code = number.country_code();
  return is_of_no_region(calling_code) ? kind_of_no_region(calling_code) : *kind;
}

std::uint8_t count_digits(int calling_code) noexcept {
  if (calling_code < 10) return 1;
  return calling_code < 100 ? 2 : 3;
}

Error explain_parse_failure(Library::ErrorType error) {
  switch (error) {
    case Library::INVALID_COUNTRY_CODE_ERROR:
      return unknown_country_code();
    case Library::TOO_LONG_NSN:
      return too_many_digits();
    default:
      return too_few_digits();
  }
}

Error explain_invalid(const LibraryNumber& number) {
  switch (library().IsPossibleNumberWithReason(number)) {
    case Library::TOO_LONG:
      return too_many_digits();
    case Library::TOO_SHORT:
    case Library::IS_POSSIBLE_LOCAL_ONLY:
      return too_few_digits();
    case Library::INVALID_LENGTH:
      return unused_digit_count();
    default:
      return no_such_number();
  }
}

Result<PlannedNumber> describe(const LibraryNumber& number) {
  PlannedNumber planned{{}, count_digits(number.country_code()), PhoneKind::mobile};
  library().Format(number, Library::E164, &planned.e164);
  const std::optional<PhoneKind> kind = kind_of(number, planned.e164);
  if (!kind) return explain_invalid(number);
  if (planned.e164.size() > PhoneNumber::max_digits + 1) return too_many_digits();
  planned.kind = *kind;
  return planned;
}

bool may_have_another_prefix(const LibraryNumber& number) noexcept {
  constexpr int mexico = 52;
  constexpr std::uint64_t eleven_digits = 10'000'000'000;
  return number.country_code() == mexico && number.national_number() >= eleven_digits;
}

// The plan of Mexico both strips the former mobile prefix 1 and knows numbers that begin with it, so that "1 1 …"
// becomes "1 …". One line must have one canonical form: strip until nothing changes.
void strip_repeated_prefix(LibraryNumber& number) {
  for (std::uint64_t before = 0; may_have_another_prefix(number) && number.national_number() != before;) {
    before = number.national_number();
    std::string e164;
    library().Format(number, Library::E164, &e164);
    library().Parse(e164, any_region, &number);
  }
}

LibraryNumber make_number(std::string_view e164, std::size_t calling_code_size) {
  const std::string_view national = e164.substr(1 + calling_code_size);
  int calling_code = 0;
  std::from_chars(e164.data() + 1, national.data(), calling_code);
  std::uint64_t digits = 0;
  std::from_chars(national.data(), national.data() + national.size(), digits);
  LibraryNumber number;
  number.set_country_code(calling_code);
  number.set_national_number(digits);
  // The last digit is never a "leading" zero.
  const std::size_t zeros = std::min(national.find_first_not_of('0'), national.size() - 1);
  if (zeros > 0) {
    number.set_italian_leading_zero(true);
    if (zeros > 1) number.set_number_of_leading_zeros(static_cast<std::int32_t>(zeros));
  }
  return number;
}

std::string region_code_of(const LibraryNumber& number, std::string_view e164) {
  // 07924 is the Isle of Man's; the library has it in both plans and takes the United Kingdom's.
  if (e164.starts_with("+447924")) return "IM";
  std::string code;
  library().GetRegionCodeForNumber(number, &code);
  if (code == any_region) {
    if (const auto fictional = find_fictional_number(e164)) code = fictional->region;
  }
  return code;
}

// A mobile number, unless all mobile numbers of the region count as its neighbour's.
LibraryNumber example_of(const std::string& region) {
  for (const auto type : {Library::MOBILE, Library::FIXED_LINE}) {
    LibraryNumber number;
    if (!library().GetExampleNumberForType(region, type, &number)) continue;
    std::string e164;
    library().Format(number, Library::E164, &e164);
    if (region_code_of(number, e164) == region) return number;
  }
  LibraryNumber number;
  library().GetExampleNumberForType(region, Library::MOBILE, &number);
  return number;
}

// Calling codes are prefix-free: at most one of the three lengths is in use.
std::size_t find_calling_code_size(std::string_view e164) {
  for (std::size_t size = 1; size <= 3 && size + 1 < e164.size(); ++size) {
    int code = 0;
    std::from_chars(e164.data() + 1, e164.data() + 1 + size, code);
    std::string region;
    library().GetRegionCodeForCountryCode(code, &region);
    if (region != any_region) return size;
  }
  return 0;
}

}  // namespace

Result<void> load_numbering_plans() {
  return without_exceptions([]() -> Result<void> {
    library();
    return {};
  });
}

Result<PlannedNumber> find_dialled_number(const std::string& number, const std::optional<Region>& region) {
  return without_exceptions([&]() -> Result<PlannedNumber> {
    LibraryNumber parsed;
    const std::string region_code(region ? region->code() : any_region);
    const auto error = library().Parse(number, region_code, &parsed);
    if (error != Library::NO_PARSING_ERROR) return explain_parse_failure(error);
    strip_repeated_prefix(parsed);
    return describe(parsed);
  });
}

Result<PlannedNumber> find_canonical_number(std::string_view e164) {
  return without_exceptions([&]() -> Result<PlannedNumber> {
    const std::size_t calling_code_size = find_calling_code_size(e164);
    if (calling_code_size == 0) return unknown_country_code();
    return describe(make_number(e164, calling_code_size));
  });
}

std::optional<Region> region_of(std::string_view e164, std::size_t calling_code_size) noexcept try {
  const auto region = Region::parse(region_code_of(make_number(e164, calling_code_size), e164));
  return region ? std::optional(*region) : std::nullopt;
} catch (...) {
  return std::nullopt;
}

std::string format_international(const std::string& e164, std::size_t calling_code_size) try {
  std::string text;
  library().Format(make_number(e164, calling_code_size), Library::INTERNATIONAL, &text);
  return text;
} catch (...) {
  return e164;
}

bool is_planned_region(std::string_view code) {
  return library().GetCountryCodeForRegion(std::string(code)) != 0;
}

Result<std::vector<PlannedRegion>> planned_regions() {
  return without_exceptions([]() -> Result<std::vector<PlannedRegion>> {
    std::set<std::string> codes;
    library().GetSupportedRegions(&codes);
    std::vector<PlannedRegion> regions;
    regions.reserve(codes.size());
    for (const std::string& code : codes) {
      PlannedRegion region{code, static_cast<unsigned>(library().GetCountryCodeForRegion(code)), {}};
      library().Format(example_of(code), Library::INTERNATIONAL, &region.example);
      regions.push_back(std::move(region));
    }
    return regions;
  });
}

}  // namespace counterfoil::detail
