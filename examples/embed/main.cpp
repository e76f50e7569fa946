// The whole story in one file: an account, a phone with the authenticator, a code app, sign-ins with both, recovery
// codes, another default, and a restart in between. Everything is kept in counterfoil.db and counterfoil.keys in a folder of your choice.
//
//   embed FOLDER

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "counterfoil/counterfoil.hpp"

using namespace counterfoil;

namespace {

/// An example may end at the first error; a product answers it.
template <class T>
T must(Result<T> result, const char* what) {
  if (result) return *std::move(result);
  std::cerr << what << ": " << name_of(result.error().code) << ": " << result.error().message << '\n';
  std::exit(EXIT_FAILURE);
}

void must(Result<void> result, const char* what) {
  if (result) return;
  std::cerr << what << ": " << name_of(result.error().code) << ": " << result.error().message << '\n';
  std::exit(EXIT_FAILURE);
}

const TenantId tenant = must(TenantId::parse("example"), "tenant id");
const AccountId ada = must(AccountId::parse("ada"), "account id");

/// What a product does when it starts: open the store, read the keys, make the engine.
Engine start(const std::filesystem::path& folder) {
  const std::string keys = folder / "counterfoil.keys";
  EngineOptions options;
  options.clock = system_clock();
  options.entropy = system_entropy();
  if (!std::filesystem::exists(keys)) {
    must(KeyRingFile(keys).create(*options.entropy, must(options.clock->now(), "clock")), "create keys");
  }
  options.keys = std::make_shared<KeyRingFile>(keys);
  options.store = must(open_sqlite_store({folder / "counterfoil.db"}), "open store");
  options.tenants.push_back(must(parse_tenant(R"({
      "id": "example",
      "issuer": "Example University",
      "device_endpoint": "https://id.example.ac.uk/authenticator/example",
      "realms": [{"domain": "example.ac.uk", "display_name": "Staff account"}]
  })"),
                                 "tenant settings"));
  return must(Engine::create(std::move(options)), "engine");
}

/// Random bytes that a web product keeps in its server-side session.
SessionBinding new_session() {
  SecretBytes bytes(32);
  must(system_entropy()->fill(bytes.write(SecretAccess::grant())), "session");
  return must(SessionBinding::from_bytes(std::move(bytes)), "session");
}

/// What the person's phone shows. The example plays the phone, so it knows the secret.
SecretBytes code_on_phone(const SecretBytes& secret, Duration ahead = {}) {
  const auto now = must(system_clock()->now(), "clock") + ahead;
  return SecretBytes(std::string_view(must(generate_totp(secret, TotpParameters(), now), "code")));
}

SignInOutcome type(const Engine& engine, const SessionBinding& session, const Ticket& ticket, Proof proof) {
  return must(engine.sign_in().answer({tenant, ticket, session, std::move(proof)}), "answer");
}

/// Username and password. What comes back is the second step, or the end for an account that has none yet.
SignInOutcome type_password(const Engine& engine, const SessionBinding& session) {
  BeginSignIn request{tenant, "ada@example.ac.uk", session};
  request.context = {"Library catalogue", "Bristol, United Kingdom", "Firefox on Linux"};
  const SignInStep step = must(engine.sign_in().begin(request), "begin");
  return type(engine, session, step.ticket,
              PasswordProof{SecretBytes(std::string_view("correct horse battery"))});
}

void print_qr_code(const SecretBytes& text) {
  const auto qr = must(QrCode::encode(text.read_text(SecretAccess::grant())), "QR code");
  std::cout << must(qr.terminal_text(), "QR code") << '\n';
}

/// Adds a code app: the person scans the QR code and types the code that their phone shows.
SecretBytes add_code_app(const Engine& engine, Caller& caller, const std::string& nickname, Duration ahead) {
  SecurityInfo page = engine.security_info();
  const TotpRegistration shown = must(page.begin_totp(caller, nickname), "begin");
  std::cout << "Scan this with a code app:\n";
  print_qr_code(shown.otpauth_uri);
  SecretBytes secret = must(decode_base32(shown.secret_text.read_text(SecretAccess::grant())), "secret");
  const Changed added = must(page.confirm_totp(caller, shown.id, code_on_phone(secret, ahead)), "confirm");
  caller.assurance = *added.assurance;
  return secret;
}

/// The person's phone. A real one sends its messages to the product's device endpoint, which hands them to the engine
/// just as it is done here.
class OwnersPhone {
 private:
  static Timestamp now() { return must(system_clock()->now(), "clock"); }

  template <class Make, class Read>
  static auto ask(const Engine& engine, const Make& make, const Read& read) {
    const auto send = [&](const device::Outgoing& message) -> Result<std::string> {
      const auto reply = engine.devices().exchange(tenant, message.body);
      if (!reply) return reply.error();
      return std::string(reply->read_text(SecretAccess::grant()));
    };
    return device::exchange(make, send, read);
  }

 public:
  /// Scans the QR code, shows whose it is, and registers.
  void add(const Engine& engine, const SecretBytes& link) {
    account_ = must(phone_.scan(link.read_text(SecretAccess::grant())), "scan");
    const auto shown =
        must(ask(
                 engine, [&] { return phone_.preview(account_); },
                 [&](std::string_view reply) { return phone_.read_preview(account_, reply, now()); }),
             "preview");
    std::cout << "The phone asks: add " << shown.account << " of " << shown.issuer << "? Yes.\n";
    (void)must(ask(
                   engine, [&] { return phone_.register_key(account_, "Ada's phone", now()); },
                   [&](std::string_view reply) { return phone_.read_registration(account_, reply, now()); }),
               "register");
  }

  /// Shows what is asked, and answers with the number that the person reads on the screen.
  void approve(const Engine& engine, const SecretBytes& number) {
    const auto inbox =
        must(ask(
                 engine, [&] { return phone_.inbox(account_, now()); },
                 [&](std::string_view reply) { return phone_.read_inbox(account_, reply, now()); }),
             "inbox");
    const device::PendingRequest& request = inbox.requests.front();
    std::cout << "The phone asks: " << request.shown.context.app << ", with " << request.shown.context.browser
              << ", near " << request.shown.context.place << "? The person types the number.\n";
    must(ask(
             engine, [&] { return phone_.approve(account_, request, number, now()); },
             [&](std::string_view reply) { return phone_.read_answer(account_, reply, now()); }),
         "approve");
  }

 private:
  device::Phone phone_{system_entropy()};
  device::LocalId account_;
};

/// Adds the phone: the person scans the QR code, and types on the phone the number that the screen shows.
void add_phone(const Engine& engine, Caller& caller, OwnersPhone& phone) {
  SecurityInfo page = engine.security_info();
  const AuthenticatorRegistration shown = must(page.begin_authenticator(caller, ""), "begin");
  std::cout << "Scan this with the authenticator:\n";
  print_qr_code(shown.link);
  phone.add(engine, shown.link);
  const AuthenticatorRegistration tested = must(page.test_authenticator(caller, shown.id), "test");
  std::cout << "The screen shows " << tested.test->number.read_text(SecretAccess::grant()) << ".\n";
  phone.approve(engine, tested.test->number);
  caller.assurance = *must(page.confirm_authenticator(caller, shown.id), "confirm").assurance;
}

/// The method of a way that is offered.
MethodId method_of(const SignInStep& step, FactorKind factor, const std::string& label = "") {
  for (const Way& way : step.ways) {
    if (way.offered && way.factor == factor && (label.empty() || way.label == label)) return *way.method;
  }
  std::cerr << "no such way\n";
  std::exit(EXIT_FAILURE);
}

void tell(const Engine& engine, const Caller& caller) {
  const Overview overview = must(engine.security_info().overview(caller), "overview");
  for (const MethodView& method : overview.methods) {
    std::cout << "  " << method.nickname << " (" << method.detail << ')'
              << (method.is_default ? ", default" : "") << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: embed FOLDER\n";
    return EXIT_FAILURE;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  OwnersPhone phone;
  SecretBytes code_app;

  {
    const Engine engine = start(folder);

    NewAccount account{tenant, ada, {"ada@example.ac.uk"}};
    account.password = SecretBytes(std::string_view("correct horse battery"));
    must(engine.accounts().create(account), "create account");
    std::cout << "Account created.\n";

    const SessionBinding session = new_session();
    const auto first = std::get<SignedIn>(type_password(engine, session));
    std::cout << "Signed in with the password alone: a second factor has to be added now.\n";

    Caller caller{tenant, first.assurance, session};
    caller.context = {"Security info", "Bristol, United Kingdom", "Firefox on Linux"};
    add_phone(engine, caller, phone);
    code_app = add_code_app(engine, caller, "Tablet", Duration::zero());
    std::cout << "Sign-in methods:\n";
    tell(engine, caller);

    const auto methods = must(engine.security_info().overview(caller), "overview").methods;
    must(engine.security_info().set_default(caller, methods.back().id), "set default");
    std::cout << "The default is another one now:\n";
    tell(engine, caller);
  }

  std::cout << "The product stops and starts again.\n";
  const Engine engine = start(folder);

  const SessionBinding session = new_session();
  const auto second = std::get<SignInStep>(type_password(engine, session));
  const PromptView prompt = must(engine.sign_in().start({tenant, second.ticket, session,
                                                         method_of(second, FactorKind::authenticator_app)}),
                                 "start");
  std::cout << "The screen shows " << prompt.number.read_text(SecretAccess::grant()) << ".\n";
  phone.approve(engine, prompt.number);
  const auto signed_in = std::get<SignedIn>(type(engine, session, second.ticket, DeviceAnswer{}));
  std::cout << "Signed in with the password and the phone.\n";

  const SessionBinding offline = new_session();
  const auto third = std::get<SignInStep>(type_password(engine, offline));
  // The code app's clock shows the next code: the present one was used up by the registration.
  (void)std::get<SignedIn>(type(engine, offline, third.ticket,
                                CodeProof{method_of(third, FactorKind::totp, "Tablet"),
                                          code_on_phone(code_app, std::chrono::seconds(30))}));
  std::cout << "Signed in with the password and the tablet's code.\n";

  const Caller caller{tenant, signed_in.assurance, session};
  const NewRecoveryCodes codes = must(engine.security_info().new_recovery_codes(caller), "recovery codes");
  std::cout << codes.codes.size() << " recovery codes, shown once:\n";
  for (const SecretBytes& code : codes.codes)
    std::cout << "  " << code.read_text(SecretAccess::grant()) << '\n';

  const SessionBinding elsewhere = new_session();
  const auto step = std::get<SignInStep>(type_password(engine, elsewhere));
  (void)std::get<SignedIn>(type(engine, elsewhere, step.ticket, RecoveryCodeProof{codes.codes.front()}));
  std::cout << "The phone is lost: signed in with the password and a recovery code.\n";
  tell(engine, caller);

  std::cout << "What happened:\n";
  for (const auto& entry : must(engine.security_info().activity(caller, 0, 20), "activity").entries) {
    std::cout << "  " << entry.sentence << '\n';
  }
  const EventVerification chain = must(engine.accounts().verify_events(tenant, ada), "verify events");
  std::cout << chain.events << " events, chain " << (chain.fault.empty() ? "whole" : chain.fault) << ".\n";
  return EXIT_SUCCESS;
}
