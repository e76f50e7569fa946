#pragma once

#include <optional>
#include <string>

#include "counterfoil/model/context.hpp"
#include "counterfoil/model/event.hpp"

namespace counterfoil {

/// An event as a decision records it; the chain gives it sequence, time and links.
struct EventDraft {
  EventType type;
  std::optional<FactorKind> factor{};
  std::optional<MethodId> method{};
  std::optional<SessionId> session{};
  std::string label{};
  std::string detail{};
  RequestContext context{};
  bool known_browser = false;
};

}  // namespace counterfoil
