// The whole story in one file: an account, a code app, a sign-in with it, recovery codes, another default, and a
// restart in between. Everything is kept in counterfoil.db and counterfoil.keys in a folder of your choice.
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

/// Adds a code app: the person scans the QR code and types the code that their phone shows.
SecretBytes add_code_app(const Engine& engine, Caller& caller, const std::string& nickname, Duration ahead) {
  SecurityInfo page = engine.security_info();
  const TotpRegistration shown = must(page.begin_totp(caller, nickname), "begin");
  const auto qr = must(QrCode::encode(shown.otpauth_uri.read_text(SecretAccess::grant())), "QR code");
  std::cout << "Scan this with a code app:\n" << must(qr.terminal_text(), "QR code") << '\n';
  SecretBytes secret = must(decode_base32(shown.secret_text.read_text(SecretAccess::grant())), "secret");
  const Changed added = must(page.confirm_totp(caller, shown.id, code_on_phone(secret, ahead)), "confirm");
  caller.assurance = *added.assurance;
  return secret;
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
  SecretBytes phone;

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
    phone = add_code_app(engine, caller, "Phone", Duration::zero());
    add_code_app(engine, caller, "Tablet", Duration::zero());
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
  const MethodId method = [&] {
    for (const Way& way : second.ways) {
      if (way.label == "Phone") return *way.method;
    }
    return MethodId{};
  }();
  // The phone's clock shows the next code: the present one was used up by the registration.
  const auto signed_in = std::get<SignedIn>(type(
      engine, session, second.ticket, CodeProof{method, code_on_phone(phone, std::chrono::seconds(30))}));
  std::cout << "Signed in with the password and the phone's code.\n";

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
