#include <fstream>
#include <iterator>

#include "codec/account_codec.hpp"
#include "codec/document_envelope.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/describe_document.hpp"
#include "support/documents.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

const std::string folder = COUNTERFOIL_TEST_VECTORS "/documents/";

std::string content_of(const std::string& name) {
  std::ifstream file(folder + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const std::vector<std::string> frozen = {"minimal",   "everyday", "at_all_limits",
                                         "tombstone", "future",   "with_phone"};

}  // namespace

TEST_CASE("documents that were ever written keep opening, field by field") {
  for (const std::string& name : frozen) {
    const std::string stored = content_of(name + ".bin");
    const auto document = decode_account(sample_tenant(), sample_account(), as_bytes(stored));
    INFO(name);
    REQUIRE(document);
    CHECK(difference(Json::parse(content_of(name + ".json")), describe(*document)) == "");
  }
}

TEST_CASE("documents that were ever written are written again as the same") {
  for (const std::string& name : frozen) {
    const std::string stored = content_of(name + ".bin");
    const auto document = decode_account(sample_tenant(), sample_account(), as_bytes(stored));
    REQUIRE(document);
    const Bytes again = encode(*document).value();
    CHECK(decode_account(sample_tenant(), sample_account(), again).value() == *document);
  }
}

TEST_CASE("rows that were ever written keep opening with their keys") {
  const KeyRing ring = KeyRing::read(SecretBytes(content_of("key_ring.txt"))).value();
  const RowKey row{RowKind::account, sample_tenant(), sample_account().text()};
  for (const std::string& name : frozen) {
    INFO(name);
    const std::string stored = content_of(name + ".row.bin");
    const auto document = open_envelope(ring, row, 12, as_bytes(stored));
    REQUIRE(document);
    CHECK(as_text(*document) == content_of(name + ".bin"));
    CHECK_FALSE(open_envelope(ring, row, 13, as_bytes(stored)));
  }
}

TEST_CASE("the schema describes what is stored, by protoc's own reading") {
  const std::string schema = COUNTERFOIL_SOURCE_DIR "/src/codec";
  const auto decoded = [&](const std::string& name) {
    return run_command("protoc --decode=counterfoil.stored.Account -I '" + schema + "' account.proto < '" +
                       folder + name + ".bin'");
  };
  const auto everyday = decoded("everyday");
  REQUIRE(everyday.status == 0);
  CHECK(everyday.text.find("nickname: \"My phone\"") != std::string::npos);
  CHECK(everyday.text.find("period_seconds: 30") != std::string::npos);
  CHECK(everyday.text.find("texts: \"Firefox on Windows\"") != std::string::npos);
  CHECK(everyday.text.find("901:") == std::string::npos);
  const auto future = decoded("future");
  REQUIRE(future.status == 0);
  CHECK(future.text.find("901: \"added later\"") != std::string::npos);
}
