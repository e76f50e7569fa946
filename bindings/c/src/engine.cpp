#include "engine.hpp"

#include "counterfoil/codec/tenant_json.hpp"
#include "counterfoil/crypto/key_ring_file.hpp"
#include "counterfoil/store/sqlite_store.hpp"

using namespace counterfoil;

cfoil_status cfoil_key_file_create(const char* path) {
  return guard([&] {
    KeyRingFile file(text(path, "path"));
    (void)file.create(*system_entropy(), system_clock()->now().value()).value();
    return CFOIL_OK;
  });
}

cfoil_status cfoil_engine_create(cfoil_engine** engine, const cfoil_engine_options* options) {
  return guard([&] {
    clear(engine);
    const auto given = read_struct(options, offsetof(cfoil_engine_options, verifications_at_once));
    EngineOptions made;
    made.clock = system_clock();
    made.entropy = system_entropy();
    made.keys = std::make_shared<KeyRingFile>(text(given.key_file, "key_file"));
    made.verifications_at_once = given.verifications_at_once;
    if (given.tenants == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "tenants: NULL");
    for (std::size_t i = 0; i < given.tenant_count; ++i) {
      made.tenants.push_back(parse_tenant(text(given.tenants[i], "tenants")).value());
    }
    SqliteOptions sqlite;
    sqlite.path = text(given.database, "database");
    made.store = open_sqlite_store(sqlite).value();
    give(engine, std::make_unique<cfoil_engine>(cfoil_engine{Engine::create(std::move(made)).value()}));
    return CFOIL_OK;
  });
}

void cfoil_engine_destroy(cfoil_engine* engine) {
  destroy(engine);
}

cfoil_status cfoil_random_bytes(void* bytes, size_t size) {
  return guard([&] {
    if (bytes == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "bytes: NULL");
    system_entropy()->fill({static_cast<std::byte*>(bytes), size}).value();
    return CFOIL_OK;
  });
}

cfoil_status cfoil_accounts_create(cfoil_engine* engine, const cfoil_new_account* account) {
  return guard([&] {
    Accounts accounts = live(engine).engine.accounts();
    const auto given = read_struct(account, offsetof(cfoil_new_account, password));
    NewAccount made{id<TenantId>(given.tenant, "tenant"), id<AccountId>(given.account, "account"), {}};
    if (given.usernames == nullptr) refuse(CFOIL_INVALID_ARGUMENT, "usernames: NULL");
    for (std::size_t i = 0; i < given.username_count; ++i) {
      made.usernames.push_back(text(given.usernames[i], "usernames"));
    }
    if (given.password != nullptr) made.password = secret(given.password, given.password_size, "password");
    made.notice_address = text_or_none(given.notice_address);
    made.privilege = given.privilege;
    accounts.create(made).value();
    return CFOIL_OK;
  });
}
