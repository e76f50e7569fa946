#include "portal.hpp"

#include <filesystem>
#include <stdexcept>

#include "demo_accounts.hpp"

namespace portal {

using namespace counterfoil;

namespace {

template <class T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  throw std::runtime_error(std::string(name_of(result.error().code)) + ": " + result.error().message);
}

void must(Result<void> result) {
  if (!result)
    throw std::runtime_error(std::string(name_of(result.error().code)) + ": " + result.error().message);
}

TenantSettings tenant_at(const std::string& origin) {
  return must(parse_tenant(R"({
      "id": "demo",
      "issuer": "Example University",
      "device_endpoint": ")" +
                           origin +
                           R"(/authenticator/demo",
      "realms": [
        {"domain": "staff.example.ac.uk", "display_name": "Staff account"},
        {"domain": "student.example.ac.uk", "display_name": "Student account"}
      ]
  })"));
}

}  // namespace

Portal open_portal(const PortalOptions& options) {
  const std::filesystem::path folder = options.folder;
  std::filesystem::create_directories(folder);
  const std::string keys = folder / "counterfoil.keys";
  const std::string database = folder / "counterfoil.db";
  EngineOptions engine;
  engine.clock = options.clock;
  engine.entropy = system_entropy();
  // A key ring that is missing beside its database is a loss to be told of, not to be papered over.
  if (!std::filesystem::exists(keys) && !std::filesystem::exists(database)) {
    must(KeyRingFile(keys).create(*engine.entropy, must(engine.clock->now())));
  }
  engine.keys = std::make_shared<KeyRingFile>(keys);
  engine.store = must(open_sqlite_store({database}));
  TenantSettings tenant = tenant_at(options.addresses.portal);
  engine.tenants.push_back(tenant);
  Portal portal{tenant, must(Engine::create(std::move(engine))),
                std::make_unique<SessionStore>(folder / "sessions.db"), options.addresses, options.demo};
  if (options.demo) must(make_demo_accounts(portal.engine, portal.tenant.id()));
  return portal;
}

}  // namespace portal
