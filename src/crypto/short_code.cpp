#include "counterfoil/crypto/short_code.hpp"

#include <array>
#include <new>

#include "base/out_of_memory.hpp"
#include "crypto/bound_hmac.hpp"
#include "crypto/digit_sampler.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/working_keys.hpp"

namespace counterfoil {

using detail::KeyPurpose;

Result<SecretBytes> derive_short_code(const RingKey& key, const DataTuple& bound_to, std::size_t digits) try {
  if (digits < 2 || digits > 10) return Error(errc::invalid_argument, "digits: expected 2 to 10");
  const auto& hmac_key = key.working_keys().hmac_key(KeyPurpose::short_code);
  SecretBytes code(digits);
  // A block gives nothing with a probability below 2^-120.
  for (std::uint64_t block = 0;; ++block) {
    auto random = detail::bound_hmac(hmac_key, bound_to, detail::big_endian(block));
    if (!random) return std::move(random).error();
    const auto sample = detail::first_sample(detail::power_of_ten(digits), *random);
    wipe(random->data(), random->size());
    if (!sample) continue;
    detail::put_decimal(*sample, code.write(SecretAccess::grant()));
    return code;
  }
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> derive_secret(const RingKey& key, const DataTuple& bound_to, std::size_t size) try {
  if (size < 1 || size > 1024) return Error(errc::invalid_argument, "size: expected 1 to 1024 bytes");
  const auto& hmac_key = key.working_keys().hmac_key(KeyPurpose::derived_secret);
  return detail::hkdf_sha256(hmac_key.bytes(), bound_to.encoded(), size);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
