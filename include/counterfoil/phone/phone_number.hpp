#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/phone/phone_kind.hpp"
#include "counterfoil/phone/phone_use.hpp"
#include "counterfoil/phone/region.hpp"

namespace counterfoil {

/// A telephone number that is valid in a numbering plan, in its one canonical form, with or without an
/// extension.
///
/// It is personal data: there is no stream operator, and no error message contains one. Show display() only
/// to its owner, masked() elsewhere.
///
/// Thread safety: as a plain value; the static functions may be called from any thread. The first call of the
/// process loads the numbering plans (about 20 ms and 10 MB). No exception but std::bad_alloc leaves the
/// functions that return a string.
class COUNTERFOIL_API PhoneNumber {
 public:
  /// The longest text that parse() looks at, in bytes: 15 digits of any script, separators and an extension
  /// fit.
  static constexpr std::size_t max_text_size = 128;
  /// The longest number, in digits with its calling code (ITU-T E.164 section 6.2.1).
  static constexpr std::size_t max_digits = 15;
  /// The longest extension, in digits.
  static constexpr std::size_t max_extension_digits = 10;

  /// Reads a number as people write it.
  ///
  /// - `+` and the calling code, or a national number of `default_region`, or that region's international
  /// prefix:
  ///   `+44 (0)20 7946 0018`, `020 7946 0018` and `0044 20 7946 0018` with GB are the same number.
  /// - Separators: spaces, hyphens and dashes, dots, slashes, round brackets, in ASCII or their Unicode
  /// forms.
  /// - Digits: Unicode decimal digits of any script count as their value (full-width, Arabic-Indic …), all of
  /// one
  ///   script; the full-width plus counts as a plus. The result is ASCII, so show display() back for
  ///   confirmation.
  /// - Extension: `;ext=123` (RFC 3966), `x123`, `ext. 123`, `extension 123` or `#123` at the end.
  /// - A `tel:` URI (RFC 3966) of a global number. Any parameter but `ext` is refused, `phone-context` above
  /// all.
  /// - Refused: letters (no vanity numbers, no look-alikes), control and invisible characters, `+0…`, more
  /// than
  ///   15 digits before anything is looked up, and numbers that no numbering plan has, such as short codes.
  ///
  /// A valid number need not be one that a code may be sent to: ask refusal().
  ///
  /// @param text            UTF-8, at most `max_text_size` bytes; longer text is refused without being read.
  /// @param default_region  The country chosen beside the input field; none: only international numbers are
  /// read.
  /// @return the number, or
  ///         errc::invalid_phone_number: it cannot be a number; the message says why and what would work;
  ///         errc::too_long, errc::invalid_utf8, errc::out_of_memory.
  static Result<PhoneNumber> parse(std::string_view text,
                                   std::optional<Region> default_region = std::nullopt);

  /// Reads back what e164() and extension() gave. Strict: nothing is stripped, guessed or replaced.
  ///
  /// @param text       `+` and 2 to 15 ASCII digits that are valid as they stand.
  /// @param extension  Empty, or 1 to `max_extension_digits` ASCII digits.
  /// @return the number, or errc::invalid_phone_number (also when a newer numbering plan no longer has the
  /// number),
  ///         errc::out_of_memory.
  static Result<PhoneNumber> from_e164(std::string_view text, std::string_view extension = {});

  /// The canonical form without the extension: `+` and digits (ITU-T E.164).
  const std::string& e164() const noexcept { return e164_; }

  /// The calling code, 1 to 999: 44 for the United Kingdom.
  unsigned calling_code() const noexcept;

  /// The digits after the calling code; leading zeros are significant. Valid as long as this object is.
  std::string_view national_number() const noexcept {
    return std::string_view(e164_).substr(1 + calling_code_size_);
  }

  /// The extension's digits, or empty; leading zeros are significant.
  const std::string& extension() const noexcept { return extension_; }

  /// What the number is in its numbering plan.
  PhoneKind kind() const noexcept { return kind_; }

  /// The region that the number belongs to; none for PhoneKind::global_network and global_service, so that an
  /// allow-list of regions refuses these. Numbers that regions have in common are the largest region's:
  /// mobiles of Svalbard are Norway's. Looked up anew by each call: some microseconds where regions share a
  /// calling code (+1, +44, +7 …).
  std::optional<Region> region() const noexcept;

  /// Whether the number lies in a range that is set aside for films and examples and never given to anybody:
  /// the United Kingdom's drama numbers (Ofcom: 07700 900000–900999 and others) and North America's 555-0100
  /// to 555-0199. Such numbers are valid here for tests and demonstrations; a real gateway must not be given
  /// one.
  bool is_fictional() const noexcept;

  /// Why the number cannot be used for `use`, or nothing when it can.
  ///
  /// @param policy  Which of the doubtful numbers are allowed.
  std::optional<PhoneUseRefusal> refusal(PhoneUse use, const PhoneUsePolicy& policy = {}) const noexcept;

  /// The same as a result.
  ///
  /// @return nothing, or errc::phone_number_unusable with the sentence of explain(), errc::out_of_memory.
  Result<void> check_use(PhoneUse use, const PhoneUsePolicy& policy = {}) const;

  /// The number as its owner knows it, in international format: `+44 20 7946 0018 ext. 123`.
  std::string display() const;

  /// The number so that its owner recognises it and nobody else can call it: `+44 •••• ••3456`.
  ///
  /// Calling code and grouping as in display(). Of the last four digits, as many are shown as leave at least
  /// six hidden: four of a ten-digit national number, one of a seven-digit number, none of six digits or
  /// fewer. An extension is shown as `ext. •••`, whatever its length.
  std::string masked() const;

  /// Whether both are the same number, whatever their extensions: what limits per number count by.
  bool same_line(const PhoneNumber& other) const noexcept { return e164_ == other.e164_; }

  /// Same number and same extension: two desks behind one switchboard are different.
  friend bool operator==(const PhoneNumber& left, const PhoneNumber& right) noexcept {
    return left.e164_ == right.e164_ && left.extension_ == right.extension_;
  }

 private:
  PhoneNumber(std::string e164, std::string extension, std::uint8_t calling_code_size,
              PhoneKind kind) noexcept
      : e164_(std::move(e164)),
        extension_(std::move(extension)),
        calling_code_size_(calling_code_size),
        kind_(kind) {}

  std::string e164_;
  std::string extension_;
  std::uint8_t calling_code_size_;  // digits
  PhoneKind kind_;
};

}  // namespace counterfoil

template <>
struct std::hash<counterfoil::PhoneNumber> {
  std::size_t operator()(const counterfoil::PhoneNumber& number) const noexcept {
    return std::hash<std::string>{}(number.e164()) ^ (std::hash<std::string>{}(number.extension()) << 1);
  }
};
