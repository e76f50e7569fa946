#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/secret.hpp"
#include "crypto/openssl.hpp"

namespace counterfoil::detail {

/// XAES-256-GCM (C2SP, https://c2sp.org/XAES-256-GCM): AES-256-GCM under a key derived for each message, by
/// the counter KDF of NIST SP 800-108r1 on CMAC-AES256, from the first half of a nonce of 192 bits. Random
/// nonces are then safe for 2^80 messages under one key; the 96 bits of plain GCM are for 2^32.
///
/// Holds its key in OpenSSL contexts, which are wiped when freed. One thread at a time.
class XaesContext {
 public:
  static constexpr std::size_t key_size = 32;
  static constexpr std::size_t nonce_size = 24;
  static constexpr std::size_t tag_size = 16;

  using Nonce = std::span<const std::byte, nonce_size>;
  using Tag = std::span<std::byte, tag_size>;
  using ConstTag = std::span<const std::byte, tag_size>;
  using Pieces = std::initializer_list<ByteView>;

  enum class Outcome { done, tag_mismatch, failed };

  /// Null if OpenSSL cannot. Throws std::bad_alloc only.
  static std::unique_ptr<XaesContext> make(const SecretBytes& key);

  /// Encrypts to `ciphertext`, as long as `plaintext`, and writes the tag. `associated_data` are pieces of
  /// one byte string.
  Outcome encrypt(Nonce nonce, Pieces associated_data, ByteView plaintext, std::span<std::byte> ciphertext,
                  Tag tag) noexcept;

  /// Decrypts to `plaintext`, as long as `ciphertext`. What it holds after a tag_mismatch must not be used.
  Outcome decrypt(Nonce nonce, Pieces associated_data, ByteView ciphertext, ConstTag tag,
                  std::span<std::byte> plaintext) noexcept;

 private:
  static constexpr std::size_t block_size = 16;
  using Block = std::array<std::byte, block_size>;
  using MessageKey = std::array<std::byte, key_size>;

  XaesContext(CipherContext block_cipher, CipherContext gcm) noexcept
      : block_cipher_(std::move(block_cipher)), gcm_(std::move(gcm)) {}

  bool derive_subkey() noexcept;
  bool derive_message_key(Nonce nonce, MessageKey& key) noexcept;

  CipherContext block_cipher_;  // AES-256 with the key
  CipherContext gcm_;           // AES-256-GCM, keyed anew for each message
  Block subkey_{};              // K1 of CMAC, NIST SP 800-38B section 6.1
};

}  // namespace counterfoil::detail
