#include "otp/counter_hmac.hpp"

#include <openssl/evp.h>

#include <cstring>

#include "counterfoil/base/secret.hpp"
#include "otp/big_endian.hpp"

namespace counterfoil::detail {

// Between two uses all are fresh, so that a use begins without starting them.
struct HmacContexts {
  const EVP_MD* hash = nullptr;
  EVP_MD_CTX* fresh = nullptr;  // never takes anything
  EVP_MD_CTX* inner = nullptr;  // takes the key's inner block
  EVP_MD_CTX* outer = nullptr;  // takes the key's outer block
  EVP_MD_CTX* work = nullptr;

  HmacContexts() = default;
  HmacContexts(const HmacContexts&) = delete;
  HmacContexts& operator=(const HmacContexts&) = delete;
  ~HmacContexts() {
    for (EVP_MD_CTX* context : {fresh, inner, outer, work}) ::EVP_MD_CTX_free(context);
  }
};

namespace {

constexpr std::size_t largest_block = 128;
constexpr std::size_t algorithm_count = 3;

using Block = std::array<std::uint64_t, largest_block / sizeof(std::uint64_t)>;

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
  for (EVP_MD_CTX** context : {&contexts.fresh, &contexts.inner, &contexts.outer, &contexts.work}) {
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

bool absorb_block(EVP_MD_CTX* context, Block& key, std::size_t size, std::uint64_t pad) noexcept {
  for (std::size_t i = 0; i < size / sizeof pad; ++i) key[i] ^= pad;
  return ::EVP_DigestUpdate(context, key.data(), size) == 1;
}

bool absorb_key(HmacContexts& contexts, ByteView key) noexcept {
  constexpr std::uint64_t inner_pad = 0x3636363636363636;
  constexpr std::uint64_t outer_pad = 0x5C5C5C5C5C5C5C5C;
  const auto size = static_cast<std::size_t>(::EVP_MD_get_block_size(contexts.hash));
  Block block{};
  bool done = true;
  if (key.size() <= size) {
    if (!key.empty()) std::memcpy(block.data(), key.data(), key.size());
  } else {
    done = ::EVP_DigestUpdate(contexts.work, key.data(), key.size()) == 1 &&
           ::EVP_DigestFinal_ex(contexts.work, reinterpret_cast<unsigned char*>(block.data()), nullptr) == 1;
  }
  done = done && absorb_block(contexts.inner, block, size, inner_pad) &&
         absorb_block(contexts.outer, block, size, inner_pad ^ outer_pad);
  wipe(block.data(), sizeof block);
  return done;
}

bool finish(EVP_MD_CTX* context, const void* data, std::size_t size, CounterHmac::Digest& out) noexcept {
  return ::EVP_DigestUpdate(context, data, size) == 1 &&
         ::EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(out.data()), nullptr) == 1;
}

}  // namespace

CounterHmac::CounterHmac(OtpAlgorithm algorithm, ByteView key) noexcept
    : contexts_(contexts_of_this_thread(algorithm)) {
  if (contexts_ != nullptr) usable_ = absorb_key(*contexts_, key);
}

CounterHmac::~CounterHmac() {
  if (contexts_ == nullptr) return;
  for (EVP_MD_CTX* context : {contexts_->inner, contexts_->outer, contexts_->work}) {
    // Wipes and frees the state that was there, and is quicker than to start it again.
    if (::EVP_MD_CTX_copy_ex(context, contexts_->fresh) != 1) contexts_->hash = nullptr;
  }
}

bool CounterHmac::digest(std::uint64_t counter, Digest& out) noexcept {
  if (!usable_) return false;
  const std::uint64_t message = big_endian(counter);
  const auto size = static_cast<std::size_t>(::EVP_MD_get_size(contexts_->hash));
  return ::EVP_MD_CTX_copy_ex(contexts_->work, contexts_->inner) == 1 &&
         finish(contexts_->work, &message, sizeof message, out) &&
         ::EVP_MD_CTX_copy_ex(contexts_->work, contexts_->outer) == 1 &&
         finish(contexts_->work, out.data(), size, out);
}

bool CounterHmac::last_digest(std::uint64_t counter, Digest& out) noexcept {
  if (!usable_) return false;
  const std::uint64_t message = big_endian(counter);
  const auto size = static_cast<std::size_t>(::EVP_MD_get_size(contexts_->hash));
  usable_ = false;
  return finish(contexts_->inner, &message, sizeof message, out) &&
         finish(contexts_->outer, out.data(), size, out);
}

}  // namespace counterfoil::detail
