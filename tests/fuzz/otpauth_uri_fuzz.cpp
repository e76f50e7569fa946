#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "counterfoil/otp/otpauth_uri.hpp"

using namespace counterfoil;

namespace {

void require(bool claim) {
  if (!claim) std::abort();
}

}  // namespace

/// What is read can be written, and is read from that as the same; writing that again changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const OtpauthParsing any_length{.allow_short_secret = true};
  const auto uri = parse_otpauth_uri(input, any_length);
  if (!uri) {
    require(kind_of(uri.error().code) == ErrorKind::caller);
    require(!parse_otpauth_uri(input));
    return 0;
  }
  const auto text = write_otpauth_uri(*uri);
  require(text.has_value());
  require(text->size() <= max_otpauth_uri_size);
  const auto again = parse_otpauth_uri(text->read_text(SecretAccess::grant()), any_length);
  require(again && *again == *uri);
  require(write_otpauth_uri(*again).value() == *text);
  return 0;
}
