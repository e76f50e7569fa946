#pragma once

#include <memory>
#include <string>
#include <vector>

#include "counterfoil/counterfoil.hpp"
#include "session/session_store.hpp"

namespace portal {

/// Where the portal is, as browsers and phones see it.
struct Addresses {
  std::string portal;         ///< Its origin: "http://localhost:8080".
  std::string authenticator;  ///< The origin of the phone's web app.
};

/// What the pages and the API stand on: one tenant of an engine, and the browsers' sessions. Thread-safe.
struct Portal {
  counterfoil::TenantSettings tenant;
  counterfoil::Engine engine;
  std::unique_ptr<SessionStore> sessions;
  Addresses addresses;
  bool demo = false;

  bool is_secure() const { return addresses.portal.starts_with("https:"); }
};

/// What open_portal() takes.
struct PortalOptions {
  std::string folder;  ///< Of the databases and the keys; it is made.
  Addresses addresses;
  bool demo = false;  ///< Makes the demo accounts, and says on the pages that they are one.
  std::shared_ptr<counterfoil::Clock> clock = counterfoil::system_clock();
};

/// Opens the databases and the key ring, which is made with them the first time, and makes the engine.
/// Throws std::runtime_error with a sentence for the operator.
Portal open_portal(const PortalOptions& options);

}  // namespace portal
