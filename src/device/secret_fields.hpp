#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil::device {

/// Writes fields one after the other, each with its length first, into memory that is wiped.
/// Throws std::bad_alloc only.
class SecretFieldWriter {
 public:
  void bytes(ByteView field);
  void text(std::string_view field) { bytes(as_bytes(field)); }
  void secret(const SecretBytes& field) { bytes(field.read(SecretAccess::grant())); }
  void number(std::uint64_t field);
  SecretBytes finish();

 private:
  void append(ByteView bytes);

  SecretBytes buffer_{256};
  std::size_t size_ = 0;
};

/// Reads what SecretFieldWriter wrote. After the first field that is not there, every field is empty or 0.
class SecretFieldReader {
 public:
  explicit SecretFieldReader(const SecretBytes& written) noexcept
      : rest_(written.read(SecretAccess::grant())) {}

  SecretBytes secret() { return SecretBytes(next()); }
  std::string text() { return std::string(as_text(next())); }
  std::uint64_t number();

  bool is_good() const noexcept { return is_good_; }
  bool is_at_end() const noexcept { return is_good_ && rest_.empty(); }

 private:
  ByteView next();

  ByteView rest_;
  bool is_good_ = true;
};

}  // namespace counterfoil::device
