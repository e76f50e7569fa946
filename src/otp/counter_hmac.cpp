#include "otp/counter_hmac.hpp"

#include <openssl/evp.h>

#include <cstring>

#include "counterfoil/base/secret.hpp"

namespace counterfoil::detail {

struct HmacContexts {
  const EVP_MD* hash = nullptr;
  EVP_MD_CTX* inner = nullptr;  // with the key's inner block hashed
  EVP_MD_CTX* outer = nullptr;  // with the key's outer block hashed
  EVP_MD_CTX* work = nullptr;

  HmacContexts() = default;
  HmacContexts(const HmacContexts&) = delete;
  HmacContexts& operator=(const HmacContexts&) = delete;
  ~HmacContexts() {
    for (EVP_MD_CTX* context : {inner, outer, work}) ::EVP_MD_CTX_free(context);
  }
};

namespace {

constexpr std::size_t largest_block = 128;
constexpr std::size_t algorithm_count = 3;

using Block = std::array<unsigned char, largest_block>;

// Fetched once and never freed: an implicit fetch takes OpenSSL's locks in every thread, every time.
const EVP_MD* hash_of(std::size_t index) noexcept {
  static const std::array<EVP_MD*, algorithm_count> fetched{::EVP_MD_fetch(nullptr, "SHA1", nullptr),
                                                            ::EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                            ::EVP_MD_fetch(nullptr, "SHA512", nullptr)};
  return fetched[index];
}

bool make_contexts(HmacContexts& contexts, std::size_t index) noexcept {
  const EVP_MD* hash = hash_of(index);
  if (hash == nullptr || static_cast<std::size_t>(::EVP_MD_get_block_size(hash)) > largest_block)
    return false;
  for (EVP_MD_CTX** context : {&contexts.inner, &contexts.outer, &contexts.work}) {
    if (*context == nullptr) *context = ::EVP_MD_CTX_new();
    if (*context == nullptr || ::EVP_DigestInit_ex2(*context, hash, nullptr) != 1) return false;
  }
  contexts.hash = hash;
  return true;
}

HmacContexts* contexts_of_this_thread(OtpAlgorithm algorithm) noexcept {
  thread_local std::array<HmacContexts, algorithm_count> all;
  const auto index = static_cast<std::size_t>(algorithm) - 1;
  if (index >= algorithm_count) return nullptr;
  HmacContexts& contexts = all[index];
  if (contexts.hash == nullptr && !make_contexts(contexts, index)) return nullptr;
  return &contexts;
}

// Sets the state back to that of a fresh context, which overwrites what it held.
bool restart(EVP_MD_CTX* context) noexcept {
  return ::EVP_DigestInit_ex2(context, nullptr, nullptr) == 1;
}

bool absorb_block(EVP_MD_CTX* context, Block& key, std::size_t size, unsigned char pad) noexcept {
  for (std::size_t i = 0; i < size; ++i) key[i] ^= pad;
  return restart(context) && ::EVP_DigestUpdate(context, key.data(), size) == 1;
}

bool absorb_key(HmacContexts& contexts, ByteView key) noexcept {
  constexpr unsigned char inner_pad = 0x36;
  constexpr unsigned char outer_pad = 0x5C;
  const auto size = static_cast<std::size_t>(::EVP_MD_get_block_size(contexts.hash));
  Block block{};
  bool done = true;
  if (key.size() <= size) {
    if (!key.empty()) std::memcpy(block.data(), key.data(), key.size());
  } else {
    done = restart(contexts.work) && ::EVP_DigestUpdate(contexts.work, key.data(), key.size()) == 1 &&
           ::EVP_DigestFinal_ex(contexts.work, block.data(), nullptr) == 1;
  }
  done = done && absorb_block(contexts.inner, block, size, inner_pad) &&
         absorb_block(contexts.outer, block, size, inner_pad ^ outer_pad);
  wipe(block.data(), block.size());
  return done;
}

bool finish(EVP_MD_CTX* context, const void* data, std::size_t size, CounterHmac::Digest& out) noexcept {
  return ::EVP_DigestUpdate(context, data, size) == 1 &&
         ::EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(out.data()), nullptr) == 1;
}

std::array<unsigned char, 8> big_endian(std::uint64_t counter) noexcept {
  std::array<unsigned char, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<unsigned char>(counter >> (8 * (bytes.size() - 1 - i)) & 0xFF);
  }
  return bytes;
}

}  // namespace

CounterHmac::CounterHmac(OtpAlgorithm algorithm, ByteView key) noexcept
    : contexts_(contexts_of_this_thread(algorithm)) {
  if (contexts_ != nullptr && !absorb_key(*contexts_, key)) {
    contexts_->hash = nullptr;
    contexts_ = nullptr;
  }
}

CounterHmac::~CounterHmac() {
  if (contexts_ == nullptr) return;
  for (EVP_MD_CTX* context : {contexts_->inner, contexts_->outer, contexts_->work}) {
    if (!restart(context)) contexts_->hash = nullptr;  // made anew at the next use
  }
}

bool CounterHmac::digest(std::uint64_t counter, Digest& out) noexcept {
  if (contexts_ == nullptr) return false;
  const auto message = big_endian(counter);
  const auto size = static_cast<std::size_t>(::EVP_MD_get_size(contexts_->hash));
  return ::EVP_MD_CTX_copy_ex(contexts_->work, contexts_->inner) == 1 &&
         finish(contexts_->work, message.data(), message.size(), out) &&
         ::EVP_MD_CTX_copy_ex(contexts_->work, contexts_->outer) == 1 &&
         finish(contexts_->work, out.data(), size, out);
}

bool CounterHmac::last_digest(std::uint64_t counter, Digest& out) noexcept {
  if (contexts_ == nullptr) return false;
  const auto message = big_endian(counter);
  const auto size = static_cast<std::size_t>(::EVP_MD_get_size(contexts_->hash));
  return finish(contexts_->inner, message.data(), message.size(), out) &&
         finish(contexts_->outer, out.data(), size, out);
}

}  // namespace counterfoil::detail
