#pragma once

#include <string>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil {

/// Verifies passwords that the library cannot: in a host's directory, or against a foreign hash that was
/// imported. Called outside any transaction, from the threads of a bounded pool, several at once.
class COUNTERFOIL_API PasswordDirectory {
 public:
  PasswordDirectory() = default;
  PasswordDirectory(const PasswordDirectory&) = delete;
  PasswordDirectory& operator=(const PasswordDirectory&) = delete;
  virtual ~PasswordDirectory();

  /// Whether `password` is the one behind `foreign_hash`, as given at import.
  ///
  /// Also called for absent users with a decoy hash that never matches: take as long for it.
  /// @return errc::provider_failed when it cannot be told; the sign-in is then refused as a fault.
  virtual Result<bool> verify(const TenantId& tenant, const SecretBytes& foreign_hash,
                              const SecretBytes& password) = 0;

  /// A hash of this directory's usual scheme and cost that no password matches.
  virtual SecretBytes decoy_hash() const = 0;
};

}  // namespace counterfoil
