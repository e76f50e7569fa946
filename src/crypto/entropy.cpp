#include "counterfoil/crypto/entropy.hpp"

#include <openssl/rand.h>

#include <limits>

namespace counterfoil {

Entropy::~Entropy() = default;

namespace {

class SystemEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte> out) override {
    if (out.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
      return Error(errc::invalid_argument, "entropy: more bytes asked than one call gives");
    }
    if (::RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size())) != 1) {
      return Error(errc::entropy_failed, "entropy: the operating system's random source failed");
    }
    return {};
  }
};

}  // namespace

std::shared_ptr<Entropy> system_entropy() {
  return std::make_shared<SystemEntropy>();
}

}  // namespace counterfoil
