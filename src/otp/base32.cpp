#include "counterfoil/otp/base32.hpp"

#include <new>
#include <string>

#include "base/out_of_memory.hpp"
#include "otp/base32_symbols.hpp"

namespace counterfoil {

namespace {

struct Layout {
  std::size_t symbols = 0;
  std::size_t padding = 0;
};

bool is_separator(char c) noexcept {
  return c == ' ' || c == '-';
}

Result<Layout> lay_out(std::string_view text) {
  Layout layout;
  for (const char c : text) {
    if (c == '=') {
      ++layout.padding;
    } else if (layout.padding > 0) {
      return Error(errc::invalid_encoding, "base32: expected nothing after the padding");
    } else if (!is_separator(c)) {
      ++layout.symbols;
    }
  }
  const std::size_t beyond = layout.symbols % 8;
  if (beyond == 1 || beyond == 3 || beyond == 6) {
    return Error(errc::invalid_encoding,
                 "base32: expected a number of letters that whole bytes give; one is missing or too many");
  }
  if (layout.padding != 0 && (beyond == 0 || layout.padding != 8 - beyond)) {
    return Error(errc::invalid_encoding,
                 "base32: expected padding up to a multiple of 8 characters, or none");
  }
  return layout;
}

SecretBytes symbols_of(std::string_view text, const Layout& layout) {
  SecretBytes symbols(layout.symbols);
  const std::span<std::byte> to = symbols.write(SecretAccess::grant());
  std::size_t written = 0;
  for (const char c : text.substr(0, text.size() - layout.padding)) {
    if (!is_separator(c)) to[written++] = static_cast<std::byte>(c);
  }
  return symbols;
}

Result<SecretBytes> decode(std::string_view text) {
  if (text.size() > max_base32_size) {
    return Error(errc::too_long, "base32: expected at most " + std::to_string(max_base32_size) + " bytes");
  }
  const Result<Layout> layout = lay_out(text);
  if (!layout) return layout.error();
  SecretBytes symbols = symbols_of(text, *layout);
  const std::size_t size = symbols.size() * 5 / 8;
  const std::span<std::byte> bytes = symbols.write(SecretAccess::grant());
  const std::uint64_t faults = detail::decode_symbols(bytes, bytes.first(size));
  if ((faults & detail::bad_symbol) != 0) {
    return Error(errc::invalid_encoding, "base32: expected the letters A to Z and the digits 2 to 7 only");
  }
  if ((faults & detail::bad_trailing_bits) != 0) {
    return Error(errc::invalid_encoding, "base32: expected the unused bits of the last letter to be zero");
  }
  symbols.shrink(size);
  return symbols;
}

}  // namespace

Result<SecretBytes> encode_base32(const SecretBytes& bytes) try {
  SecretBytes text((bytes.size() * 8 + 4) / 5);
  detail::encode_symbols(bytes.read(SecretAccess::grant()), text.write(SecretAccess::grant()));
  return text;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> encode_base32_in_groups(const SecretBytes& bytes) try {
  auto symbols = encode_base32(bytes);
  if (!symbols || symbols->empty()) return symbols;
  const ByteView from = symbols->read(SecretAccess::grant());
  SecretBytes text(from.size() + (from.size() - 1) / 4);
  const std::span<std::byte> to = text.write(SecretAccess::grant());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = i % 5 == 4 ? std::byte{' '} : from[i - i / 5];
  return text;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> decode_base32(std::string_view text) try {
  return decode(text);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
