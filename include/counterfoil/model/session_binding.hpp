#pragma once

#include <utility>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil {

/// Random bytes that the host keeps in its server-side session. They tie tickets, registrations and
/// assurances to one browser session, and survive a change of the session's id.
/// Thread safety: as a plain value.
class SessionBinding {
 public:
  /// @param bytes  16 to 64 random bytes (NIST SP 800-63B-4 §5.1 asks for at least 64 bits).
  /// @return errc::invalid_argument for another length.
  static Result<SessionBinding> from_bytes(SecretBytes bytes) {
    if (bytes.size() < 16 || bytes.size() > 64) {
      return Error(errc::invalid_argument, "session: expected 16 to 64 random bytes");
    }
    return SessionBinding(std::move(bytes));
  }

  const SecretBytes& bytes() const noexcept { return bytes_; }

 private:
  explicit SessionBinding(SecretBytes bytes) : bytes_(std::move(bytes)) {}

  SecretBytes bytes_;
};

}  // namespace counterfoil
