#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/model/factor.hpp"
#include "counterfoil/model/ids.hpp"

namespace counterfoil {

/// What happened. The numbers are stored and never change meaning.
enum class EventType : std::uint16_t {
  account_created = 1,
  account_imported = 2,
  usernames_changed = 3,
  notice_address_changed = 4,
  privilege_changed = 5,
  account_suspended = 6,
  account_resumed = 7,
  account_deleted = 8,

  first_factor_proved = 20,  ///< Leaves a trace of every half sign-in behind a right password.
  signed_in = 21,
  stepped_up = 22,
  factor_refused = 23,           ///< A wrong code, recovery code or password on the account.
  sign_in_refused = 24,          ///< A right proof that was refused for another reason.
  browser_became_stranger = 25,  ///< A known browser failed too often.
  password_known = 26,           ///< Many failed second factors behind a right password.
  recovery_path_opened =
      27,  ///< Failures or a report left no way to sign in; only the service desk helps now.

  registration_begun = 40,
  registration_refused = 41,  ///< A wrong code while registering.
  registration_ended = 42,    ///< Expired, cancelled, or its grounds went away.
  method_added = 43,
  method_renamed = 44,
  method_removed = 45,
  default_changed = 46,
  recovery_codes_replaced = 47,
  method_suspended = 48,
  method_restored = 49,

  password_set = 60,
  password_changed = 61,
  password_reset = 62,
  password_rehashed = 63,
  password_change_required = 64,

  signed_out_everywhere = 80,
  session_ended = 81,
  browser_known = 82,
  browser_forgotten = 83,
  reported = 84,        ///< "This wasn't me".
  document_alarm = 85,  ///< A floor ahead of the clock, or another thing an operator should look at.

  prompt_sent = 100,         ///< A request waits on a phone.
  prompt_approved = 101,     ///< Answered with the number on the screen.
  prompt_denied = 102,       ///< Answered with no.
  prompt_unanswered = 103,   ///< Expired, cancelled, or replaced by another.
  device_registered = 104,   ///< A phone took up a registration.
  device_refused = 105,      ///< A second phone came with the code of a registration or move.
  device_proved = 106,       ///< The phone of a registration answered its test.
  device_key_rotated = 107,  ///< A phone replaced its key.
  push_address_changed = 108,
  move_authorised = 109,  ///< A phone made a code by which another may take its place.
  device_moved = 110,     ///< Another phone took a phone's place.
  prompts_stopped = 111,  ///< So many requests were sent without an approval that no more are sent today.
};

/// The stable name of an event type (`"method_added"`). Thread-safe.
COUNTERFOIL_API std::string_view name_of(EventType type) noexcept;

/// One audit record of an account, as it is read back. Texts are the host's (RequestContext) or the person's
/// (nicknames): show them as text. Never contains a secret, code, password or number.
struct Event {
  std::uint64_t sequence = 0;
  EventType type;
  Timestamp at;
  /// Whether the body was erased; the fields below are then empty.
  bool erased = false;
  std::optional<FactorKind> factor{};
  std::optional<MethodId> method{};
  std::optional<SessionId> session{};
  std::string label{};    ///< Nickname of the method, or of the browser.
  std::string app{};      ///< RequestContext::app
  std::string place{};    ///< RequestContext::place
  std::string browser{};  ///< RequestContext::browser
  std::string detail{};   ///< Stable name of an errc or of another detail ("code_mismatch").
  bool known_browser = false;

  friend bool operator==(const Event&, const Event&) = default;
};

/// What happened in words for the person, English, without the time: "You signed in to Library catalogue with
/// Firefox on Windows near Bristol, using a code app." Labels stand in “quotes”; texts of the host and the
/// person stand in it as they are, so show it as text. Thread-safe. Throws std::bad_alloc only.
COUNTERFOIL_API std::string sentence_of(const Event& event);

}  // namespace counterfoil
