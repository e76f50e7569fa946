#include "durability/installation.hpp"

#include <algorithm>
#include <set>

#include "counterfoil/codec/tenant_json.hpp"
#include "counterfoil/crypto/key_ring_file.hpp"
#include "counterfoil/otp/totp.hpp"
#include "support/fake_entropy.hpp"

namespace counterfoil::testing {

namespace {

constexpr std::chrono::seconds code_period{30};

std::string keys_in(const std::string& folder) {
  return folder + "/keys";
}

TenantSettings tenant_with(const std::string& deadline) {
  return parse_tenant(R"({
      "id": "example", "issuer": "Example University",
      "device_endpoint": "https://id.example.ac.uk/authenticator/example",
      "realms": [{"domain": "example.ac.uk", "display_name": "Staff"}],
      "policy": {"password": {"keeper": "host"}, "deadlines": {"operation": ")" +
                      deadline + "\"}}}")
      .value();
}

}  // namespace

Installation::Installation(const std::string& folder, const InstallationOptions& options) {
  SqliteOptions file;
  file.path = database_in(folder);
  file.busy_timeout = std::chrono::seconds(60);  // likewise
  file.checkpoint_pages = options.checkpoint_pages;
  file.vfs = options.vfs;
  store_ = open_sqlite_store(file).value();
  if (options.around) store_ = options.around(store_);
  EngineOptions parts;
  parts.store = store_;
  parts.clock = clock;
  parts.entropy = options.entropy ? options.entropy : system_entropy();
  parts.keys = std::make_shared<KeyRingFile>(keys_in(folder));
  parts.tenants.push_back(tenant_with(options.deadline));
  parts.witness = options.witness;
  parts.alarms = options.alarms;
  engine_.emplace(Engine::create(std::move(parts)).value());
}

void Installation::make_keys(const std::string& folder) {
  SeededEntropy entropy(7);
  KeyRingFile(keys_in(folder)).create(entropy, FakeClock().now().value()).value();
}

Result<void> Installation::create(const std::string& name) const {
  NewAccount account{tenant, AccountId::parse(name).value(), {name + "@example.ac.uk"}};
  account.totp.push_back({secret(), "Phone"});
  account.notice_address = name + "@example.org";
  return accounts().create(account);
}

Result<SignInStep> Installation::second_step(const std::string& name) const {
  const auto begun = sign_in().begin({tenant, name + "@example.ac.uk", session()});
  if (!begun) return begun.error();
  auto outcome = answer(*begun, HostProved{});
  if (!outcome) return std::move(outcome).error();
  return std::get<SignInStep>(*std::move(outcome));
}

Result<SignInOutcome> Installation::answer(const SignInStep& step, Proof proof) const {
  return sign_in().answer({tenant, step.ticket, session(), std::move(proof)});
}

Result<SignInOutcome> Installation::sign_in_by_code(const std::string& name) const {
  const auto waiting = second_step(name);
  if (!waiting) return waiting.error();
  return answer(*waiting, CodeProof{code_app_of(*waiting), code()});
}

SecretBytes Installation::secret() {
  return SecretBytes(std::string_view("12345678901234567890"));
}

SessionBinding Installation::session() {
  return SessionBinding::from_bytes(SecretBytes(32)).value();
}

SecretBytes Installation::code(int steps_ahead) const {
  const Timestamp then = clock->now().value() + steps_ahead * code_period;
  return SecretBytes(std::string_view(generate_totp(secret(), TotpParameters(), then).value()));
}

SecretBytes Installation::wrong_code(unsigned number) const {
  std::set<std::string> right;
  for (int steps = -4; steps <= 4; ++steps) right.emplace(code(steps).read_text(SecretAccess::grant()));
  for (unsigned candidate = 0;; ++candidate) {
    std::string text = std::to_string(candidate);
    text.insert(0, 6 - text.size(), '0');
    if (right.count(text) == 0 && number-- == 0) return SecretBytes(std::string_view(text));
  }
}

MethodId code_app_of(const SignInStep& step) {
  const auto way = std::find_if(step.ways.begin(), step.ways.end(),
                                [](const Way& one) { return one.factor == FactorKind::totp; });
  return way->method.value();
}

}  // namespace counterfoil::testing
