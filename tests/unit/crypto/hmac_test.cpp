#include "crypto/hmac.hpp"

#include <atomic>

#include "support/catch.hpp"
#include "support/threads.hpp"
#include "support/vectors.hpp"

using namespace counterfoil;
using counterfoil::testing::from_hex;
using counterfoil::testing::read_vectors;
using counterfoil::testing::run_threads;
using detail::HmacKey;
using detail::HmacTag;

namespace {

bool is(const HmacTag& tag, const Bytes& expected) {
  return Bytes(tag.begin(), tag.end()) == expected;
}

}  // namespace

TEST_CASE("HMAC-SHA-256 gives the tags of RFC 4231, in one piece and in many") {
  const auto vectors = read_vectors("hmac_sha256.txt");
  REQUIRE(vectors.size() == 6);
  for (const auto& vector : vectors) {
    const HmacKey key{SecretBytes(ByteView(from_hex(vector[0])))};
    const Bytes data = from_hex(vector[1]);
    const Bytes expected = from_hex(vector[2]);
    CHECK(is(key.digest({data}).value(), expected));
    CHECK(is(key.digest({data}).value(), expected));
    const ByteView view(data);
    CHECK(is(key.digest({view.first(3), {}, view.subspan(3)}).value(), expected));
  }
}

TEST_CASE("one key serves more threads than it keeps contexts", "[race]") {
  const HmacKey key{SecretBytes(std::string_view("a key that all threads share"))};
  const HmacTag expected = key.digest({as_bytes("message")}).value();
  std::atomic<int> wrong{0};
  run_threads(24, [&](int /*thread*/) {
    for (int i = 0; i < 200; ++i) {
      const auto tag = key.digest({as_bytes("mess"), as_bytes("age")});
      if (!tag || *tag != expected) ++wrong;
    }
  });
  CHECK(wrong == 0);
}
