#include "codec/account_codec.hpp"

#include <functional>

#include "support/catch.hpp"
#include "support/documents.hpp"
#include "support/random_document.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

Result<AccountDocument> decode(ByteView stored) {
  return decode_account(sample_tenant(), sample_account(), stored);
}

Bytes encoded(const AccountDocument& document) {
  return encode(document).value();
}

errc refusal_of(const Bytes& stored) {
  const auto decoded = decode(stored);
  REQUIRE_FALSE(decoded);
  return decoded.error().code;
}

Bytes operator+(Bytes left, const std::string& right) {
  const ByteView bytes = as_bytes(right);
  left.insert(left.end(), bytes.begin(), bytes.end());
  return left;
}

}  // namespace

TEST_CASE("a document survives encoding and decoding") {
  for (const AccountDocument& document : {minimal_document(), everyday_document(), document_at_all_limits(),
                                          tombstone(), document_with_phone()}) {
    CHECK(decode(encoded(document)).value() == document);
  }
}

TEST_CASE("random documents survive encoding and decoding, and encode to the same bytes again") {
  RandomDocuments documents(20261124);
  for (int i = 0; i < 2000; ++i) {
    const AccountDocument document = documents.next();
    const auto stored = encode(document);
    REQUIRE(stored);
    const auto decoded = decode(*stored);
    REQUIRE(decoded);
    REQUIRE(*decoded == document);
    REQUIRE(encoded(*decoded) == *stored);
  }
}

TEST_CASE("tenant and account are those asked for, not stored") {
  const auto other =
      decode_account(*TenantId::parse("other"), *AccountId::parse("somebody"), encoded(minimal_document()));
  REQUIRE(other);
  CHECK(other->tenant.text() == "other");
  CHECK(other->account.text() == "somebody");
}

TEST_CASE("fields of a newer version survive in every message") {
  const AccountDocument document = document_of_the_future();
  const Bytes stored = encoded(document);
  const auto decoded = decode(stored);
  REQUIRE(decoded);
  CHECK(*decoded == document);
  CHECK(encoded(*decoded) == stored);
}

TEST_CASE("a method of an unknown kind survives whole, and a change of what is known") {
  AccountDocument document = decode(encoded(document_of_the_future())).value();
  Method& method = document.methods[1];
  REQUIRE(std::holds_alternative<UnknownMethod>(method.payload));
  CHECK(method.unknown == future_field(16, "a passkey, perhaps"));
  method.nickname = "Renamed by an older process";
  const AccountDocument again = decode(encoded(document)).value();
  CHECK(again.methods[1].nickname == "Renamed by an older process");
  CHECK(again.methods[1].unknown == future_field(16, "a passkey, perhaps"));
}

TEST_CASE("a method without any payload is damage, not an unknown kind") {
  AccountDocument document = everyday_document();
  document.methods[1].payload = UnknownMethod{};
  CHECK(encode(document).error().code == errc::document_damaged);
}

TEST_CASE("a document of a newer schema is refused before anything else of it is read") {
  Bytes stored = encoded(everyday_document());
  stored[1] = std::byte{2};
  CHECK(refusal_of(stored) == errc::schema_too_new);
  CHECK(refusal_of(Bytes{std::byte{0x08}, std::byte{0x7F}, std::byte{0xFF}}) == errc::schema_too_new);
}

TEST_CASE("a document without a schema number at its beginning is damaged") {
  const Bytes stored = encoded(everyday_document());
  CHECK(refusal_of({}) == errc::document_damaged);
  CHECK(refusal_of({std::byte{0x08}}) == errc::document_damaged);
  CHECK(refusal_of(Bytes(stored.begin() + 2, stored.end())) == errc::document_damaged);
  Bytes zero = stored;
  zero[1] = std::byte{0};
  CHECK(refusal_of(zero) == errc::document_damaged);
}

TEST_CASE("a truncated document is never taken for whole when a field is cut") {
  const Bytes stored = encoded(everyday_document());
  std::size_t taken = 0;
  for (std::size_t size = 0; size < stored.size(); ++size) {
    const auto decoded = decode(ByteView(stored).first(size));
    if (!decoded) {
      CHECK(decoded.error().code == errc::document_damaged);
    } else {
      ++taken;
      CHECK_FALSE(*decoded == everyday_document());
    }
  }
  INFO("prefixes that end between fields are documents of their own; the envelope's MAC tells them apart");
  CHECK(taken < 40);
}

TEST_CASE("a document beyond every bound is refused cheaply") {
  CHECK(refusal_of(Bytes(std::size_t{1} << 20U, std::byte{0x08})) == errc::document_damaged);
  AccountDocument document = everyday_document();
  document.unknown = std::string(std::size_t{300} * 1024, 'x');
  CHECK(encode(document).error().code == errc::too_long);
}

TEST_CASE("numbers that are no enumerators are damage") {
  const std::string no_state = "\x28\x09";
  CHECK(refusal_of(encoded(everyday_document()) + no_state) == errc::document_damaged);
  const std::string huge_state = "\x28\x81\x80\x80\x80\x01";
  CHECK(refusal_of(encoded(everyday_document()) + huge_state) == errc::document_damaged);
}

TEST_CASE("a session whose texts are not there is damage") {
  const std::string session_of_text_99 =
      std::string("\xA2\x01\x14\x0A\x10", 5) + std::string(16, 'i') + "\x10\x63";
  CHECK(refusal_of(encoded(everyday_document()) + session_of_text_99) == errc::document_damaged);
}

TEST_CASE("failures out of order are damage and not put in order") {
  const auto with_strangers = [](const std::string& packed) {
    const std::string hours = std::string("\x1A") + static_cast<char>(packed.size()) + packed;
    return encoded(minimal_document()) + (std::string("\x72") + static_cast<char>(hours.size()) + hours);
  };
  CHECK(decode(with_strangers("\x05\x01\x02\x03")).value().strangers.failures.hours().size() == 2);
  CHECK(refusal_of(with_strangers(std::string("\x05\x01\x00\x03", 4))) == errc::document_damaged);
  CHECK(refusal_of(with_strangers(std::string("\x05\x00", 2))) == errc::document_damaged);
  CHECK(refusal_of(with_strangers("\x05\x01\x02")) == errc::document_damaged);
}

TEST_CASE("no message of a refusal tells anything of the content") {
  AccountDocument document = everyday_document();
  document.methods[0].nickname = "Jo's phone \xFF";
  const auto refused = encode(document);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "account document: expected method: a nickname in UTF-8");
}

TEST_CASE("an everyday document takes at most 3 KiB, one at all limits at most 8 KiB") {
  const std::size_t everyday = encoded(everyday_document()).size();
  const std::size_t at_all_limits = encoded(document_at_all_limits()).size();
  UNSCOPED_INFO("everyday " << everyday << ", at all limits " << at_all_limits << " bytes");
  CHECK(everyday <= 3'072);
  CHECK(at_all_limits <= 8'192);
}

TEST_CASE("texts that many sessions share are stored once") {
  AccountDocument document = document_at_all_limits();
  const std::size_t shared = encoded(document).size();
  for (LiveSession& session : document.sessions) session.place += session.id.text();
  CHECK(encoded(document).size() > shared + 800);
  CHECK(decode(encoded(document)).value() == document);
}
