#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "codec/account_codec.hpp"
#include "codec/account_summary.hpp"

using namespace counterfoil;

/// Whatever the bytes are, decoding says what it makes of them; what it takes is a document that is written and read
/// again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TenantId tenant = *TenantId::parse("tenant");
  static const AccountId account = *AccountId::parse("account");
  const auto document = decode_account(tenant, account, {reinterpret_cast<const std::byte*>(data), size});
  if (!document) return 0;
  if (summary_of(*document).empty()) std::abort();
  const auto stored = encode(*document);
  if (!stored) {
    if (stored.error().code != errc::too_long) std::abort();
    return 0;
  }
  const auto again = decode_account(tenant, account, *stored);
  if (!again || !(*again == *document)) std::abort();
  const auto stored_again = encode(*again);
  if (!stored_again || *stored_again != *stored) std::abort();
  return 0;
}
