// Writes the documents of tests/vectors/documents: for a field or kind that was added, never to change those that are
// there. Run once, with the folder as its argument:
//
//     ninja -C build/dev make_documents && build/dev/tests/unit/codec/make_documents tests/vectors/documents

#include <filesystem>
#include <fstream>
#include <iostream>

#include "codec/account_codec.hpp"
#include "codec/document_envelope.hpp"
#include "support/describe_document.hpp"
#include "support/documents.hpp"
#include "support/key_rings.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// Writes a file that is not there yet; what is frozen stays.
void write_once(const std::filesystem::path& path, std::string_view content) {
  if (std::filesystem::exists(path)) {
    std::cout << path.filename().string() << " is there already\n";
    return;
  }
  std::ofstream(path, std::ios::binary) << content;
  std::cout << path.filename().string() << " written\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_documents <folder>\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const KeyRing ring = ring_of(20'261'124);
  write_once(folder / "key_ring.txt", ring.write().value().read_text(SecretAccess::grant()));
  const std::pair<const char*, AccountDocument> documents[] = {{"minimal", minimal_document()},
                                                               {"everyday", everyday_document()},
                                                               {"at_all_limits", document_at_all_limits()},
                                                               {"tombstone", tombstone()},
                                                               {"future", document_of_the_future()},
                                                               {"with_phone", document_with_phone()}};
  for (const auto& [name, document] : documents) {
    const RowKey row{RowKind::account, document.tenant, document.account.text()};
    const Bytes bytes = encode(document).value();
    const Bytes stored = make_envelope(ring, row, 12, bytes).value();
    write_once(folder / (std::string(name) + ".bin"), as_text(bytes));
    write_once(folder / (std::string(name) + ".row.bin"), as_text(stored));
    write_once(folder / (std::string(name) + ".json"), describe(document).dump(1) + "\n");
  }
  return 0;
}
