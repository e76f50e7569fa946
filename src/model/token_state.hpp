#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/base/time.hpp"
#include "counterfoil/model/context.hpp"
#include "counterfoil/model/factor.hpp"
#include "counterfoil/model/ids.hpp"
#include "model/account_document.hpp"

namespace counterfoil {

/// What a token says about the account it was made for.
struct AccountStamp {
  AccountId account;
  Incarnation incarnation;
  std::uint64_t epoch = 0;

  friend bool operator==(const AccountStamp&, const AccountStamp&) = default;
};

enum class TicketPurpose : std::uint8_t { sign_in = 1, step_up = 2, password_reset = 3 };

/// What is sealed in a ticket. The session binding is associated data of the seal, as in the next two.
struct TicketState {
  TicketId id;
  TicketPurpose purpose = TicketPurpose::sign_in;
  Timestamp created;
  Timestamp expires;
  std::string username;  ///< Prepared; empty in a step-up.
  std::string realm;     ///< Domain.
  RequestContext context;
  std::optional<AccountStamp> account;  ///< Once a factor is proved, or a known browser named it.
  std::optional<BrowserId> known_browser;
  std::vector<ProvedFactor> factors;            ///< Proved for this ticket.
  std::vector<ProvedFactor> earlier;            ///< In a step-up: those of the sign-in behind it.
  std::uint8_t step_up_need = 0;                ///< A StepUpNeed.
  std::optional<SessionId> stepped_up_session;  ///< The session that a step-up belongs to.
  std::optional<Timestamp> signed_in;           ///< When the sign-in behind a step-up was completed.
  UnknownFields unknown;

  friend bool operator==(const TicketState&, const TicketState&) = default;
};

/// What is sealed in an assurance.
struct AssuranceState {
  AccountStamp account;
  SessionId session_id;
  std::vector<ProvedFactor> factors;
  Timestamp signed_in;  ///< When the sign-in was completed: the day counts from here.
  Timestamp expires;
  std::string realm;
  std::optional<BrowserId> known_browser;

  friend bool operator==(const AssuranceState&, const AssuranceState&) = default;
};

/// What is sealed in a reset grant.
struct ResetGrantState {
  TicketId id;
  AccountStamp account;
  Timestamp expires;
  std::string realm;

  friend bool operator==(const ResetGrantState&, const ResetGrantState&) = default;
};

/// What is sealed in a known browser's token.
struct KnownBrowserState {
  AccountStamp account;
  BrowserId id;
  Timestamp expires;

  friend bool operator==(const KnownBrowserState&, const KnownBrowserState&) = default;
};

/// What is sealed in the token of a notice's link.
struct ReportState {
  AccountId account;
  Incarnation incarnation;
  std::uint64_t event_sequence = 0;
  Timestamp expires;

  friend bool operator==(const ReportState&, const ReportState&) = default;
};

}  // namespace counterfoil
