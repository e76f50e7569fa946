// Code as it should not be: memcheck has to report each of these, or the other tests here prove nothing.

#include <array>
#include <cstring>

#include "constant_time/secret_marks.hpp"
#include "otp/code_digits.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

bool equal_until_they_differ(ByteView left, ByteView right) {
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] != right[i]) return false;
  }
  return true;
}

/// RFC 4226 section 5.3 as it is printed there.
unsigned truncate_by_index(const detail::CounterHmac::Digest& hmac, std::size_t size) {
  const auto offset = std::to_integer<std::size_t>(hmac[size - 1] & std::byte{15});
  unsigned number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | std::to_integer<unsigned>(hmac[offset + i]);
  return number & 0x7FFFFFFF;
}

detail::CounterHmac::Digest some_digest() {
  detail::CounterHmac::Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<std::byte>(37 * i + 11);
  return digest;
}

}  // namespace

TEST_CASE("a comparison that ends at the first difference is reported", "[leak]") {
  const SecretBytes secret = marked(SecretBytes(std::string_view("287082")));
  CHECK(reports_of([&] {
          (void)equal_until_they_differ(secret.read(SecretAccess::grant()),
                                        as_bytes(std::string_view("287083")));
        }) > 0);
}

TEST_CASE("a comparison by memcmp is reported", "[leak]") {
  const SecretBytes secret = marked(SecretBytes(std::string_view("287082")));
  CHECK(reports_of([&] {
          volatile int order = std::memcmp(secret.read(SecretAccess::grant()).data(), "287083", 6);
          (void)order;
        }) > 0);
}

TEST_CASE("a truncation that indexes by the secret offset is reported, and the library's is not", "[leak]") {
  auto digest = some_digest();
  mark_secret(digest);
  volatile std::uint64_t sink = 0;
  CHECK(reports_of([&] { sink = truncate_by_index(digest, 20); }) > 0);
  CHECK(reports_of([&] { sink = detail::truncate(digest, 20); }) == 0);

  const auto open = some_digest();
  CHECK(truncate_by_index(open, 20) == detail::truncate(open, 20));
}

TEST_CASE("an answer that is used before it is declassified is reported", "[leak]") {
  const SecretBytes left = marked(SecretBytes(std::string_view("287082")));
  const SecretBytes right(std::string_view("287082"));
  volatile int taken = 0;
  CHECK(reports_of([&] {
          if (left == right) taken = 1;
        }) > 0);
}
