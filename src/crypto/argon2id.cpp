#include "crypto/argon2id.hpp"

#include <botan/pwdhash.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <string_view>

namespace counterfoil::detail {

namespace {

std::unique_ptr<Botan::PasswordHash> make_argon2id(const Argon2idCost& cost) {
  const auto family = Botan::PasswordHashFamily::create_or_throw("Argon2id");
  return family->from_params(cost.memory_kib, cost.passes, cost.lanes);
}

void derive(std::span<std::byte> tag, std::string_view password, ByteView salt, const Argon2idCost& cost) {
  make_argon2id(cost)->derive_key(reinterpret_cast<std::uint8_t*>(tag.data()), tag.size(), password.data(),
                                  password.size(), reinterpret_cast<const std::uint8_t*>(salt.data()),
                                  salt.size());
}

// Botan detects the processor and makes its locked pool at first use; once, and seen by ThreadSanitizer.
// @return the process that did it.
::pid_t load_botan() {
  static std::once_flag once;
  static ::pid_t loaded_by = 0;
  std::call_once(once, [] {
    std::array<std::byte, 32> tag{};
    derive(tag, "first use", as_bytes("a fixed salt"), {.memory_kib = 8, .passes = 1, .lanes = 1});
    loaded_by = ::getpid();
  });
  return loaded_by;
}

}  // namespace

Result<SecretBytes> argon2id(const SecretBytes& password, ByteView salt, const Argon2idCost& cost,
                             std::size_t tag_size) try {
  // Botan gives lanes to a pool of threads, which a fork does not have: it would wait for them for ever.
  if (load_botan() != ::getpid() && cost.lanes > 1) {
    return Error(errc::crypto_failed, "Argon2id lanes: expected 1 in a process forked after the first hash");
  }
  SecretBytes tag(tag_size);
  derive(tag.write(SecretAccess::grant()), password.read_text(SecretAccess::grant()), salt, cost);
  return tag;
} catch (const std::bad_alloc&) {
  return Error(errc::out_of_memory, "password: no memory to hash it");
} catch (const std::exception&) {
  return Error(errc::crypto_failed, "password: the cryptographic library could not hash it");
}

}  // namespace counterfoil::detail
