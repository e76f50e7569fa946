#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/crypto/signing_key.hpp"
#include "counterfoil/device/phone.hpp"
#include "counterfoil/protocol/device_endpoint.hpp"

namespace counterfoil::device {

/// An account with its keys and secrets.
struct Account {
  LocalId id;
  protocol::DeviceEndpoint endpoint;
  SigningKey key;
  std::optional<SigningKey> next_key{};  ///< While a rotation is not answered.
  SecretBytes code{};                    ///< Of the registration link; none once registered.
  std::string issuer{};                  ///< None until previewed.
  std::string label{};
  protocol::AccountState state = protocol::AccountState::registering;
  SecretBytes totp_secret{};  ///< None until registered.
  TotpParameters totp{};
  std::uint64_t counter = 0;          ///< The highest that was used, or that the server named.
  Duration clock_offset{};            ///< The server's clock less the phone's.
  bool is_clock_just_learnt = false;  ///< The last reply was about the clock.

  bool is_previewed() const noexcept { return !issuer.empty(); }
  bool is_registered() const noexcept { return !totp_secret.empty(); }
  Timestamp server_time(Timestamp now) const noexcept { return now + clock_offset; }
};

struct PhoneState {
  std::shared_ptr<Entropy> entropy;
  std::vector<Account> accounts{};

  /// Null when it is not here.
  Account* find(const LocalId& id) noexcept;
};

/// What save() writes and restore() reads. @return errc::document_damaged, errc::schema_too_new. Throws
/// std::bad_alloc only.
SecretBytes write_accounts(const std::vector<Account>& accounts);
Result<std::vector<Account>> read_accounts(const SecretBytes& saved);

}  // namespace counterfoil::device
