#include "engine/spray_signal.hpp"

#include <algorithm>
#include <utility>

#include "engine/guarded_call.hpp"

namespace counterfoil {

namespace {

/// A sixteenth of the threshold: several processes together are late by little.
std::uint64_t lot_of(const SprayRules& rules) {
  return std::max<std::uint64_t>(1, rules.threshold / 16);
}

}  // namespace

SpraySignal::SpraySignal(GuardRunner& guards, std::shared_ptr<AlarmSink> alarms)
    : guards_(guards), alarms_(std::move(alarms)) {}

void SpraySignal::count_failure(const TenantId& tenant, const Policy& policy) {
  std::uint64_t lot = 0;
  {
    const std::lock_guard lock(mutex_);
    std::uint64_t& uncounted = uncounted_[tenant];
    if (++uncounted < lot_of(policy.spray)) return;
    lot = std::exchange(uncounted, 0);
  }
  const auto counted = guards_.add_to_meter({tenant, "spray", policy}, policy.spray.window, lot);
  if (!counted || counted->count < policy.spray.threshold) return;
  {
    const std::lock_guard lock(mutex_);
    const auto last = alarmed_.find(tenant);
    if (last != alarmed_.end() && counted->now - last->second < policy.spray.window) return;
    alarmed_.insert_or_assign(tenant, counted->now);
  }
  raise_alarm(alarms_, AlarmKind::spray, tenant, std::nullopt,
              "many wrong passwords in a short time: somebody may be trying one password against many names");
}

}  // namespace counterfoil
