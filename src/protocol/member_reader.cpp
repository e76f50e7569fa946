#include "protocol/member_reader.hpp"

#include <algorithm>

#include "base/field_path.hpp"
#include "base/strict_json.hpp"
#include "counterfoil/base/base64url.hpp"
#include "model/display_text.hpp"

namespace counterfoil::protocol {

namespace {

using nlohmann::json;

const json absent;

bool is_visible_ascii(char c) noexcept {
  return c > ' ' && c < '\x7F';
}

std::string size_in_base64url(SizeRange size) {
  std::string expected = std::to_string(size.min);
  if (size.max != size.min) expected.append(" to ").append(std::to_string(size.max));
  return expected.append(" bytes in base64url without padding");
}

bool is_in(SizeRange size, std::size_t actual) noexcept {
  return actual >= size.min && actual <= size.max;
}

/// The longest text of base64url that can stand for `bytes` bytes.
std::size_t base64url_size(std::size_t bytes) noexcept {
  return (bytes * 4 + 2) / 3;
}

}  // namespace

Result<json> read_json(std::string_view text, std::string_view what, std::size_t max_depth) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    return Error(errc::invalid_message, std::string(what).append(": expected no byte order mark"));
  }
  auto value = read_strict_json(text, {text.size(), errc::invalid_message, max_depth});
  if (!value) return Error(value.error().code, std::string(what).append(": ").append(value.error().message));
  return value;
}

MemberReader::MemberReader(const json& object, std::string_view what) : object_(object), what_(what) {
  if (!object_.is_object()) {
    error_.emplace(errc::invalid_message, what_ + ": expected a JSON object");
  }
}

const json& MemberReader::value(const char* name) {
  asked_.emplace(name);
  if (!object_.is_object()) return absent;
  const auto found = object_.find(name);
  return found != object_.end() ? *found : absent;
}

bool MemberReader::has(const char* name) {
  return object_.is_object() && object_.contains(name);
}

const std::string* MemberReader::text(const char* name) {
  return value(name).get_ptr<const std::string*>();
}

std::string MemberReader::display_text(const char* name, std::size_t max_size, bool may_be_empty) {
  const std::string* const found = text(name);
  if (found != nullptr && (is_display_text(*found, max_size) || (may_be_empty && found->empty()))) {
    return *found;
  }
  refuse(name, "a text of at most " + std::to_string(max_size) + " bytes without control characters");
  return {};
}

std::string MemberReader::ascii(const char* name, std::size_t max_size) {
  const std::string* const found = text(name);
  if (found != nullptr && !found->empty() && found->size() <= max_size &&
      std::all_of(found->begin(), found->end(), is_visible_ascii)) {
    return *found;
  }
  refuse(name, "1 to " + std::to_string(max_size) + " characters of ASCII without spaces");
  return {};
}

std::size_t MemberReader::choice(const char* name, std::initializer_list<std::string_view> names) {
  if (const std::string* const found = text(name)) {
    const auto* const place = std::find(names.begin(), names.end(), *found);
    if (place != names.end()) return static_cast<std::size_t>(place - names.begin());
  }
  std::string expected = "one of";
  for (const std::string_view known : names) expected.append(" \"").append(known).append("\"");
  refuse(name, expected);
  return 0;
}

std::uint64_t MemberReader::number(const char* name, std::uint64_t max) {
  const json& found = value(name);
  if (found.is_number_unsigned() && found.get<std::uint64_t>() <= max) return found.get<std::uint64_t>();
  refuse(name, "a whole number from 0 to " + std::to_string(max));
  return 0;
}

Timestamp MemberReader::time(const char* name) {
  // Beyond the year 9999 a time in milliseconds still fits, and nothing that is added to it overflows.
  constexpr std::uint64_t latest = 253'402'300'799;
  return from_unix_seconds(static_cast<std::int64_t>(number(name, latest)));
}

bool MemberReader::flag(const char* name) {
  const json& found = value(name);
  if (found.is_boolean()) return found.get<bool>();
  refuse(name, "true or false");
  return false;
}

Bytes MemberReader::bytes(const char* name, SizeRange size) {
  const std::string* const found = text(name);
  if (found != nullptr && found->size() <= base64url_size(size.max)) {
    auto decoded = decode_base64url(*found);
    if (decoded && is_in(size, decoded->size())) return *std::move(decoded);
  }
  refuse(name, size_in_base64url(size));
  return {};
}

SecretBytes MemberReader::secret(const char* name, SizeRange size) {
  const std::string* const found = text(name);
  if (found != nullptr && found->size() <= base64url_size(size.max)) {
    auto decoded = decode_secret_base64url(*found);
    if (decoded && is_in(size, decoded->size())) return *std::move(decoded);
  }
  refuse(name, size_in_base64url(size));
  return {};
}

void MemberReader::refuse(Error error) {
  if (!error_) error_ = std::move(error);
}

void MemberReader::refuse(std::string_view name, std::string_view expected) {
  refuse(Error(errc::invalid_message,
               what_ + ": " + readable_path(name).append(": expected ").append(expected)));
}

Result<void> MemberReader::finish_leniently() const {
  if (error_) return *error_;
  return {};
}

Result<void> MemberReader::finish() const {
  if (error_) return *error_;
  for (const auto& [name, member] : object_.items()) {
    if (!asked_.contains(name)) {
      return Error(errc::invalid_message,
                   what_ + ": " + readable_path(name) + ": expected no such member here");
    }
  }
  return {};
}

}  // namespace counterfoil::protocol
