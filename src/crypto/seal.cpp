#include "counterfoil/crypto/seal.hpp"

#include <algorithm>
#include <array>
#include <new>

#include "base/out_of_memory.hpp"
#include "crypto/big_endian.hpp"
#include "crypto/fill.hpp"
#include "crypto/working_keys.hpp"

namespace counterfoil {

namespace {

using detail::KeyPurpose;
using detail::WorkingKeys;
using detail::XaesContext;
using Outcome = XaesContext::Outcome;

constexpr std::byte format_version{1};
constexpr std::size_t header_size = 1 + KeyId::size;
constexpr std::size_t nonce_end = header_size + XaesContext::nonce_size;
static_assert(Seal::overhead == nonce_end + XaesContext::tag_size);

/// Sealed bytes, taken apart.
struct Parts {
  ByteView header;
  XaesContext::Nonce nonce;
  ByteView ciphertext;
  XaesContext::ConstTag tag;
};

Result<void> check_format(ByteView sealed) {
  if (!sealed.empty() && sealed[0] > format_version) {
    return Error(errc::schema_too_new, "sealed data: its format is newer than this version of the library");
  }
  if (sealed.size() < Seal::overhead) return Error(errc::seal_broken, "sealed data: it is truncated");
  if (sealed[0] != format_version) return Error(errc::seal_broken, "sealed data: its format is unknown");
  return {};
}

Parts parts_of(ByteView sealed) noexcept {
  return {sealed.first<header_size>(), sealed.subspan<header_size, XaesContext::nonce_size>(),
          sealed.subspan(nonce_end, sealed.size() - Seal::overhead), sealed.last<XaesContext::tag_size>()};
}

KeyId key_id_in(ByteView header) noexcept {
  std::array<std::byte, KeyId::size> id{};
  std::copy_n(header.begin() + 1, id.size(), id.begin());
  return KeyId(id);
}

Result<detail::HmacTag> hedged_nonce(const WorkingKeys& keys, KeyPurpose purpose,
                                     const SecretBytes& plaintext, const DataTuple& associated_data,
                                     Entropy& entropy) {
  std::array<std::byte, 32> fresh{};
  if (auto filled = detail::fill(entropy, fresh); !filled) return std::move(filled).error();
  const std::array purpose_byte = {static_cast<std::byte>(purpose)};
  const ByteView encoded = associated_data.encoded();
  const auto size = detail::big_endian(static_cast<std::uint64_t>(encoded.size()));
  return keys.hmac_key(KeyPurpose::seal_nonce)
      .digest({fresh, purpose_byte, size, encoded, plaintext.read(SecretAccess::grant())});
}

}  // namespace

Result<Bytes> Seal::seal(const SecretBytes& plaintext, const DataTuple& associated_data,
                         Entropy& entropy) const try {
  if (plaintext.size() > max_plaintext) {
    return Error(errc::too_long, "plaintext: expected at most 1 MiB to seal");
  }
  const WorkingKeys& keys = ring_.primary().working_keys();
  const KeyPurpose purpose = detail::purpose_of(purpose_);
  const auto nonce = hedged_nonce(keys, purpose, plaintext, associated_data, entropy);
  if (!nonce) return nonce.error();

  Bytes sealed(overhead + plaintext.size());
  const std::span<std::byte> out(sealed);
  out[0] = format_version;
  std::ranges::copy(keys.id().bytes(), out.begin() + 1);
  std::copy_n(nonce->begin(), XaesContext::nonce_size, out.begin() + header_size);

  const auto context = keys.seal_key(purpose).context();
  if (!context) return detail::crypto_failed("AES-256-GCM");
  const Parts parts = parts_of(sealed);
  const auto outcome = context->encrypt(
      parts.nonce, {parts.header, associated_data.encoded()}, plaintext.read(SecretAccess::grant()),
      out.subspan(nonce_end, plaintext.size()), out.last<XaesContext::tag_size>());
  if (outcome != Outcome::done) return detail::crypto_failed("AES-256-GCM");
  return sealed;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> Seal::open(ByteView sealed, const DataTuple& associated_data) const try {
  if (auto checked = check_format(sealed); !checked) return std::move(checked).error();
  const Parts parts = parts_of(sealed);
  const RingKey* const key = ring_.find(key_id_in(parts.header));
  if (key == nullptr) return ring_.key(key_id_in(parts.header)).error();

  const auto context = key->working_keys().seal_key(detail::purpose_of(purpose_)).context();
  if (!context) return detail::crypto_failed("AES-256-GCM");
  SecretBytes plaintext(parts.ciphertext.size());
  const auto outcome = context->decrypt(parts.nonce, {parts.header, associated_data.encoded()},
                                        parts.ciphertext, parts.tag, plaintext.write(SecretAccess::grant()));
  if (outcome == Outcome::failed) return detail::crypto_failed("AES-256-GCM");
  if (outcome == Outcome::tag_mismatch) {
    return Error(errc::seal_broken, "sealed data: it was altered, or does not belong here");
  }
  return plaintext;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<Bytes> Seal::reseal(ByteView sealed, const DataTuple& associated_data, Entropy& entropy) const {
  const auto plaintext = open(sealed, associated_data);
  if (!plaintext) return plaintext.error();
  return seal(*plaintext, associated_data, entropy);
}

Result<KeyId> Seal::key_id_of(ByteView sealed) {
  if (auto checked = check_format(sealed); !checked) return std::move(checked).error();
  return key_id_in(sealed);
}

}  // namespace counterfoil
