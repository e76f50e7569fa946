#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/crypto/entropy.hpp"
#include "counterfoil/crypto/signature_algorithm.hpp"
#include "counterfoil/device/exchange.hpp"
#include "counterfoil/protocol/push_request.hpp"
#include "counterfoil/protocol/reply.hpp"

namespace counterfoil::device {

/// An account on this phone, by an id that nobody else knows.
using LocalId = RandomId<struct LocalAccountTag>;

/// An account as the phone lists it.
struct AccountView {
  LocalId id;
  std::string origin;   ///< Who is talked to: "https://id.example.ac.uk".
  std::string issuer;   ///< Empty until the preview.
  std::string account;  ///< Likewise.
  bool is_registered = false;
  protocol::AccountState state = protocol::AccountState::registering;  ///< As of the last reply.
};

/// A request that waits for the person.
struct PendingRequest {
  protocol::PushRequest shown;  ///< To be shown whole.
  std::string bytes;            ///< As they came: what an answer signs.
};

/// What the inbox said.
struct Inbox {
  protocol::AccountState state = protocol::AccountState::active;
  std::vector<PendingRequest> requests{};
  /// Requests that this app cannot show whole, and so cannot answer: it needs an update.
  std::size_t unreadable = 0;
};

/// A one-time code for when the phone is offline.
struct CurrentCode {
  std::string digits;
  Duration left{};  ///< Until the next one.
};

/// What another phone scans to take this one's place.
struct MoveLink {
  SecretBytes link;  ///< The text for the QR code.
  Timestamp expires{};
};

struct PhoneState;

/// The phone's side of the device protocol (docs/device-protocol.md): keys, registering, the inbox, answers and
/// codes, for several accounts. It carries nothing: each operation makes a message, which the program sends, and
/// reads the reply; exchange() puts the two together.
///
/// What it holds is to be kept by the program: save() after everything that changes it, and before sending what
/// register_key() and rotate_key() made, so that no key is lost with a reply.
///
/// Times are the phone's own clock. When the server says that it is off, reading the reply gives
/// errc::clock_skewed: with `retry_after` 0 when making and sending the message again will do, for the phone has
/// learnt the difference, and without when that was done already.
///
/// Every function that takes an id gives errc::not_found for one that is not here. What reads a reply gives
/// errc::invalid_message for one that is malformed or answers something else, and for a refusal the error by
/// protocol::error_of(), with a sentence for the person. All give errc::out_of_memory, and those that sign
/// errc::crypto_failed.
///
/// Thread safety: one thread at a time.
class COUNTERFOIL_API Phone {
 public:
  static constexpr std::size_t max_accounts = 100;

  /// A phone without accounts. Its keys come from `entropy`.
  explicit Phone(std::shared_ptr<Entropy> entropy);
  Phone(Phone&&) noexcept;
  Phone& operator=(Phone&&) noexcept;
  Phone(const Phone&) = delete;
  Phone& operator=(const Phone&) = delete;
  ~Phone();

  /// The phone that save() gave. @return errc::document_damaged, errc::schema_too_new.
  static Result<Phone> restore(const SecretBytes& saved, std::shared_ptr<Entropy> entropy);
  /// Everything, keys and secrets in the clear: to be sealed by what the platform has for it.
  Result<SecretBytes> save() const;

  std::vector<AccountView> accounts() const;
  Result<AccountView> account(const LocalId& id) const;
  /// Removes the account from this phone, without a word to the server; see leave(). Success when it is not here.
  Result<void> forget(const LocalId& id);

  // Registering: scan, preview, show origin, issuer and account to the person, and with their consent register.

  /// Takes a registration link, from a QR code or typed, and makes a key. Nothing is sent.
  ///
  /// @return the new account; errc::invalid_uri, errc::too_long, errc::limit_reached, errc::entropy_failed.
  Result<LocalId> scan(std::string_view link, SignatureAlgorithm algorithm = SignatureAlgorithm::es256);

  /// Asks whose code it is; the key is not sent. @return errc::wrong_state once registered.
  Result<Outgoing> preview(const LocalId& id) const;
  /// @return what to show before register_key().
  Result<protocol::PreviewReply> read_preview(const LocalId& id, std::string_view reply, Timestamp now);

  /// Registers the key. Until the reply is read it can be made again: the server takes the same key twice.
  ///
  /// @param device_name  1–128 bytes, as the person will read it in the browser.
  /// @return errc::wrong_state before read_preview() and once registered, errc::invalid_argument.
  Result<Outgoing> register_key(const LocalId& id, const std::string& device_name, Timestamp now,
                                std::optional<std::string> push_address = {}) const;
  /// @return the account, which is added; what is left is to be proved by a request in the inbox.
  Result<AccountView> read_registration(const LocalId& id, std::string_view reply, Timestamp now);

  // Once registered; before, all of these give errc::wrong_state.

  Result<Outgoing> inbox(const LocalId& id, Timestamp now) const;
  Result<Inbox> read_inbox(const LocalId& id, std::string_view reply, Timestamp now);

  /// Says yes. @param number  the digits on the screen as the person typed them: as many as `shown.digits`.
  /// @return errc::invalid_argument for another number of digits.
  Result<Outgoing> approve(const LocalId& id, const PendingRequest& request, const SecretBytes& number,
                           Timestamp now) const;
  /// Says no.
  Result<Outgoing> deny(const LocalId& id, const PendingRequest& request, Timestamp now) const;
  /// Says no, and that this wasn't me.
  Result<Outgoing> report(const LocalId& id, const PendingRequest& request, Timestamp now) const;
  /// @return success when the answer counts; errc::code_mismatch (wrong number), errc::expired, errc::wrong_state
  ///         (answered already), errc::throttled, errc::suspended.
  Result<void> read_answer(const LocalId& id, std::string_view reply, Timestamp now);

  /// The present code, by the server's clock as far as it is known. @return errc::clock_failed.
  Result<CurrentCode> code(const LocalId& id, Timestamp now) const;

  /// Replaces the key by a new one of the same algorithm. Until the reply is read the phone has both.
  /// @return errc::entropy_failed.
  Result<Outgoing> rotate_key(const LocalId& id, Timestamp now);
  /// @return errc::outcome_unknown when the server does not know the old key: then an earlier reply was lost, or
  ///         the device is removed. The new key is used from now on, and the inbox tells which it was.
  Result<void> read_rotation(const LocalId& id, std::string_view reply, Timestamp now);

  /// @param address  for the host's push sender; none: requests are only found by asking.
  Result<Outgoing> set_push_address(const LocalId& id, const std::optional<std::string>& address,
                                    Timestamp now);
  Result<void> read_push_address(const LocalId& id, std::string_view reply, Timestamp now);

  /// Has the server forget this device.
  Result<Outgoing> leave(const LocalId& id, Timestamp now);
  /// Removes the account from this phone when the server has, or knew nothing of it.
  Result<void> read_leave(const LocalId& id, std::string_view reply, Timestamp now);

  /// Asks for a code by which another phone takes this one's place.
  Result<Outgoing> authorise_move(const LocalId& id, Timestamp now);
  /// @return what the other phone scans. When it has registered, the inbox here says AccountState::moved.
  Result<MoveLink> read_move(const LocalId& id, std::string_view reply, Timestamp now);

 private:
  std::unique_ptr<PhoneState> state_;
};

}  // namespace counterfoil::device
