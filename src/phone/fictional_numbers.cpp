#include "phone/fictional_numbers.hpp"

#include <array>

namespace counterfoil::detail {

namespace {

struct Range {
  std::string_view prefix;  // three digits follow
  PhoneKind kind;
};

// Ofcom, "Telephone numbers for use in TV and radio drama programmes": a thousand numbers each.
constexpr std::array<Range, 20> united_kingdom{{
    {"+447700900", PhoneKind::mobile},        // mobile
    {"+441632960", PhoneKind::fixed_line},    // no area
    {"+441134960", PhoneKind::fixed_line},    // Leeds
    {"+441144960", PhoneKind::fixed_line},    // Sheffield
    {"+441154960", PhoneKind::fixed_line},    // Nottingham
    {"+441164960", PhoneKind::fixed_line},    // Leicester
    {"+441174960", PhoneKind::fixed_line},    // Bristol
    {"+441184960", PhoneKind::fixed_line},    // Reading
    {"+441214960", PhoneKind::fixed_line},    // Birmingham
    {"+441314960", PhoneKind::fixed_line},    // Edinburgh
    {"+441414960", PhoneKind::fixed_line},    // Glasgow
    {"+441514960", PhoneKind::fixed_line},    // Liverpool
    {"+441614960", PhoneKind::fixed_line},    // Manchester
    {"+441914980", PhoneKind::fixed_line},    // Tyneside, Durham, Sunderland
    {"+442079460", PhoneKind::fixed_line},    // London
    {"+442896496", PhoneKind::fixed_line},    // Northern Ireland
    {"+442920180", PhoneKind::fixed_line},    // Cardiff
    {"+443069990", PhoneKind::company},       // everywhere
    {"+448081570", PhoneKind::toll_free},     // freephone
    {"+449098790", PhoneKind::premium_rate},  // premium rate
}};

constexpr std::size_t united_kingdom_size = 13;
constexpr std::size_t north_america_size = 12;

// 555-0100 to 555-0199 in each area code (NANPA). Area code 555, which examples like to use, belongs to
// nobody.
std::optional<FictionalNumber> find_north_american(std::string_view e164) noexcept {
  if (e164.size() != north_america_size || e164.substr(5, 5) != "55501") return std::nullopt;
  const bool is_area_555 = e164.substr(2, 3) == "555";
  return FictionalNumber{PhoneKind::fixed_line_or_mobile, is_area_555 ? "US" : ""};
}

}  // namespace

std::optional<FictionalNumber> find_fictional_number(std::string_view e164) noexcept {
  if (e164.starts_with("+1")) return find_north_american(e164);
  if (e164.size() != united_kingdom_size || !e164.starts_with("+44")) return std::nullopt;
  for (const Range& range : united_kingdom) {
    if (e164.starts_with(range.prefix)) return FictionalNumber{range.kind, "GB"};
  }
  return std::nullopt;
}

}  // namespace counterfoil::detail
