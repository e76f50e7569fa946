#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "counterfoil/base/api.hpp"

namespace counterfoil {

/// What a registered way to sign in is. The numbers are stored and shared with the C ABI: never renumbered.
/// The password is not among them: an account has at most one, and it is changed, never added or removed.
enum class MethodKind : std::uint8_t {
  authenticator_app = 1,  ///< A phone with the authenticator: push with number matching, and its own codes.
  totp = 2,               ///< Time-based codes of any app or hardware token (RFC 6238).
  hotp = 3,               ///< Counter-based codes of a hardware token (RFC 4226).
  phone = 4,              ///< A code by SMS or voice.
  email = 5,              ///< A code by e-mail.
  passkey = 6,            ///< A WebAuthn credential.
  recovery_codes = 7,     ///< A printed list of codes, each used once.
  access_pass = 8,        ///< A short-lived code that the service desk issues.
};

/// Every kind, in the order of their numbers.
inline constexpr std::array<MethodKind, 8> all_method_kinds = {MethodKind::authenticator_app,
                                                               MethodKind::totp,
                                                               MethodKind::hotp,
                                                               MethodKind::phone,
                                                               MethodKind::email,
                                                               MethodKind::passkey,
                                                               MethodKind::recovery_codes,
                                                               MethodKind::access_pass};

/// The name of `kind` in JSON and in events, as written above (`"authenticator_app"`), or `"unknown"` for a
/// number that is no kind. Thread-safe.
COUNTERFOIL_API std::string_view name_of(MethodKind kind) noexcept;

/// The kind that `name` is the exact name of, or none. Thread-safe.
COUNTERFOIL_API std::optional<MethodKind> parse_method_kind(std::string_view name) noexcept;

/// Some of the kinds. Thread safety: as a plain value.
class MethodKinds {
 public:
  constexpr MethodKinds() noexcept = default;
  constexpr MethodKinds(std::initializer_list<MethodKind> kinds) noexcept {
    for (const MethodKind kind : kinds) insert(kind);
  }

  static constexpr MethodKinds all() noexcept {
    MethodKinds kinds;
    for (const MethodKind kind : all_method_kinds) kinds.insert(kind);
    return kinds;
  }

  constexpr void insert(MethodKind kind) noexcept { bits_ |= bit(kind); }
  constexpr bool contains(MethodKind kind) const noexcept { return (bits_ & bit(kind)) != 0; }
  constexpr bool empty() const noexcept { return bits_ == 0; }

  friend constexpr bool operator==(MethodKinds, MethodKinds) = default;

 private:
  static constexpr std::uint32_t bit(MethodKind kind) noexcept {
    const auto number = static_cast<std::uint8_t>(kind);
    return number < 32 ? std::uint32_t{1} << number : 0;
  }

  std::uint32_t bits_ = 0;
};

}  // namespace counterfoil
