#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/otp/totp.hpp"
#include "counterfoil/protocol/push_request.hpp"
#include "counterfoil/protocol/refusal.hpp"

namespace counterfoil::protocol {

// What the server replies: JSON over the host's TLS, which says who speaks; it is not signed. Every reply has the
// server's `time`.

/// To a preview: what the phone shows before it gives its key away.
struct PreviewReply {
  std::string issuer;    ///< 1–128 bytes of UTF-8 fit for one line.
  std::string account;   ///< Label: 1–256 bytes likewise.
  bool is_move = false;  ///< The code comes from another phone, whose place this one takes.
};

/// To Register: "account added".
struct RegisterReply {
  std::string issuer;
  std::string account;
  SecretBytes totp_secret;  ///< Of the app's own codes: 16–64 bytes.
  TotpParameters totp{};
  std::uint64_t counter = 0;  ///< The highest that was accepted.
};

/// How the account is, for this phone.
enum class AccountState : std::uint8_t {
  registering,           ///< Registered here, and not proved or confirmed in the browser yet.
  active,                ///< In use.
  suspended,             ///< Requests do not come, and answers are not taken.
  registration_dropped,  ///< The registration was not finished in time: forget the account.
  moved,                 ///< Another phone took this one's place: forget the account.
};

/// "registering", "active", "suspended", "registration_dropped", "moved". Thread-safe.
COUNTERFOIL_API std::string_view name_of(AccountState state) noexcept;

/// To ReadInbox.
struct InboxReply {
  AccountState state = AccountState::active;
  std::uint64_t counter = 0;
  /// What write_push_request() gave for each request that waits, byte for byte; at most 16.
  std::vector<std::string> requests{};
};

/// To Answer: it counts.
struct AnswerReply {};
/// To RotateKey: the new key is the key.
struct RotateKeyReply {
  std::uint64_t counter = 0;
};
/// To SetPushAddress.
struct SetPushAddressReply {
  std::uint64_t counter = 0;
};
/// To Leave: the device is forgotten.
struct LeaveReply {};
/// To AuthoriseMove.
struct AuthoriseMoveReply {
  std::uint64_t counter = 0;
  SecretBytes code;  ///< Goes into a RegistrationLink of the same endpoint.
  Timestamp expires{};
};

using ReplyContent = std::variant<Refused, PreviewReply, RegisterReply, InboxReply, AnswerReply,
                                  RotateKeyReply, SetPushAddressReply, LeaveReply, AuthoriseMoveReply>;

/// What the server says.
struct Reply {
  Timestamp time{};  ///< The server's, in whole seconds.
  ReplyContent content;
};

inline constexpr std::size_t max_reply_size = 65'536;  ///< bytes
inline constexpr std::size_t max_inbox_requests = 16;

/// Writes a reply. It may hold a secret, and so is one.
///
/// @return errc::invalid_argument for one beyond its limits, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<SecretBytes> write_reply(const Reply& reply);

/// Reads a reply. Members that are not known here are ignored, so that a server may be newer than an app.
///
/// @return errc::invalid_message, errc::too_long, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<Reply> read_reply(std::string_view text);

}  // namespace counterfoil::protocol
