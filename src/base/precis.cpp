#include "counterfoil/base/precis.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "base/icu.hpp"
#include "base/precis_class.hpp"
#include "base/precis_text.hpp"

namespace counterfoil {

namespace {

using detail::CodePoints;
using detail::DerivedProperty;
using detail::SecretText;

/// The two string classes of RFC 8264 section 4, and what their profiles are called in a message.
struct Profile {
  bool freeform;
  errc refusal;
  std::size_t max_length;
  std::string_view parameter;

  Error refuse(std::string_view expected) const {
    return {refusal, std::string(parameter) + ": expected " + std::string(expected)};
  }
  Error too_long(std::size_t most, std::string_view unit) const {
    return {errc::too_long,
            std::string(parameter) + ": expected at most " + std::to_string(most) + " " + std::string(unit)};
  }
};

constexpr Profile username_case_mapped{false, errc::invalid_username, max_username_length, "username"};
constexpr Profile opaque_string{true, errc::invalid_password, max_password_length, "password"};

bool is_context_dependent(DerivedProperty property) noexcept {
  return property == DerivedProperty::context_joiner || property == DerivedProperty::context_other;
}

bool is_in_class(const Profile& profile, UChar32 c) noexcept {
  const DerivedProperty property = detail::derived_property(c);
  return property == DerivedProperty::valid || is_context_dependent(property) ||
         (profile.freeform && property == DerivedProperty::freeform_valid);
}

Result<void> check_class(const Profile& profile, CodePoints text) {
  const auto allowed = [&](UChar32 c) { return is_in_class(profile, c); };
  if (std::all_of(text.begin(), text.end(), allowed)) return {};
  return profile.refuse(profile.freeform ? "no control, invisible or unassigned characters"
                                         : "letters, digits and visible ASCII characters only");
}

Result<void> check_context(const Profile& profile, CodePoints text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_context_dependent(detail::derived_property(text[i]))) continue;
    if (!detail::context_allows(text, i)) {
      return profile.refuse("joiners, dots and digits that depend on their neighbours only beside those");
    }
  }
  return {};
}

Result<SecretText> decode(const Profile& profile, std::string_view text) {
  if (text.size() > max_unprepared_size) return profile.too_long(max_unprepared_size, "bytes");
  auto decoded = detail::decode_utf8(text);
  if (!decoded)
    return Error(errc::invalid_utf8, std::string(profile.parameter) + ": expected well-formed UTF-8");
  if (decoded->empty()) return profile.refuse("at least one character");
  if (auto loaded = detail::normalizers(); !loaded) return std::move(loaded).error();
  return decoded;
}

Result<SecretText> check_prepared(const Profile& profile, SecretText text) {
  if (text.size() > profile.max_length) return profile.too_long(profile.max_length, "characters");
  if (auto checked = check_class(profile, text); !checked) return std::move(checked).error();
  if (auto checked = check_context(profile, text); !checked) return std::move(checked).error();
  return text;
}

// RFC 8265 section 3.3.2 checks the class before case and normalisation are mapped; what comes out is checked
// again, as a defence, with the context rules.
Result<SecretText> prepare_username_text(std::string_view username) {
  const Profile& profile = username_case_mapped;
  auto text = decode(profile, username).and_then(detail::map_width);
  if (!text) return text;
  if (auto checked = check_class(profile, *text); !checked) return std::move(checked).error();
  text = std::move(text).and_then(detail::to_lower).and_then(detail::compose);
  if (!text) return text;
  if (detail::has_right_to_left(*text) && !detail::satisfies_bidi_rule(*text)) {
    return profile.refuse("right-to-left and left-to-right characters not mixed (RFC 5893)");
  }
  return check_prepared(profile, *std::move(text));
}

Result<SecretText> prepare_password_text(std::string_view password) {
  const Profile& profile = opaque_string;
  auto text = decode(profile, password);
  if (!text) return text;
  if (auto checked = check_class(profile, *text); !checked) return std::move(checked).error();
  std::replace_if(text->begin(), text->end(), detail::is_space, UChar32{' '});
  text = std::move(text).and_then(detail::compose);
  if (!text) return text;
  return check_prepared(profile, *std::move(text));
}

}  // namespace

Result<std::string> prepare_username(std::string_view username) try {
  const auto text = prepare_username_text(username);
  if (!text) return text.error();
  std::string prepared(detail::utf8_size(*text), '\0');
  detail::encode_utf8(*text, prepared.data());
  return prepared;
} catch (const std::bad_alloc&) {
  return Error(errc::out_of_memory, "username: no memory to prepare it");
}

Result<SecretBytes> prepare_password(const SecretBytes& password) try {
  const auto text = prepare_password_text(password.read_text(SecretAccess::grant()));
  if (!text) return text.error();
  SecretBytes prepared(detail::utf8_size(*text));
  detail::encode_utf8(*text, reinterpret_cast<char*>(prepared.write(SecretAccess::grant()).data()));
  return prepared;
} catch (const std::bad_alloc&) {
  return Error(errc::out_of_memory, "password: no memory to prepare it");
}

}  // namespace counterfoil
