#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "counterfoil/provider/store.hpp"

namespace counterfoil::testing {

/// A store that does what another one does, and tells of everything that it acknowledged to have stored.
///
/// Thread safety: that of the other store; `stored` is called by the thread that stores.
class NotedStore final : public Store {
 public:
  NotedStore(std::shared_ptr<Store> store, std::function<void()> stored)
      : store_(std::move(store)), stored_(std::move(stored)) {}

  Result<Row> load(const RowKey& key) override { return store_->load(key); }
  Result<CommitOutcome> commit(const Change& change) override {
    auto outcome = store_->commit(change);
    if (outcome && *outcome == CommitOutcome::committed) stored_();
    return outcome;
  }
  Result<std::optional<AccountId>> find(const LookupKey& key) override { return store_->find(key); }
  Result<std::vector<ScannedRow>> scan(RowKind kind, const TenantId& tenant, const std::string& after,
                                       std::size_t limit) override {
    return store_->scan(kind, tenant, after, limit);
  }
  Result<std::vector<JournalRow>> journal(const TenantId& tenant, const AccountId& account,
                                          std::uint64_t from_version, std::size_t limit) override {
    return store_->journal(tenant, account, from_version, limit);
  }
  Result<void> prune(const TenantId& tenant, const AccountId& account, std::uint64_t version) override {
    return noted(store_->prune(tenant, account, version));
  }
  Result<void> erase(const TenantId& tenant, const AccountId& account, std::uint64_t version) override {
    return noted(store_->erase(tenant, account, version));
  }
  Result<std::vector<ClaimedMessage>> claim(Timestamp now, std::size_t limit, Duration lease) override {
    return noted(store_->claim(now, limit, lease));
  }
  Result<void> settle(const std::vector<Settlement>& settlements) override {
    return noted(store_->settle(settlements));
  }
  Result<std::size_t> sweep(Timestamp now, std::size_t limit) override {
    return noted(store_->sweep(now, limit));
  }
  Result<std::unique_ptr<Subscription>> on_change(std::function<void()> changed) override {
    return store_->on_change(std::move(changed));
  }

 private:
  template <class T>
  Result<T> noted(Result<T> result) const {
    if (result) stored_();
    return result;
  }

  const std::shared_ptr<Store> store_;
  const std::function<void()> stored_;
};

}  // namespace counterfoil::testing
