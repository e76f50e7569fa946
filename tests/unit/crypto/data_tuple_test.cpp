#include "counterfoil/crypto/data_tuple.hpp"

#include <set>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/vectors.hpp"

using namespace counterfoil;
using counterfoil::testing::from_hex;

namespace {

Bytes encoding_of(const DataTuple& tuple) {
  const ByteView encoded = tuple.encoded();
  return {encoded.begin(), encoded.end()};
}

}  // namespace

TEST_CASE("a tuple is written part by part with kind and length") {
  CHECK(encoding_of(DataTuple()).empty());
  CHECK(encoding_of(DataTuple("ab")) == from_hex("01000000026162"));
  CHECK(encoding_of(DataTuple(std::uint64_t{258})) == from_hex("02000000080000000000000102"));
  CHECK(encoding_of(DataTuple("", "a")) == from_hex("0100000000010000000161"));
}

TEST_CASE("identifiers are parts by their bytes") {
  const auto tenant = TenantId::parse("acme").value();
  const auto id = RandomId<struct AnyTag>::parse("000102030405060708090a0b0c0d0e0f").value();
  CHECK(encoding_of(DataTuple(tenant)) == encoding_of(DataTuple("acme")));
  CHECK(encoding_of(DataTuple(id)) == from_hex("0100000010000102030405060708090a0b0c0d0e0f"));
}

TEST_CASE("different tuples never have the same encoding") {
  const std::vector<DataTuple> tuples = {
      DataTuple(),
      DataTuple(""),
      DataTuple("", ""),
      DataTuple("a", "bc"),
      DataTuple("ab", "c"),
      DataTuple("abc"),
      DataTuple("abc", ""),
      DataTuple("", "abc"),
      DataTuple("c", "ab"),
      DataTuple(std::string_view("a\0bc", 4)),
      DataTuple(std::uint64_t{0}),
      DataTuple(std::string_view("\0\0\0\0\0\0\0\0", 8)),
      DataTuple(std::uint64_t{1}),
      DataTuple(std::uint64_t{1}, std::uint64_t{1}),
      DataTuple(ByteView(encoding_of(DataTuple("a")))),
  };
  std::set<Bytes> encodings;
  for (const auto& tuple : tuples) encodings.insert(encoding_of(tuple));
  CHECK(encodings.size() == tuples.size());
}

TEST_CASE("a tuple beyond its inline size is encoded alike, and copies are independent") {
  const std::string half(DataTuple::inline_size / 2, 'h');
  const std::string exact(DataTuple::inline_size - 5, 'e');
  CHECK(DataTuple(exact).encoded().size() == DataTuple::inline_size);

  Bytes expected;
  DataTuple tuple;
  for (int i = 0; i < 10; ++i) {
    const Bytes part = encoding_of(DataTuple(half));
    expected.insert(expected.end(), part.begin(), part.end());
    tuple.add(half);
    CHECK(encoding_of(tuple) == expected);
  }
  DataTuple copy = tuple;
  copy.add("more");
  CHECK(encoding_of(tuple) == expected);
  CHECK(copy.encoded().size() == expected.size() + 9);
}
