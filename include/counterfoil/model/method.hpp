#pragma once

#include <optional>
#include <string>

#include "counterfoil/base/time.hpp"
#include "counterfoil/model/ids.hpp"
#include "counterfoil/model/method_kind.hpp"

namespace counterfoil {

/// A registered way to sign in, as the person sees it. Nothing secret in it.
struct MethodView {
  MethodId id;
  MethodKind kind;
  std::string nickname;
  std::string detail;  ///< "6 digits every 30 seconds", "7 of 10 codes left"
  Timestamp created;
  std::optional<Timestamp> last_used;
  bool suspended = false;
  bool is_default = false;
};

/// A browser that completed a multi-factor sign-in.
struct BrowserView {
  BrowserId id;
  std::string label;  ///< RequestContext::browser at its first sign-in
  std::string place;
  Timestamp since;
  std::optional<Timestamp> last_used;
  bool is_this = false;
};

/// A completed sign-in that is still usable.
struct SessionView {
  SessionId id;
  std::string app;
  std::string browser;
  std::string place;
  Timestamp started;
  Timestamp expires;
  bool is_this = false;
};

}  // namespace counterfoil
