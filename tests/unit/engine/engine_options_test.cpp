// What an engine is made of.

#include <functional>
#include <stdexcept>

#include "counterfoil/codec/tenant_json.hpp"
#include "counterfoil/store/memory_store.hpp"
#include "engine_fixture.hpp"
#include "support/key_rings.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

TenantSettings tenant_named(const std::string& id) {
  return parse_tenant(R"({"id": ")" + id + R"(", "issuer": "Example University",
      "realms": [{"domain": "example.ac.uk", "display_name": "Staff"}]})")
      .value();
}

EngineOptions complete() {
  EngineOptions options;
  options.store = memory_store();
  options.clock = std::make_shared<FakeClock>();
  options.entropy = std::make_shared<SeededEntropy>(1);
  options.keys = std::make_shared<MemoryKeyRing>(ring_of(1));
  options.tenants.push_back(tenant_named("example"));
  return options;
}

class BrokenKeys final : public KeyRingSource {
 public:
  explicit BrokenKeys(bool throwing) : throwing_(throwing) {}

  Result<KeyRing> load() override {
    if (throwing_) throw std::runtime_error("on purpose");
    return Error(errc::key_file_missing, "key ring: missing on purpose");
  }

 private:
  bool throwing_;
};

NewAccount ada(const std::string& tenant) {
  NewAccount account{TenantId::parse(tenant).value(), AccountId::parse("ada").value(), {"ada@example.ac.uk"}};
  account.password = secret(EngineFixture::password);
  return account;
}

}  // namespace

TEST_CASE("an engine without a store, a clock, entropy, keys or a tenant is not made") {
  CHECK(Engine::create(complete()));
  const std::vector<std::function<void(EngineOptions&)>> omissions = {
      [](EngineOptions& o) { o.store = nullptr; }, [](EngineOptions& o) { o.clock = nullptr; },
      [](EngineOptions& o) { o.entropy = nullptr; }, [](EngineOptions& o) { o.keys = nullptr; },
      [](EngineOptions& o) { o.tenants.clear(); }};
  for (const auto& omit : omissions) {
    EngineOptions options = complete();
    omit(options);
    const auto made = Engine::create(std::move(options));
    CHECK(code_of(made) == errc::invalid_argument);
  }
}

TEST_CASE("an engine with two tenants of one id is not made") {
  EngineOptions options = complete();
  options.tenants.push_back(tenant_named("other"));
  CHECK(Engine::create(options));
  options.tenants.push_back(tenant_named("example"));
  const auto made = Engine::create(std::move(options));
  CHECK(code_of(made) == errc::invalid_argument);
}

TEST_CASE("an engine whose keys cannot be loaded is not made") {
  EngineOptions options = complete();
  options.keys = std::make_shared<BrokenKeys>(false);
  CHECK(code_of(Engine::create(options)) == errc::key_file_missing);
  options.keys = std::make_shared<BrokenKeys>(true);
  CHECK(code_of(Engine::create(options)) == errc::provider_failed);
}

TEST_CASE("an engine may be told how many passwords are verified at once, and needs no alarm sink") {
  EngineOptions options = complete();
  options.verifications_at_once = 2;
  auto engine = Engine::create(std::move(options));
  REQUIRE(engine);
  CHECK(engine->accounts().create(ada("example")));
  CHECK(code_of(engine->accounts().create(ada("elsewhere"))) == errc::not_found);
}
