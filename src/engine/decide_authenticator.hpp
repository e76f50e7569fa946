#pragma once

#include "counterfoil/protocol/device_endpoint.hpp"
#include "engine/account_runner.hpp"
#include "engine/registrations.hpp"

namespace counterfoil {

/// Begins to register a phone (FLOWS c): a code for the QR code, good once, is made and kept sealed.
/// @return errc::limit_reached, errc::not_allowed, errc::proof_required, errc::invalid_argument.
Result<RegistrationId> decide_begin_authenticator(Draft& draft, const ManageCommand& command,
                                                  const std::string& nickname, const Facts& facts);

/// The open registration of a phone, of this session. @return errc::not_found.
Result<const Registration*> find_phone(const AccountDocument& account, const RegistrationId& id,
                                       const ManageCommand& command, const Facts& facts);

/// Sends the linked phone a challenge outside the prompt slots. @return errc::wrong_state, errc::limit_reached.
Result<void> decide_test_authenticator(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                       const Facts& facts);

/// Makes a proved phone a method.
Result<Changed> decide_confirm_authenticator(Draft& draft, const ManageCommand& command,
                                             const RegistrationId& id, const Facts& facts);

/// A registration as its session sees it.
Result<AuthenticatorRegistration> view_of_authenticator(const AccountDocument& account,
                                                        const Registration& registration,
                                                        const protocol::DeviceEndpoint& endpoint,
                                                        const Facts& facts);

}  // namespace counterfoil
