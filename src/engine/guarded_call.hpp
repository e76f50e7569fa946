#pragma once

#include <memory>
#include <new>
#include <string>
#include <type_traits>

#include "counterfoil/base/result.hpp"
#include "counterfoil/provider/alarm.hpp"

namespace counterfoil {

/// Calls a provider of the host. What it throws becomes errc::provider_failed: no exception leaves the engine,
/// and a fault is never "allow". The exception's text is left out, since nobody knows what is in it.
template <class F>
std::invoke_result_t<F> guarded_call(const char* provider, F&& call) noexcept {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return Error(errc::out_of_memory, std::string(provider) + ": memory ran out");
  } catch (...) {
    return Error(errc::provider_failed, std::string(provider) + ": the provider threw an exception");
  }
}

/// Raises an alarm; one that fails must not fail the operation.
inline void raise_alarm(const std::shared_ptr<AlarmSink>& alarms, AlarmKind kind, const TenantId& tenant,
                        const std::optional<AccountId>& account, const std::string& sentence) noexcept {
  if (!alarms) return;
  try {
    alarms->raise(kind, tenant, account, sentence);
  } catch (...) {
    return;
  }
}

}  // namespace counterfoil
