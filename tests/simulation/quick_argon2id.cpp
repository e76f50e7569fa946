// The one thing that a simulation replaces: a password hash that costs what an operation costs, not twenty
// milliseconds. Linked before the library, it takes the place of src/crypto/argon2id.cpp.

#include "crypto/argon2id.hpp"

#include "counterfoil/crypto/sha256.hpp"

namespace counterfoil::detail {

Result<SecretBytes> argon2id(const SecretBytes& password, ByteView salt, const Argon2idCost&,
                             std::size_t tag_size) {
  Bytes salted(salt.begin(), salt.end());
  const auto text = password.read(SecretAccess::grant());
  salted.insert(salted.end(), text.begin(), text.end());
  const auto digest = sha256(salted);
  if (!digest) return digest.error();
  SecretBytes tag(tag_size);
  const auto out = tag.write(SecretAccess::grant());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = (*digest)[i % digest->size()];
  return tag;
}

}  // namespace counterfoil::detail
