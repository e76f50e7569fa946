#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

#include "engine/guard_runner.hpp"

namespace counterfoil {

/// Notices when many names of a tenant fail in a short time: one password tried against everybody. Counts in
/// memory and adds to the tenant's meter in lots, so that a wrong password costs the same for every name.
/// It raises an alarm and locks nobody. Thread-safe.
class SpraySignal {
 public:
  SpraySignal(GuardRunner& guards, std::shared_ptr<AlarmSink> alarms);

  void count_failure(const TenantId& tenant, const Policy& policy);

 private:
  GuardRunner& guards_;
  std::shared_ptr<AlarmSink> alarms_;
  std::mutex mutex_;
  std::map<TenantId, std::uint64_t> uncounted_;
  std::map<TenantId, Timestamp> alarmed_;
};

}  // namespace counterfoil
