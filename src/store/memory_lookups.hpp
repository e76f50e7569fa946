#pragma once

#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "counterfoil/provider/store.hpp"

namespace counterfoil {

struct LookupKeyHash {
  std::size_t operator()(const LookupKey& key) const noexcept {
    const std::size_t value = std::hash<std::string_view>{}(as_text(key.value));
    const std::size_t tenant = std::hash<std::string>{}(key.tenant.text());
    return value ^ (tenant * 0x9E3779B97F4A7C15U) ^ (static_cast<std::size_t>(key.kind) << 56U);
  }
};

/// The lookup keys of the memory store.
///
/// Thread safety: hold mutex() around every call; shared is enough for find() and is_taken().
class MemoryLookups {
 public:
  std::shared_mutex& mutex() noexcept { return mutex_; }

  std::optional<AccountId> find(const LookupKey& key) const {
    const auto found = owners_.find(key);
    if (found == owners_.end()) return std::nullopt;
    return found->second;
  }

  /// Does one of `keys` belong to another account than `account`?
  bool is_taken(const std::vector<LookupKey>& keys, const AccountId& account) const {
    for (const LookupKey& key : keys) {
      const auto found = owners_.find(key);
      if (found != owners_.end() && found->second != account) return true;
    }
    return false;
  }

  /// Gets ready to add `keys`. May throw std::bad_alloc, with nothing changed.
  void prepare(const std::vector<LookupKey>& keys, const AccountId& account) {
    prepared_.clear();
    for (const LookupKey& key : keys) prepared_.emplace(key, account);
    const std::size_t needed = owners_.size() + prepared_.size();
    const auto room = static_cast<float>(owners_.bucket_count()) * owners_.max_load_factor();
    if (static_cast<float>(needed) >= room) owners_.reserve(2 * needed);
  }

  /// Removes those of `removed` that are the account's, then adds what was prepared.
  void replace(const std::vector<LookupKey>& removed, const AccountId& account) noexcept {
    for (const LookupKey& key : removed) {
      const auto found = owners_.find(key);
      if (found != owners_.end() && found->second == account) owners_.erase(found);
    }
    owners_.merge(prepared_);
    prepared_.clear();
  }

 private:
  using Owners = std::unordered_map<LookupKey, AccountId, LookupKeyHash>;

  std::shared_mutex mutex_;
  Owners owners_;
  Owners prepared_;
};

}  // namespace counterfoil
