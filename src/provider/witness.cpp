#include "counterfoil/provider/witness.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace counterfoil {

Witness::~Witness() = default;

namespace {

constexpr std::size_t shard_count = 32;

class ProcessWitness final : public Witness {
 public:
  explicit ProcessWitness(std::size_t capacity)
      : per_shard_(std::max<std::size_t>(1, capacity / shard_count)) {}

  Result<void> note(const TenantId& tenant, const AccountId& account, std::uint64_t version) override {
    const std::string key = key_of(tenant, account);
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.index.find(key);
    if (found != shard.index.end()) {
      found->second->version = std::max(found->second->version, version);
      shard.newest_first.splice(shard.newest_first.begin(), shard.newest_first, found->second);
      return {};
    }
    shard.newest_first.push_front(Seen{key, version});
    shard.index.emplace(key, shard.newest_first.begin());
    if (shard.index.size() > per_shard_) {
      shard.index.erase(shard.newest_first.back().key);
      shard.newest_first.pop_back();
    }
    return {};
  }

  Result<std::uint64_t> highest(const TenantId& tenant, const AccountId& account) override {
    const std::string key = key_of(tenant, account);
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.index.find(key);
    return found == shard.index.end() ? std::uint64_t{0} : found->second->version;
  }

 private:
  struct Seen {
    std::string key;
    std::uint64_t version;
  };
  struct Shard {
    std::mutex mutex;
    std::list<Seen> newest_first;
    std::unordered_map<std::string, std::list<Seen>::iterator> index;
  };

  static std::string key_of(const TenantId& tenant, const AccountId& account) {
    return tenant.text() + ' ' + account.text();
  }
  Shard& shard_of(const std::string& key) { return shards_[std::hash<std::string>{}(key) % shard_count]; }

  std::size_t per_shard_;
  std::array<Shard, shard_count> shards_;
};

}  // namespace

std::shared_ptr<Witness> process_witness(std::size_t capacity) {
  return std::make_shared<ProcessWitness>(capacity);
}

}  // namespace counterfoil
