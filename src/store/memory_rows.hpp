#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "counterfoil/provider/store.hpp"

namespace counterfoil {

struct RowKeyHash {
  std::size_t operator()(const RowKey& key) const noexcept {
    const std::size_t name = std::hash<std::string>{}(key.name);
    const std::size_t tenant = std::hash<std::string>{}(key.tenant.text());
    return name ^ (tenant * 0x9E3779B97F4A7C15U) ^ (static_cast<std::size_t>(key.kind) << 61U);
  }
};

/// A row of the memory store with its journal, ascending without gaps (empty for guards and meters).
struct MemoryRow {
  std::uint64_t version = 0;
  Bytes bytes;
  std::string key_id;
  std::string summary;
  std::optional<Timestamp> expires;
  std::vector<JournalRow> journal;

  std::uint64_t journal_version() const noexcept { return journal.empty() ? 0 : journal.back().version; }
  const JournalRow* journal_row(std::uint64_t at) const noexcept {
    if (journal.empty() || at < journal.front().version || at > journal.back().version) return nullptr;
    return &journal[static_cast<std::size_t>(at - journal.front().version)];
  }
};

/// The part of the rows whose keys hash alike. Accounts stand apart from what sweep() looks through.
struct MemoryShard {
  using Table = std::unordered_map<RowKey, MemoryRow, RowKeyHash>;

  std::mutex mutex;
  Table accounts;
  Table expiring;

  Table& table(RowKind kind) noexcept { return kind == RowKind::account ? accounts : expiring; }
};

/// All rows, spread over shards.
class MemoryRows {
 public:
  static constexpr std::size_t shard_count = 64;

  MemoryShard& shard(const RowKey& key) noexcept {
    // The tables take the low bits of the same hash.
    return shards_[(RowKeyHash{}(key)*0x9E3779B97F4A7C15U) >> 58U];
  }
  std::array<MemoryShard, shard_count>& shards() noexcept { return shards_; }

 private:
  std::array<MemoryShard, shard_count> shards_;
};

}  // namespace counterfoil
