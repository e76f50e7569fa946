#include "counterfoil/phone/phone_number.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "base/out_of_memory.hpp"
#include "phone/fictional_numbers.hpp"
#include "phone/numbering_plan.hpp"
#include "phone/phone_text.hpp"

namespace counterfoil {

namespace {

constexpr std::string_view extension_label = " ext. ";
constexpr std::string_view bullet = "\xE2\x80\xA2";  // U+2022

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool are_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), is_digit);
}

bool is_e164(std::string_view text) noexcept {
  return text.size() > 2 && text.size() <= PhoneNumber::max_digits + 1 && text[0] == '+' && text[1] != '0' &&
         are_digits(text.substr(1));
}

// At least six digits stay hidden, so that what is shown narrows nobody's number down.
std::size_t count_shown(std::size_t digits) noexcept {
  constexpr std::size_t always_hidden = 6;
  constexpr std::size_t most_shown = 4;
  return digits <= always_hidden ? 0 : std::min(most_shown, digits - always_hidden);
}

std::optional<PhoneUseRefusal> refusal_of_kind(PhoneKind kind, PhoneUse use,
                                               const PhoneUsePolicy& policy) noexcept {
  switch (kind) {
    case PhoneKind::mobile:
    case PhoneKind::fixed_line_or_mobile:
      return std::nullopt;
    case PhoneKind::fixed_line:
      return use == PhoneUse::voice ? std::nullopt : std::optional(PhoneUseRefusal::landline);
    case PhoneKind::voip:
      return policy.voip ? std::nullopt : std::optional(PhoneUseRefusal::voip);
    case PhoneKind::toll_free:
      return PhoneUseRefusal::toll_free;
    case PhoneKind::premium_rate:
      return PhoneUseRefusal::premium_rate;
    case PhoneKind::shared_cost:
      return PhoneUseRefusal::shared_cost;
    case PhoneKind::personal:
      return PhoneUseRefusal::personal;
    case PhoneKind::pager:
      return PhoneUseRefusal::pager;
    case PhoneKind::company:
      return PhoneUseRefusal::company;
    case PhoneKind::voicemail:
      return PhoneUseRefusal::voicemail;
    case PhoneKind::global_network:
      return policy.global_networks ? std::nullopt : std::optional(PhoneUseRefusal::global_network);
    case PhoneKind::global_service:
      break;
  }
  return PhoneUseRefusal::global_service;
}

}  // namespace

Result<PhoneNumber> PhoneNumber::parse(std::string_view text, std::optional<Region> default_region) try {
  auto typed = detail::read_phone_text(text);
  if (!typed) return std::move(typed).error();
  if (!typed->is_international() && !default_region) {
    return Error(errc::invalid_phone_number,
                 "phone number: expected + and the country code first, since no country is chosen");
  }
  auto planned = detail::find_dialled_number(typed->number, default_region);
  if (!planned) return std::move(planned).error();
  return PhoneNumber(std::move(planned->e164), std::move(typed->extension), planned->calling_code_size,
                     planned->kind);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<PhoneNumber> PhoneNumber::from_e164(std::string_view text, std::string_view extension) try {
  if (!is_e164(text)) {
    return Error(errc::invalid_phone_number, "phone number: expected + and 2 to 15 digits, the first not 0");
  }
  if (extension.size() > max_extension_digits || !are_digits(extension)) {
    return Error(errc::invalid_phone_number, "extension: expected at most 10 digits");
  }
  auto planned = detail::find_canonical_number(text);
  if (!planned) return std::move(planned).error();
  return PhoneNumber(std::move(planned->e164), std::string(extension), planned->calling_code_size,
                     planned->kind);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

unsigned PhoneNumber::calling_code() const noexcept {
  unsigned code = 0;
  for (std::size_t i = 1; i <= calling_code_size_; ++i)
    code = code * 10 + static_cast<unsigned>(e164_[i] - '0');
  return code;
}

std::optional<Region> PhoneNumber::region() const noexcept {
  return detail::region_of(e164_, calling_code_size_);
}

bool PhoneNumber::is_fictional() const noexcept {
  return detail::find_fictional_number(e164_).has_value();
}

std::optional<PhoneUseRefusal> PhoneNumber::refusal(PhoneUse use,
                                                    const PhoneUsePolicy& policy) const noexcept {
  if (const auto refused = refusal_of_kind(kind_, use, policy)) return refused;
  if (extension_.empty() || (use == PhoneUse::voice && policy.voice_to_extensions)) return std::nullopt;
  return PhoneUseRefusal::extension;
}

Result<void> PhoneNumber::check_use(PhoneUse use, const PhoneUsePolicy& policy) const try {
  const auto refused = refusal(use, policy);
  if (!refused) return {};
  return Error(errc::phone_number_unusable, "phone number: " + std::string(explain(*refused)));
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

std::string PhoneNumber::display() const {
  std::string text = detail::format_international(e164_, calling_code_size_);
  if (!extension_.empty()) text.append(extension_label).append(extension_);
  return text;
}

std::string PhoneNumber::masked() const {
  const std::string open = detail::format_international(e164_, calling_code_size_);
  const std::size_t code_end = 1 + calling_code_size_;
  const auto digits =
      std::count_if(open.begin() + static_cast<std::ptrdiff_t>(code_end), open.end(), is_digit);
  std::size_t hidden = static_cast<std::size_t>(digits) - count_shown(static_cast<std::size_t>(digits));
  std::string text = open.substr(0, code_end);
  for (const char c : std::string_view(open).substr(code_end)) {
    const bool hides = is_digit(c) && hidden > 0;
    if (hides) --hidden;
    hides ? text.append(bullet) : text.append(1, c);
  }
  if (!extension_.empty()) text.append(extension_label).append(bullet).append(bullet).append(bullet);
  return text;
}

}  // namespace counterfoil
