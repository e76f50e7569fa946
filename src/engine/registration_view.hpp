#pragma once

#include "counterfoil/engine/security_info.hpp"
#include "engine/engine_core.hpp"

namespace counterfoil {

/// An open registration as the person sees it: the otpauth URI for the QR code, and the secret as text in groups of
/// four for those who cannot scan it.
Result<TotpRegistration> view_of_registration(const AccountReading& account, const Registration& registration,
                                              const TenantSettings& tenant);

}  // namespace counterfoil
