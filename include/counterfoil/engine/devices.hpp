#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/model/ids.hpp"

namespace counterfoil {

class EngineCore;

/// The door for phones with the authenticator (docs/device-protocol.md). One object for all threads.
///
/// It carries nothing: the host takes POST requests at the tenant's device endpoint, hands each body over, and sends
/// back what it gets with status 200 and protocol::plain_message_type, whatever it says.
class COUNTERFOIL_API Devices {
 public:
  explicit Devices(std::shared_ptr<EngineCore> core) : core_(std::move(core)) {}

  /// Answers one message of a phone: preview, register, inbox, answer, rotate key, set push address, leave, authorise
  /// move. A message that is malformed, forged or refused has a reply too, and so has a fault of the environment
  /// ("unavailable"): nothing was changed then, or it is not known, and the phone tries again. A reply never tells
  /// somebody who has neither the key nor the code whether a device or account exists.
  ///
  /// Costs one verification of a signature at most (rotating a key: two). Inbox and preview never write.
  ///
  /// @param tenant   the one whose endpoint this is. @param message  the body as it came, at most
  ///                 protocol::max_message_size bytes; a longer one is refused unread.
  /// @return the reply, which may hold a secret; errc::not_found (tenant), errc::not_allowed (a tenant without a
  ///         device endpoint), errc::out_of_memory.
  Result<SecretBytes> exchange(const TenantId& tenant, std::string_view message);

 private:
  std::shared_ptr<EngineCore> core_;
};

}  // namespace counterfoil
