#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/crypto/sha256.hpp"
#include "counterfoil/model/ids.hpp"
#include "counterfoil/protocol/key_proof.hpp"

namespace counterfoil::protocol {

// What a device asks for. Each is a plain value; an operation that came from read_message() keeps to the limits
// that are written here, and sign_message() refuses one that does not.
//
// What makes each good for once: `Register` its code, `Answer` its challenge, those with a `counter` that counter,
// which has to be above the highest one that was accepted from the device. `ReadInbox` changes nothing.

/// Add this device's key to the account that the code was made for. The key is that of the signature.
struct Register {
  SecretBytes code;                           ///< Of the registration link, 14–64 bytes.
  std::string device_name;                    ///< "Ada's phone": 1–128 bytes of UTF-8 fit for one line.
  std::optional<std::string> push_address{};  ///< As in SetPushAddress.
};

/// Which requests wait, and how is the account?
struct ReadInbox {};

/// Yes, and this is the number that stands on the screen.
struct Approval {
  SecretBytes number;  ///< 2 or 6 ASCII digits, as the person typed them.
};
/// No.
struct Denial {};
/// No, and this wasn't me.
struct Report {};

/// The person's answer to a request.
struct Answer {
  ChallengeId challenge;
  Digest256 context{};  ///< context_digest() of the request's bytes, just as they came and were shown.
  std::variant<Approval, Denial, Report> verdict;
};

/// Use another key from now on.
struct RotateKey {
  std::uint64_t counter = 0;
  KeyProof proof;  ///< Holds the new key.
};

/// Say here when a request waits; or nowhere, when there is none.
struct SetPushAddress {
  std::uint64_t counter = 0;
  std::optional<std::string> address{};  ///< For the host's sender: 1–2048 characters of ASCII without space.
};

/// Forget this device.
struct Leave {
  std::uint64_t counter = 0;
};

/// Make a code by which another phone may take this one's place.
struct AuthoriseMove {
  std::uint64_t counter = 0;
};

using Operation = std::variant<Register, ReadInbox, Answer, RotateKey, SetPushAddress, Leave, AuthoriseMove>;

inline constexpr std::size_t max_device_name_size = 128;    ///< bytes
inline constexpr std::size_t max_push_address_size = 2048;  ///< bytes

/// The name in messages: "register", "inbox", "answer", "rotate_key", "set_push_address", "leave",
/// "authorise_move". Thread-safe.
COUNTERFOIL_API std::string_view name_of(const Operation& operation) noexcept;

/// The SHA-256 of a request's bytes, which an answer carries. @return errc::crypto_failed. Thread-safe.
COUNTERFOIL_API Result<Digest256> context_digest(std::string_view request);

}  // namespace counterfoil::protocol
