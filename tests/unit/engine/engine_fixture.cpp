#include "engine_fixture.hpp"

#include <algorithm>
#include <cstdlib>

#include "counterfoil/codec/tenant_json.hpp"
#include "counterfoil/otp/base32.hpp"
#include "counterfoil/store/memory_store.hpp"
#include "counterfoil/store/sqlite_store.hpp"

namespace counterfoil::testing {

void RecordedAlarms::raise(AlarmKind kind, const TenantId&, const std::optional<AccountId>&,
                           const std::string& sentence) {
  const std::lock_guard lock(mutex_);
  alarms_.push_back({kind, sentence});
}

std::vector<RecordedAlarms::Alarm> RecordedAlarms::all() const {
  const std::lock_guard lock(mutex_);
  return alarms_;
}

bool RecordedAlarms::has(AlarmKind kind) const {
  const auto alarms = all();
  return std::any_of(alarms.begin(), alarms.end(), [&](const Alarm& alarm) { return alarm.kind == kind; });
}

SecretBytes secret(std::string_view text) {
  return SecretBytes(text);
}

FixtureOptions with_policy(const std::string& json) {
  FixtureOptions options;
  options.policy_json = json;
  return options;
}

EngineFixture::EngineFixture(FixtureOptions given)
    : tenant(TenantId::parse("example").value()), given_(std::move(given)) {
  entropy_ = std::make_shared<SeededEntropy>(20'260'824);
  store = std::make_shared<FaultyStore>(given_.store ? given_.store : new_store());
  SeededEntropy key_entropy(7);
  keys = std::make_shared<MemoryKeyRing>(KeyRing::create(key_entropy, clock->now().value()).value());
  const std::string overrides = given_.policy_json.empty() ? "{}" : given_.policy_json;
  const std::string endpoint =
      given_.has_device_endpoint ? "https://id.example.ac.uk/authenticator/example" : "";
  tenants_.push_back(parse_tenant(R"({"id": "example", "issuer": "Example University",
      "realms": [{"domain": "example.ac.uk", "display_name": "Staff"},
                 {"domain": "student.example.ac.uk", "display_name": "Students"}],
      "device_endpoint": ")" + endpoint +
                                  R"(",
      "policy": )" + overrides + "}")
                         .value());
  restart();
}

/// The engine behaves alike on every store: the same tests run on each.
std::shared_ptr<Store> EngineFixture::new_store() {
  const char* kind = std::getenv("COUNTERFOIL_TEST_STORE");
  if (kind == nullptr || kind != std::string_view("sqlite")) return memory_store();
  return open_sqlite_store({.path = directory_ / "engine.db"}).value();
}

void EngineFixture::use_entropy(std::shared_ptr<Entropy> entropy) {
  given_.entropy = std::move(entropy);
  restart();
}

EngineOptions EngineFixture::options() const {
  EngineOptions options;
  options.store = store;
  options.clock = clock;
  options.entropy = given_.entropy ? given_.entropy : entropy_;
  options.keys = keys;
  options.tenants = tenants_;
  options.password_directory = given_.directory;
  options.breach_check = given_.breach_check;
  options.witness = given_.witness;
  options.alarms = alarms;
  options.verifications_at_once = given_.verifications;
  return options;
}

void EngineFixture::restart() {
  auto engine = Engine::create(options());
  REQUIRE(engine);
  engine_.emplace(*std::move(engine));
}

AccountId EngineFixture::create(const std::string& name, const std::string& password_text) {
  const AccountId id = AccountId::parse(name).value();
  NewAccount account{tenant, id, {name + "@example.ac.uk"}};
  account.password = secret(password_text);
  const auto created = accounts().create(account);
  INFO((created ? "" : created.error().message));
  REQUIRE(created);
  return id;
}

Browser EngineFixture::new_browser() {
  SecretBytes bytes(32);
  REQUIRE(system_entropy()->fill(bytes.write(SecretAccess::grant())));
  return Browser{SessionBinding::from_bytes(std::move(bytes)).value()};
}

Result<SignInStep> EngineFixture::begin(const std::string& name, const Browser& browser) {
  BeginSignIn request{tenant, name + "@example.ac.uk", browser.session};
  request.context = {"Library catalogue", "Bristol, United Kingdom", "Firefox on Linux"};
  request.known_browser = browser.known;
  return sign_in().begin(request);
}

Result<SignInOutcome> EngineFixture::answer(const Browser& browser, const Ticket& ticket, Proof proof,
                                            const std::string& idempotency_key, bool remember) {
  SignInAnswer answer{tenant, ticket, browser.session, std::move(proof)};
  answer.idempotency_key = idempotency_key;
  answer.remember_browser = remember;
  return sign_in().answer(answer);
}

Result<SignInOutcome> EngineFixture::type_password(const std::string& name, const Browser& browser,
                                                   const std::string& password_text) {
  const auto step = begin(name, browser);
  if (!step) return step.error();
  return answer(browser, step->ticket, PasswordProof{secret(password_text)});
}

Result<SignInOutcome> EngineFixture::type_code(const Browser& browser, const Ticket& ticket,
                                               const CodeApp& app) {
  return answer(browser, ticket, CodeProof{app.method, code_of(app)});
}

SignedIn EngineFixture::sign_in_by_password(const std::string& name, Browser& browser) {
  auto outcome = type_password(name, browser);
  INFO((outcome ? "" : outcome.error().message));
  REQUIRE(outcome);
  REQUIRE(std::holds_alternative<SignedIn>(*outcome));
  return std::get<SignedIn>(*std::move(outcome));
}

SignedIn EngineFixture::sign_in_by_code(const std::string& name, Browser& browser, const CodeApp& app) {
  const auto step = type_password(name, browser);
  INFO((step ? "" : step.error().message));
  REQUIRE(step);
  REQUIRE(std::holds_alternative<SignInStep>(*step));
  next_step();
  auto outcome = type_code(browser, std::get<SignInStep>(*step).ticket, app);
  INFO((outcome ? "" : outcome.error().message));
  REQUIRE(outcome);
  REQUIRE(std::holds_alternative<SignedIn>(*outcome));
  SignedIn signed_in = std::get<SignedIn>(*std::move(outcome));
  if (signed_in.known_browser) browser.known = signed_in.known_browser;
  return signed_in;
}

Caller EngineFixture::caller(const Browser& browser, const Assurance& assurance,
                             const std::string& idempotency_key) {
  Caller caller{tenant, assurance, browser.session};
  caller.context = {"Security info", "Bristol, United Kingdom", "Firefox on Linux"};
  caller.idempotency_key = idempotency_key;
  return caller;
}

CodeApp EngineFixture::register_app(const Browser& browser, Assurance& assurance,
                                    const std::string& nickname) {
  const auto begun = security_info().begin_totp(caller(browser, assurance), nickname);
  INFO((begun ? "" : begun.error().message));
  REQUIRE(begun);
  CodeApp app{{}, decode_base32(begun->secret_text.read_text(SecretAccess::grant())).value()};
  next_step();
  auto confirmed = security_info().confirm_totp(caller(browser, assurance), begun->id, code_of(app));
  INFO((confirmed ? "" : confirmed.error().message));
  REQUIRE(confirmed);
  app.method = confirmed->method.value();
  assurance = confirmed->assurance.value();
  return app;
}

SecretBytes EngineFixture::code_of(const CodeApp& app) const {
  return secret(generate_totp(app.secret, TotpParameters(), clock->now().value()).value());
}

SecretBytes EngineFixture::wrong_code(const CodeApp& app) const {
  for (unsigned number = 0;; ++number) {
    std::string code = std::to_string(number);
    code.insert(0, 6 - code.size(), '0');
    bool wrong = true;
    for (int step = -4; step <= 4; ++step) {
      const Timestamp then = clock->now().value() + step * std::chrono::seconds(30);
      wrong = wrong && generate_totp(app.secret, TotpParameters(), then).value() != code;
    }
    if (wrong) return secret(code);
  }
}

std::vector<std::string> EngineFixture::event_names(const AccountId& account) {
  const auto events = accounts().events(tenant, account, 0, 1000);
  REQUIRE(events);
  std::vector<std::string> names;
  for (const Event& event : *events) names.emplace_back(name_of(event.type));
  return names;
}

Ada::Ada(EngineFixture& fixture)
    : account(fixture.create("ada")), browser(EngineFixture::new_browser()), assurance(std::string()) {
  assurance = fixture.sign_in_by_password("ada", browser).assurance;
  app = fixture.register_app(browser, assurance);
  assurance = fixture.sign_in_by_code("ada", browser, app).assurance;
}

}  // namespace counterfoil::testing
