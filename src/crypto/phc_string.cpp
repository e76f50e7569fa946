#include "crypto/phc_string.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "counterfoil/base/base64url.hpp"

namespace counterfoil::detail {

namespace {

// PHC strings use the alphabet of RFC 4648 section 4, unpadded; it differs from base64url in two characters.
std::string exchange(std::string text, std::string_view from, std::string_view to) {
  for (char& c : text) {
    if (const auto place = from.find(c); place != std::string_view::npos) c = to[place];
  }
  return text;
}

std::string encode_base64(ByteView bytes) {
  return exchange(encode_base64url(bytes), "-_", "+/");
}

std::optional<Bytes> decode_base64(std::string_view text) {
  if (text.find_first_of("-_") != std::string_view::npos) return std::nullopt;
  auto decoded = decode_base64url(exchange(std::string(text), "+/", "-_"));
  if (!decoded) return std::nullopt;
  return *std::move(decoded);
}

/// Takes `expected` off the front of `text`, or leaves it and says no.
bool take(std::string_view& text, std::string_view expected) noexcept {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

/// Takes a decimal number without sign and leading zeros off the front of `text`.
bool take_number(std::string_view& text, std::uint32_t& number) noexcept {
  if (text.starts_with('0')) return false;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_cost(std::string_view& text, Argon2idCost& cost) noexcept {
  return take(text, "m=") && take_number(text, cost.memory_kib) && take(text, ",t=") &&
         take_number(text, cost.passes) && take(text, ",p=") && take_number(text, cost.lanes);
}

}  // namespace

std::string format_phc(const Argon2idCost& cost, ByteView salt, ByteView tag) {
  return "$argon2id$v=19$m=" + std::to_string(cost.memory_kib) + ",t=" + std::to_string(cost.passes) +
         ",p=" + std::to_string(cost.lanes) + "$" + encode_base64(salt) + "$" + encode_base64(tag);
}

Result<PhcString> parse_phc(std::string_view text) {
  const Error malformed(errc::invalid_hash,
                        "password hash: expected $argon2id$v=19$m=…,t=…,p=…$salt$tag in unpadded base64");
  PhcString fields;
  if (!take(text, "$argon2id$v=19$") || !take_cost(text, fields.cost) || !take(text, "$")) return malformed;
  const std::size_t dollar = text.find('$');
  if (dollar == std::string_view::npos) return malformed;
  auto salt = decode_base64(text.substr(0, dollar));
  auto tag = decode_base64(text.substr(dollar + 1));
  if (!salt || !tag) return malformed;
  fields.salt = *std::move(salt);
  fields.tag = *std::move(tag);
  return fields;
}

}  // namespace counterfoil::detail
