#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/model/context.hpp"
#include "counterfoil/model/ids.hpp"

namespace counterfoil::protocol {

/// What a request is for.
enum class PushPurpose : std::uint8_t {
  sign_in = 1,            ///< Somebody signs in.
  step_up = 2,            ///< Somebody signed in has to prove it again.
  registration_test = 3,  ///< The phone is being registered, and this is its proof.
};

/// "sign_in", "step_up", "registration_test". Thread-safe.
COUNTERFOIL_API std::string_view name_of(PushPurpose purpose) noexcept;

/// What the phone shows and asks: everything that the person should know before they answer, and the number on
/// the screen never (the person types it; that is the proof).
///
/// Thread safety: as a plain value.
struct PushRequest {
  ChallengeId challenge;
  TenantId tenant;
  std::string account;  ///< Label, as in RegisterReply: 1–256 bytes.
  PushPurpose purpose = PushPurpose::sign_in;
  RequestContext context{};         ///< App, place and browser; each may be empty.
  bool is_first_time_here = false;  ///< No sign-in from this browser before.
  unsigned digits = 2;              ///< Of the number to type: 2 or 6.
  Timestamp created{};              ///< Whole seconds.
  Timestamp expires{};

  friend bool operator==(const PushRequest&, const PushRequest&) = default;
};

/// The longest request, in bytes.
inline constexpr std::size_t max_push_request_size = 2048;
inline constexpr std::size_t max_account_label_size = 256;  ///< bytes
inline constexpr std::size_t max_context_size = 200;        ///< bytes of each text of RequestContext

/// Writes the request as JSON. These bytes are kept, sent, shown and digested; they are never written again.
///
/// @return errc::invalid_argument for a request beyond its limits, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<std::string> write_push_request(const PushRequest& request);

/// Reads the bytes of a request. A member that is not known here is refused: what cannot be shown is not answered.
///
/// @return errc::invalid_message, errc::too_long, errc::out_of_memory. Thread-safe.
COUNTERFOIL_API Result<PushRequest> read_push_request(std::string_view text);

}  // namespace counterfoil::protocol
