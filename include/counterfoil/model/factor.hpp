#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/model/ids.hpp"

namespace counterfoil {

/// What proved an identity. The numbers are stored and never change meaning.
enum class FactorKind : std::uint8_t {
  password = 1,       ///< A password kept by the library or verified by its directory port.
  host_proved = 2,    ///< The host says that its own first factor was proved.
  totp = 3,           ///< A code of a code app.
  recovery_code = 4,  ///< A recovery code.
  authenticator_app =
      5,  ///< A request on a phone with the authenticator, approved by the number on the screen.
};

/// The stable name of a factor kind (`"totp"`). Thread-safe.
COUNTERFOIL_API std::string_view name_of(FactorKind kind) noexcept;

/// One factor that was proved, and when.
struct ProvedFactor {
  FactorKind kind;
  std::optional<MethodId> method;  ///< The method that was used; none for the first factors.
  Timestamp at;

  friend bool operator==(const ProvedFactor&, const ProvedFactor&) = default;
};

/// Whether the factors are of two kinds: something known (password, host_proved) and something held (totp,
/// recovery_code, authenticator_app) (NIST SP 800-63B-4 §2.2). A code app and a recovery code are two factors of
/// one kind, and not multi-factor. Thread-safe.
COUNTERFOIL_API bool is_multi_factor(const std::vector<ProvedFactor>& factors) noexcept;

/// The RFC 8176 `amr` values of the factors, sorted, each once.
///
/// password → `pwd`; host_proved → `pwd`, since it is accepted only where the host keeps the passwords; totp
/// → `otp`; recovery_code → `otp`, a list of one-time passwords being what it is;
/// authenticator_app → `swk` and `pop`, the signature of a key on the phone; and `mfa` when is_multi_factor(). A host whose first factor is another replaces `pwd` by its own value. Thread-safe.
/// Throws std::bad_alloc only.
COUNTERFOIL_API std::vector<std::string> amr_of(const std::vector<ProvedFactor>& factors);

}  // namespace counterfoil
