#include <optional>
#include <string>
#include <vector>

#include "engine.hpp"

using namespace counterfoil;

struct cfoil_overview {
  struct MethodTexts {
    MethodView method;
    std::string id;
  };

  std::vector<MethodTexts> methods;
};

struct cfoil_registration {
  std::string id;
  AuthenticatorStage stage;
  SecretBytes link;
  std::optional<SecretBytes> number;
  std::string device_name;
};

struct cfoil_changed {
  std::optional<std::string> assurance;
  std::optional<std::string> method;
};

namespace {

static_assert(CFOIL_STAGE_WAITING_FOR_PHONE == static_cast<int>(AuthenticatorStage::waiting_for_phone));
static_assert(CFOIL_STAGE_PHONE_LINKED == static_cast<int>(AuthenticatorStage::phone_linked));
static_assert(CFOIL_STAGE_PROVED == static_cast<int>(AuthenticatorStage::proved));

Caller read_caller(const cfoil_caller* caller) {
  const auto given = read_struct(caller, offsetof(cfoil_caller, app));
  return {id<TenantId>(given.tenant, "tenant"), Assurance(text(given.assurance, "assurance")),
          session(given.session, given.session_size), context(given), text_or_empty(given.idempotency_key)};
}

void give_registration(cfoil_registration** output, const AuthenticatorRegistration& found) {
  std::optional<SecretBytes> number;
  if (found.test) number = terminated(found.test->number);
  give(output, std::make_unique<cfoil_registration>(cfoil_registration{
                   found.id.text(), found.stage, terminated(found.link), number, found.device_name}));
}

void give_changed(cfoil_changed** output, const Changed& changed) {
  auto made = std::make_unique<cfoil_changed>();
  if (changed.assurance) made->assurance = changed.assurance->text();
  if (changed.method) made->method = changed.method->text();
  give(output, std::move(made));
}

}  // namespace

cfoil_status cfoil_security_info_overview(cfoil_engine* engine, cfoil_overview** overview,
                                          const cfoil_caller* caller) {
  return guard([&] {
    clear(overview);
    const auto found = live(engine).engine.security_info().overview(read_caller(caller)).value();
    auto made = std::make_unique<cfoil_overview>();
    for (const MethodView& method : found.methods) made->methods.push_back({method, method.id.text()});
    give(overview, std::move(made));
    return CFOIL_OK;
  });
}

cfoil_status cfoil_security_info_begin_authenticator(cfoil_engine* engine, cfoil_registration** registration,
                                                     const cfoil_caller* caller, const char* nickname) {
  return guard([&] {
    clear(registration);
    SecurityInfo page = live(engine).engine.security_info();
    give_registration(registration,
                      page.begin_authenticator(read_caller(caller), text_or_empty(nickname)).value());
    return CFOIL_OK;
  });
}

cfoil_status cfoil_security_info_authenticator(cfoil_engine* engine, cfoil_registration** registration,
                                               const cfoil_caller* caller, const char* registration_id) {
  return guard([&] {
    clear(registration);
    SecurityInfo page = live(engine).engine.security_info();
    const auto wanted = id<RegistrationId>(registration_id, "id");
    give_registration(registration, page.authenticator_registration(read_caller(caller), wanted).value());
    return CFOIL_OK;
  });
}

cfoil_status cfoil_security_info_test_authenticator(cfoil_engine* engine, cfoil_registration** registration,
                                                    const cfoil_caller* caller, const char* registration_id) {
  return guard([&] {
    clear(registration);
    SecurityInfo page = live(engine).engine.security_info();
    const auto wanted = id<RegistrationId>(registration_id, "id");
    give_registration(registration, page.test_authenticator(read_caller(caller), wanted).value());
    return CFOIL_OK;
  });
}

cfoil_status cfoil_security_info_confirm_authenticator(cfoil_engine* engine, cfoil_changed** changed,
                                                       const cfoil_caller* caller,
                                                       const char* registration_id) {
  return guard([&] {
    clear(changed);
    SecurityInfo page = live(engine).engine.security_info();
    const auto wanted = id<RegistrationId>(registration_id, "id");
    give_changed(changed, page.confirm_authenticator(read_caller(caller), wanted).value());
    return CFOIL_OK;
  });
}

cfoil_status cfoil_security_info_sign_out_everywhere(cfoil_engine* engine, cfoil_changed** changed,
                                                     const cfoil_caller* caller) {
  return guard([&] {
    clear(changed);
    SecurityInfo page = live(engine).engine.security_info();
    give_changed(changed, page.sign_out_everywhere(read_caller(caller)).value());
    return CFOIL_OK;
  });
}

size_t cfoil_overview_method_count(const cfoil_overview* overview) {
  return look(overview, [](const cfoil_overview& self) { return self.methods.size(); });
}

const char* cfoil_overview_method_id(const cfoil_overview* overview, size_t index) {
  return look_at(overview, &cfoil_overview::methods, index, [](const auto& item) { return item.id.c_str(); });
}

const char* cfoil_overview_method_kind(const cfoil_overview* overview, size_t index) {
  // The names are literals, which end with a zero byte.
  return look_at(overview, &cfoil_overview::methods, index,
                 [](const auto& item) { return name_of(item.method.kind).data(); });
}

const char* cfoil_overview_method_nickname(const cfoil_overview* overview, size_t index) {
  return look_at(overview, &cfoil_overview::methods, index,
                 [](const auto& item) { return item.method.nickname.c_str(); });
}

const char* cfoil_overview_method_detail(const cfoil_overview* overview, size_t index) {
  return look_at(overview, &cfoil_overview::methods, index,
                 [](const auto& item) { return item.method.detail.c_str(); });
}

uint32_t cfoil_overview_method_is_default(const cfoil_overview* overview, size_t index) {
  return look_at(overview, &cfoil_overview::methods, index,
                 [](const auto& item) { return std::uint32_t{item.method.is_default}; });
}

void cfoil_overview_destroy(cfoil_overview* overview) {
  destroy(overview);
}

const char* cfoil_registration_id(const cfoil_registration* registration) {
  return look(registration, [](const cfoil_registration& self) { return self.id.c_str(); });
}

uint32_t cfoil_registration_stage(const cfoil_registration* registration) {
  return look(registration,
              [](const cfoil_registration& self) { return static_cast<std::uint32_t>(self.stage); });
}

const char* cfoil_registration_link(const cfoil_registration* registration) {
  return look(registration, [](const cfoil_registration& self) { return view(self.link); });
}

const char* cfoil_registration_number(const cfoil_registration* registration) {
  return look(registration,
              [](const cfoil_registration& self) { return self.number ? view(*self.number) : nullptr; });
}

const char* cfoil_registration_device_name(const cfoil_registration* registration) {
  return look(registration, [](const cfoil_registration& self) { return self.device_name.c_str(); });
}

void cfoil_registration_destroy(cfoil_registration* registration) {
  destroy(registration);
}

const char* cfoil_changed_assurance(const cfoil_changed* changed) {
  return look(changed,
              [](const cfoil_changed& self) { return self.assurance ? self.assurance->c_str() : nullptr; });
}

const char* cfoil_changed_method(const cfoil_changed* changed) {
  return look(changed,
              [](const cfoil_changed& self) { return self.method ? self.method->c_str() : nullptr; });
}

void cfoil_changed_destroy(cfoil_changed* changed) {
  destroy(changed);
}
