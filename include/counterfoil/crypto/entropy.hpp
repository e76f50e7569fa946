#pragma once

#include <memory>
#include <span>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"

namespace counterfoil {

/// The source of random bytes. A provider: the library never reaches for another one.
///
/// Implementations are called from several threads at once.
class COUNTERFOIL_API Entropy {
 public:
  Entropy() = default;
  Entropy(const Entropy&) = delete;
  Entropy& operator=(const Entropy&) = delete;
  virtual ~Entropy();

  /// Fills all of `out` with unpredictable bytes (NIST SP 800-90A or better), or fails and fills nothing
  /// that is used. @return errc::entropy_failed.
  virtual Result<void> fill(std::span<std::byte> out) = 0;
};

/// The operating system's generator, through OpenSSL's (reseeded after a fork). Thread-safe.
COUNTERFOIL_API std::shared_ptr<Entropy> system_entropy();

/// A new random id. @return errc::entropy_failed.
template <class Id>
Result<Id> random_id(Entropy& entropy) {
  std::array<std::byte, Id::size> bytes{};
  if (auto filled = entropy.fill(bytes); !filled) return std::move(filled).error();
  return Id(bytes);
}

}  // namespace counterfoil
