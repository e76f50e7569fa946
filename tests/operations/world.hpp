#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "unit/engine/authenticator_fixture.hpp"

namespace counterfoil::operations {

/// An account's past, lived once and then given to many worlds: its commits, and what its owner holds.
struct Story {
  std::vector<Change> changes;
  Timestamp now;
  testing::Browser browser;
  Assurance assurance;
  SessionId session;
  testing::CodeApp app{};
  MethodId codes_method{};
  std::vector<SecretBytes> codes{};
  MethodId phone_method{};
  device::LocalId phone_id{};
  SecretBytes phone{};  ///< As it was saved; empty without one.
};

/// `ada`, who has a password and nothing else, signed in by it.
const Story& bare_story();
/// `ada`, who has a password, a code app (the default) and recovery codes, signed in at a known browser.
const Story& full_story();
/// `ada`, who has a password, a phone with the authenticator (the default) and recovery codes, signed in likewise.
const Story& phone_story();

/// What a ticket is begun for.
enum class Purpose { sign_in, step_up, reset };

/// What the person with the phone says to a request.
enum class Verdict { approve, mistype, deny, report };

/// One account in some state, and the arguments of the operation that will be called: those of the ordinary case
/// until a state changes them.
class World {
 public:
  World(const Story& story, const std::string& policy_json, bool has_device_endpoint = true);

  testing::EngineFixture fixture;

  // Who: the owner at the browser of the story, and somebody at a browser that is not known.
  AccountId account;
  testing::Browser mine;
  testing::Browser stranger = testing::EngineFixture::new_browser();
  Assurance assurance;
  SessionId session;
  testing::CodeApp app;
  MethodId codes_method;
  std::vector<SecretBytes> codes;
  testing::AppPhone phone;  ///< The owner's or, where the story has none, the one that is registered.
  testing::AppPhone other;  ///< Another one.
  MethodId phone_method;

  // What is given to the operation.
  TenantId tenant;
  std::string username = "ada@example.ac.uk";
  RequestContext context{"Library catalogue", "Bristol, United Kingdom", "Firefox on Linux"};
  testing::Browser browser;  ///< Where a sign-in happens.
  Purpose purpose = Purpose::sign_in;
  Ticket ticket{std::string()};
  Proof proof = HostProved{};
  bool remember = true;
  std::string key;
  RegistrationId registration{};
  testing::CodeApp pending{};  ///< The code app being registered.
  SecretBytes code;
  MethodId method{};
  std::string nickname = "My phone";
  SecretBytes current = testing::secret(testing::EngineFixture::password);
  SecretBytes replacement = testing::secret("orange kettle drives north");
  std::optional<ResetGrant> grant{};
  std::optional<ReportToken> report{};
  BrowserId known{};
  SessionId ended{};
  NewAccount created;
  std::vector<std::string> usernames{"countess@example.ac.uk"};
  std::optional<std::string> address = "ada@home.example";
  unsigned privilege = 2;
  std::size_t limit = 50;

  // What a phone says.
  SecretBytes link{};                               ///< Of the registration or move.
  PromptView prompt{};                              ///< The request, at the browser
  std::optional<device::PendingRequest> request{};  ///< and on the phone.
  std::optional<Verdict> verdict{};
  testing::AppPhone* sender = &phone;
  Duration ahead{};  ///< How far the sender's clock is ahead.
  std::function<Result<device::Outgoing>(World&)> make{};
  std::string message{};  ///< Sent instead of what `make` makes.

  /// What the sender's clock says.
  Timestamp sender_time() const;

  SignIn sign_in() { return fixture.sign_in(); }
  SecurityInfo security_info() { return fixture.security_info(); }
  Accounts accounts() { return fixture.accounts(); }

  Caller caller() const;
  Result<SignInStep> begin();
  Result<SignInOutcome> answer();
  /// Begins a ticket for the purpose; for a sign-in the password is proved too.
  void begin_second_step();
  /// A registration of the owner's, begun in the owner's session.
  void begin_registration();
  /// Wrong codes for the code app, typed by a stranger who has the password.
  void guess(int times);
  /// Wrong codes spread over the time that pauses ask for.
  void guess_slowly(int times);
  /// A second code app of the owner's.
  testing::CodeApp add_app(const std::string& name = "Tablet");
  void sign_out_everywhere();
  /// The report token of the newest event of a type.
  ReportToken report_of(EventType type);
};

}  // namespace counterfoil::operations
