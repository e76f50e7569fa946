#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "counterfoil/base/secret.hpp"
#include "counterfoil/model/ids.hpp"
#include "counterfoil/model/session_binding.hpp"
#include "counterfoil/model/token.hpp"
#include "model/account_document.hpp"
#include "simulation/guess_history.hpp"

namespace counterfoil::simulation {

/// A code app in somebody's hand.
struct CodeApp {
  MethodId method;
  SecretBytes secret;
  int fast_by = 0;  ///< Steps that its clock is ahead.
};

/// One sign-in from its beginning on: all tickets of it have one id.
struct Flow {
  Ticket ticket;
  std::uint64_t number = 0;
  unsigned revocations =
      0;  ///< Of the account when it was begun, or when the ticket was tied to the account.
  bool is_reset = false;
  bool is_step_up = false;
  bool proved_password = false;
  bool proved_code = false;
  Timestamp expires{};
  bool had_token = false;
  std::optional<BrowserId> browser{};  ///< That the token names.
};

/// A registration that was begun.
struct OpenRegistration {
  RegistrationId id;
  SecretBytes secret;
};

/// A browser and what its session holds.
struct Browser {
  SessionBinding session;
  std::string name;
  std::optional<KnownBrowserToken> known{};
  std::optional<Flow> flow{};
  std::optional<Flow> former_flow{};  ///< One that is over: for somebody who tries it again.
  std::optional<Assurance> assurance{};
  unsigned assurance_revocations = 0;
  std::optional<Assurance> former_assurance{};
  unsigned former_revocations = 0;
  SessionId signed_in{};
  std::string last_key{};
  std::optional<OpenRegistration> registration{};
  std::optional<ResetGrant> grant{};
  unsigned grant_revocations = 0;
};

/// How an answer was judged, so that a retry can be compared with it.
struct EarlierAnswer {
  std::string ticket;
  std::string key;
  SessionId session{};
  bool was_refused = false;
};

/// A person, their account as the simulation knows it, and what was tried against it.
struct Person {
  AccountId account;
  std::string username;
  std::string password;
  std::string address;
  std::vector<CodeApp> apps{};
  std::vector<SecretBytes> recovery_codes{};
  MethodId recovery_list{};
  std::array<Browser, 3> browsers;  ///< Home, a library's, and one that somebody else sits at.

  /// As committed: after each revocation nothing from before it holds.
  unsigned revocations = 0;
  /// The document as last committed; none before the account was created.
  std::shared_ptr<const AccountDocument> document{};
  std::uint64_t version = 0;

  std::map<MethodId, GuessHistory> code_guesses{};  ///< Of strangers.
  GuessHistory account_guesses{};                   ///< Of strangers, over all methods.
  GuessHistory password_guesses{};                  ///< At the name.
  std::vector<std::string> recent_wrong{};
  std::uint64_t guard_clears = 0;
  GuessHistory known_guesses{};  ///< Of known browsers.

  std::set<std::pair<MethodId, std::int64_t>> accepted_steps{};
  /// Completed or cancelled, until they expire: a clock that went back does not bring them back here.
  std::map<std::uint64_t, Timestamp> ended_flows{};
  std::set<SessionId> ended_sessions{};
  std::vector<EarlierAnswer> earlier_answers{};
  std::vector<Timestamp> own_completions{};  ///< From browsers of the owner.
  std::vector<std::string> report_tokens{};  ///< Of notices that arrived.

  bool is_active() const { return document && document->state == AccountState::active; }
  bool has_second_factor() const { return document && document->had_second_factor; }
  Browser& home() noexcept { return browsers[0]; }
  Browser& library() noexcept { return browsers[1]; }
  Browser& elsewhere() noexcept { return browsers[2]; }
};

}  // namespace counterfoil::simulation
