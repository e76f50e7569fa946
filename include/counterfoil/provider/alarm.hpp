#pragma once

#include <memory>
#include <optional>
#include <string>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/id.hpp"

namespace counterfoil {

/// What an operator should look at soon.
enum class AlarmKind {
  document_damaged,  ///< A row was altered, forged, moved, removed or rolled back.
  clock_behind,      ///< The clock is behind a step accepted before.
  spray,             ///< Many accounts of a tenant see failures in a short time.
  provider_failed,   ///< A provider of the host failed or threw.
  notice_queued,     ///< A notice could not be delivered and waits.
};

/// Takes alarms. Called from several threads at once, after the operation decided; must return soon. What it
/// throws is swallowed.
class COUNTERFOIL_API AlarmSink {
 public:
  AlarmSink() = default;
  AlarmSink(const AlarmSink&) = delete;
  AlarmSink& operator=(const AlarmSink&) = delete;
  virtual ~AlarmSink();

  /// @param sentence  English, without secrets or personal data.
  virtual void raise(AlarmKind kind, const TenantId& tenant, const std::optional<AccountId>& account,
                     const std::string& sentence) = 0;
};

}  // namespace counterfoil
