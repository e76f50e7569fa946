#include "counterfoil/crypto/random_code.hpp"

#include <new>

#include "base/constant_time.hpp"
#include "base/out_of_memory.hpp"
#include "crypto/fill.hpp"

namespace counterfoil {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t longest_code = 64;
constexpr std::size_t longest_text = 256;

// Looks at every character, so that the time and the memory touched do not depend on the secret value.
std::byte character_of(unsigned value) noexcept {
  std::uint64_t character = 0;
  for (unsigned i = 0; i < alphabet.size(); ++i) {
    character |= detail::mask_if_equal(i, value) & static_cast<unsigned char>(alphabet[i]);
  }
  return static_cast<std::byte>(character);
}

// The canonical character, or 0 for one that no code has.
char canonical_character(char typed) noexcept {
  char c = typed;
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  return alphabet.find(c) == std::string_view::npos ? '\0' : c;
}

}  // namespace

Result<SecretBytes> random_code(Entropy& entropy, std::size_t length) try {
  if (length < 4 || length > longest_code) {
    return Error(errc::invalid_argument, "length: expected 4 to 64 characters");
  }
  SecretBytes code(length);
  const auto characters = code.write(SecretAccess::grant());
  if (auto filled = detail::fill(entropy, characters); !filled) return std::move(filled).error();
  // 256 is a multiple of 32, so that the low bits of a byte are uniform.
  for (std::byte& character : characters)
    character = character_of(std::to_integer<unsigned>(character) & 31U);
  return code;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> canonical_code(std::string_view typed) try {
  if (typed.size() > longest_text) return Error(errc::too_long, "code: expected at most 256 characters");
  SecretBytes code(typed.size());
  const auto out = code.write(SecretAccess::grant());
  std::size_t length = 0;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    const char canonical = canonical_character(c);
    if (canonical == '\0') return Error(errc::invalid_encoding, "code: expected digits and letters only");
    out[length++] = static_cast<std::byte>(canonical);
  }
  if (length == 0 || length > longest_code) {
    return Error(errc::invalid_encoding, "code: expected 1 to 64 digits and letters");
  }
  code.shrink(length);
  return code;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> grouped_code(const SecretBytes& code, std::size_t group) try {
  if (group == 0) return Error(errc::invalid_argument, "group: expected 1 or more characters");
  if (code.empty()) return SecretBytes();
  const ByteView characters = code.read(SecretAccess::grant());
  SecretBytes grouped(code.size() + (code.size() - 1) / group);
  const auto out = grouped.write(SecretAccess::grant());
  std::size_t written = 0;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (i > 0 && i % group == 0) out[written++] = std::byte{'-'};
    out[written++] = characters[i];
  }
  return grouped;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
