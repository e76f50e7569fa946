#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "counterfoil/otp/base32.hpp"

using namespace counterfoil;

namespace {

void require(bool claim) {
  if (!claim) std::abort();
}

/// The letters of `text` as encode_base32() would write them.
std::string canonical(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (c != ' ' && c != '-' && c != '=')
      letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return letters;
}

}  // namespace

/// What is read is written again as the same letters; and any bytes come back from their text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto bytes = decode_base32(input)) {
    const auto text = encode_base32(*bytes);
    require(text.has_value());
    require(text->read_text(SecretAccess::grant()) == canonical(input));
  } else {
    require(bytes.error().code == errc::invalid_encoding || bytes.error().code == errc::too_long);
  }
  if (size > max_base32_size / 2) return 0;
  const SecretBytes raw(input);
  const auto text = encode_base32(raw);
  require(text.has_value());
  const auto again = decode_base32(text->read_text(SecretAccess::grant()));
  require(again && *again == raw);
  return 0;
}
