#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/phone/country.hpp"
#include "counterfoil/phone/phone_number.hpp"

using namespace counterfoil;

namespace {

void require(bool claim) {
  if (!claim) std::abort();
}

/// A country of the list, or none, by the first byte.
std::optional<Region> choose(std::uint8_t byte) {
  static const auto all = countries();
  require(all.has_value());
  if (byte >= all->size()) return std::nullopt;
  return (*all)[byte].region;
}

std::ptrdiff_t count_digits(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// All that is true of every number that was read.
void check(const PhoneNumber& number) {
  require(number.e164().size() >= 3 && number.e164().size() <= PhoneNumber::max_digits + 1);
  require(number.e164().starts_with("+" + std::to_string(number.calling_code())));
  require(number.e164().ends_with(number.national_number()));
  require(number.extension().size() <= PhoneNumber::max_extension_digits);
  const bool is_of_no_country =
      number.kind() == PhoneKind::global_network || number.kind() == PhoneKind::global_service;
  require(number.region().has_value() != is_of_no_country);

  const auto stored = PhoneNumber::from_e164(number.e164(), number.extension());
  require(stored && *stored == number && stored->kind() == number.kind());
  const auto typed = PhoneNumber::parse(number.e164());
  require(typed && typed->same_line(number));
  const auto shown = PhoneNumber::parse(number.display());
  require(shown && *shown == number);
  require(count_digits(number.masked()) <= count_digits(std::to_string(number.calling_code())) + 4);
}

}  // namespace

/// A number that is read has one canonical form, which every way of writing it leads back to.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  if (const auto number = PhoneNumber::parse(text, choose(data[0]))) {
    check(*number);
  } else {
    const errc code = number.error().code;
    require(code == errc::invalid_phone_number || code == errc::too_long || code == errc::invalid_utf8);
  }
  if (const auto number = PhoneNumber::from_e164(text)) require(number->e164() == text);
  return 0;
}
