#pragma once

#include <string>
#include <string_view>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/crypto/password_hash.hpp"

namespace counterfoil::detail {

/// The fields of an Argon2id PHC string.
struct PhcString {
  Argon2idCost cost;
  Bytes salt;
  Bytes tag;
};

/// Writes `$argon2id$v=19$m=…,t=…,p=…$salt$tag`.
std::string format_phc(const Argon2idCost& cost, ByteView salt, ByteView tag);

/// Reads it, strictly. The cost is not checked. @return errc::invalid_hash, errc::out_of_memory.
Result<PhcString> parse_phc(std::string_view text);

}  // namespace counterfoil::detail
