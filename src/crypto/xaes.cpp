#include "crypto/xaes.hpp"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace counterfoil::detail {

namespace {

bool feed_piece(EVP_CIPHER_CTX* context, ByteView piece) noexcept {
  if (piece.empty()) return true;
  int written = 0;
  return ::EVP_CipherUpdate(context, nullptr, &written, octets(piece), static_cast<int>(piece.size())) == 1;
}

// Pieces that are not whole blocks slow OpenSSL down: short ones go in as one.
bool feed(EVP_CIPHER_CTX* context, std::initializer_list<ByteView> associated_data) noexcept {
  std::array<std::byte, 256> joined;
  std::size_t size = 0;
  for (const ByteView piece : associated_data) {
    if (piece.size() > joined.size() - size) {
      if (!feed_piece(context, ByteView(joined).first(size))) return false;
      size = 0;
    }
    if (piece.size() > joined.size()) {
      if (!feed_piece(context, piece)) return false;
      continue;
    }
    if (!piece.empty()) std::memcpy(joined.data() + size, piece.data(), piece.size());
    size += piece.size();
  }
  return feed_piece(context, ByteView(joined).first(size));
}

bool transform(EVP_CIPHER_CTX* context, ByteView in, std::span<std::byte> out) noexcept {
  if (in.empty()) return true;
  int written = 0;
  return ::EVP_CipherUpdate(context, writable_octets(out), &written, octets(in),
                            static_cast<int>(in.size())) == 1 &&
         static_cast<std::size_t>(written) == in.size();
}

// GCM writes nothing at its end; the pointer has to be valid all the same.
bool finish(EVP_CIPHER_CTX* context) noexcept {
  std::array<unsigned char, 16> none{};
  int written = 0;
  return ::EVP_CipherFinal_ex(context, none.data(), &written) == 1;
}

std::span<const std::byte> second_half(XaesContext::Nonce nonce) noexcept {
  return nonce.last<12>();
}

}  // namespace

std::unique_ptr<XaesContext> XaesContext::make(const SecretBytes& key) {
  if (aes_256_ecb() == nullptr || aes_256_gcm() == nullptr || key.size() != key_size) return nullptr;
  CipherContext block_cipher(::EVP_CIPHER_CTX_new());
  CipherContext gcm(::EVP_CIPHER_CTX_new());
  if (block_cipher == nullptr || gcm == nullptr) throw std::bad_alloc();

  const unsigned char* key_octets = octets(key.read(SecretAccess::grant()));
  if (::EVP_EncryptInit_ex2(block_cipher.get(), aes_256_ecb(), key_octets, nullptr, nullptr) != 1 ||
      ::EVP_CIPHER_CTX_set_padding(block_cipher.get(), 0) != 1 ||
      ::EVP_EncryptInit_ex2(gcm.get(), aes_256_gcm(), nullptr, nullptr, nullptr) != 1) {
    return nullptr;
  }
  std::unique_ptr<XaesContext> context(new XaesContext(std::move(block_cipher), std::move(gcm)));
  return context->derive_subkey() ? std::move(context) : nullptr;
}

// L = AES(0); K1 is L doubled in GF(2^128).
bool XaesContext::derive_subkey() noexcept {
  Block l{};
  if (!transform(block_cipher_.get(), Block{}, l)) return false;
  const auto carry_out = std::to_integer<unsigned>(l[0] >> 7);
  for (std::size_t i = 0; i < block_size; ++i) {
    const std::byte carry_in = i + 1 < block_size ? l[i + 1] >> 7 : std::byte{0};
    subkey_[i] = (l[i] << 1) | carry_in;
  }
  subkey_[block_size - 1] ^= static_cast<std::byte>(carry_out * 0x87U);
  wipe(l.data(), l.size());
  return true;
}

// Two CMACs of one block each, over 16 bits of counter, the label "X", a zero and half of the nonce.
bool XaesContext::derive_message_key(Nonce nonce, MessageKey& key) noexcept {
  MessageKey input{};
  for (std::size_t counter = 1; counter <= 2; ++counter) {
    std::byte* block = input.data() + (counter - 1) * block_size;
    block[1] = static_cast<std::byte>(counter);
    block[2] = std::byte{'X'};
    std::copy_n(nonce.begin(), 12, block + 4);
    for (std::size_t i = 0; i < block_size; ++i) block[i] ^= subkey_[i];
  }
  return transform(block_cipher_.get(), input, key);
}

XaesContext::Outcome XaesContext::encrypt(Nonce nonce, Pieces associated_data, ByteView plaintext,
                                          std::span<std::byte> ciphertext, Tag tag) noexcept {
  MessageKey key{};
  const bool begun =
      derive_message_key(nonce, key) &&
      ::EVP_EncryptInit_ex2(gcm_.get(), nullptr, octets(key), octets(second_half(nonce)), nullptr) == 1;
  wipe(key.data(), key.size());
  if (!begun || !feed(gcm_.get(), associated_data) || !transform(gcm_.get(), plaintext, ciphertext) ||
      !finish(gcm_.get())) {
    return Outcome::failed;
  }
  const bool tagged = ::EVP_CIPHER_CTX_ctrl(gcm_.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, tag.data()) == 1;
  return tagged ? Outcome::done : Outcome::failed;
}

XaesContext::Outcome XaesContext::decrypt(Nonce nonce, Pieces associated_data, ByteView ciphertext,
                                          ConstTag tag, std::span<std::byte> plaintext) noexcept {
  // OpenSSL takes the expected tag through a pointer to non-const, and does not write to it.
  const std::array expected = {
      ::OSSL_PARAM_construct_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, const_cast<std::byte*>(tag.data()),
                                          tag.size()),
      ::OSSL_PARAM_construct_end(),
  };
  MessageKey key{};
  const bool begun = derive_message_key(nonce, key) &&
                     ::EVP_DecryptInit_ex2(gcm_.get(), nullptr, octets(key), octets(second_half(nonce)),
                                           expected.data()) == 1;
  wipe(key.data(), key.size());
  if (!begun || !feed(gcm_.get(), associated_data) || !transform(gcm_.get(), ciphertext, plaintext)) {
    return Outcome::failed;
  }
  return finish(gcm_.get()) ? Outcome::done : Outcome::tag_mismatch;
}

}  // namespace counterfoil::detail
