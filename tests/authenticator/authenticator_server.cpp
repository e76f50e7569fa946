// The server's side for authenticator_test.py: an engine with one account, by lines on standard input and output. The
// test does the HTTP. Each line is a word and what belongs to it; each answer is one line.

#include <chrono>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "counterfoil/counterfoil.hpp"

using namespace counterfoil;

namespace {

const TenantId tenant = TenantId::parse("example").value();
constexpr std::string_view password = "correct horse battery";

/// The machine's clock, or one that is ahead of it.
class AheadClock final : public Clock {
 public:
  Result<Timestamp> now() override {
    const auto present = system_clock()->now();
    if (!present) return present;
    return *present + ahead;
  }

  Duration ahead{};
};

SessionBinding new_session() {
  SecretBytes bytes(32);
  (void)system_entropy()->fill(bytes.write(SecretAccess::grant()));
  return SessionBinding::from_bytes(std::move(bytes)).value();
}

std::string text_of(const SecretBytes& secret) {
  return std::string(secret.read_text(SecretAccess::grant()));
}

/// "done", or the name of the error.
template <class T>
std::string outcome(const Result<T>& result) {
  return std::string(result ? "done" : name_of(result.error().code));
}

/// A picture of the QR code in the plain form of netpbm, eight dots a module.
void draw(const std::string& link, const std::string& path) {
  constexpr int dots = 8;
  const QrCode code = QrCode::encode(link).value();
  const int width = (code.size() + 2 * QrCode::quiet_zone) * dots;
  std::ofstream picture(path);
  picture << "P2\n" << width << ' ' << width << "\n255\n";
  for (int y = 0; y < width; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool is_dark = code.is_dark(x / dots - QrCode::quiet_zone, y / dots - QrCode::quiet_zone);
      picture << (is_dark ? "0 " : "255 ");
    }
    picture << '\n';
  }
}

/// A product with one account, and the browser of its owner.
class Product {
 public:
  /// @param endpoint  where phones send their messages.
  explicit Product(const std::string& endpoint) : clock_(std::make_shared<AheadClock>()) {
    EngineOptions options;
    options.store = memory_store();
    options.clock = clock_;
    options.entropy = system_entropy();
    options.keys =
        std::make_shared<MemoryKeyRing>(KeyRing::create(*options.entropy, clock_->now().value()).value());
    TenantDescription description{tenant, "University of Example"};
    description.device_endpoint = endpoint;
    options.tenants.push_back(TenantSettings::make(std::move(description)).value());
    engine_.emplace(Engine::create(std::move(options)).value());
    NewAccount account{tenant, AccountId::parse("ada").value(), {"ada@example.ac.uk"}};
    account.password = SecretBytes(password);
    engine_->accounts().create(account).value();
  }

  void go_ahead(std::chrono::seconds ahead) { clock_->ahead = ahead; }

  std::string exchange(std::string_view message) {
    return text_of(engine_->devices().exchange(tenant, message).value());
  }

  /// @return the link of a registration.
  std::string link() {
    const SessionBinding session = new_session();
    const auto signed_in = type_password(session);
    owner_.emplace(Caller{tenant, std::get<SignedIn>(signed_in).assurance, session});
    const auto begun = engine_->security_info().begin_authenticator(*owner_, "").value();
    registration_ = begun.id;
    return text_of(begun.link);
  }

  /// @return the number of the registration's test.
  std::string test() {
    const auto tested = engine_->security_info().test_authenticator(*owner_, registration_);
    return tested ? text_of(tested->test->number) : std::string(name_of(tested.error().code));
  }

  std::string confirm() {
    const auto confirmed = engine_->security_info().confirm_authenticator(*owner_, registration_);
    if (confirmed && confirmed->assurance) owner_->assurance = *confirmed->assurance;
    return outcome(confirmed);
  }

  /// Name and password, then a request to the phone. @return the number that the screen shows.
  std::string sign_in() {
    session_.emplace(new_session());
    step_ = std::get<SignInStep>(type_password(*session_));
    const auto prompt = engine_->sign_in().start({tenant, step_->ticket, *session_, phone()});
    return prompt ? text_of(prompt->number) : std::string(name_of(prompt.error().code));
  }

  std::string state() {
    return std::string(name_of(engine_->sign_in().poll(tenant, step_->ticket, *session_).value().state));
  }

  std::string redeem() { return prove(DeviceAnswer{}); }

  /// The phone is offline.
  std::string type_code(const std::string& code) {
    session_.emplace(new_session());
    step_ = std::get<SignInStep>(type_password(*session_));
    return prove(CodeProof{phone(), SecretBytes(std::string_view(code))});
  }

  std::string methods() {
    return std::to_string(engine_->security_info().overview(*owner_).value().methods.size());
  }

 private:
  SignInOutcome type_password(const SessionBinding& session) {
    BeginSignIn request{tenant, "ada@example.ac.uk", session};
    request.context = {"Library", "Bristol", "Firefox"};
    const SignInStep step = engine_->sign_in().begin(request).value();
    return engine_->sign_in()
        .answer({tenant, step.ticket, session, PasswordProof{SecretBytes(password)}})
        .value();
  }

  std::string prove(Proof proof) {
    return outcome(engine_->sign_in().answer({tenant, step_->ticket, *session_, std::move(proof)}));
  }

  MethodId phone() const {
    for (const Way& way : step_->ways) {
      if (way.method) return *way.method;
    }
    return {};
  }

  std::shared_ptr<AheadClock> clock_;
  std::optional<Engine> engine_;
  std::optional<Caller> owner_;
  RegistrationId registration_;
  std::optional<SessionBinding> session_;
  std::optional<SignInStep> step_;
};

std::string post(Product& product, const std::string& body) {
  const auto bytes = decode_base64url(body);
  if (!bytes) return "malformed";
  return encode_base64url(as_bytes(product.exchange(as_text(*bytes))));
}

std::string answer(Product& product, const std::string& what, const std::string& operand) {
  if (what == "post") return post(product, operand);
  if (what == "link") return product.link();
  if (what == "test") return product.test();
  if (what == "confirm") return product.confirm();
  if (what == "sign_in") return product.sign_in();
  if (what == "state") return product.state();
  if (what == "redeem") return product.redeem();
  if (what == "code") return product.type_code(operand);
  if (what == "methods") return product.methods();
  if (what == "ahead") {
    product.go_ahead(std::chrono::seconds(std::stoll(operand)));
    return "done";
  }
  if (what == "picture") {
    draw(product.link(), operand);
    return "done";
  }
  return "unknown";
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return EXIT_FAILURE;
  Product product(words[1]);
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream parts(line);
    std::string what;
    std::string operand;
    parts >> what >> operand;
    std::cout << answer(product, what, operand) << std::endl;
  }
}
