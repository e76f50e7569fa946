#pragma once

#include <string>
#include <variant>

#include "counterfoil/base/secret.hpp"
#include "counterfoil/model/ids.hpp"

namespace counterfoil {

/// The password, exactly as it was received (UTF-8).
struct PasswordProof {
  SecretBytes password;
};

/// The host's own word that its first factor was proved in this session. Accepted only where the policy says
/// that the host keeps the passwords (`password.keeper`).
struct HostProved {};

/// A typed one-time code, for the one method that it names: a guess is a guess at one method.
struct CodeProof {
  MethodId method;
  SecretBytes code;  ///< ASCII digits; leading zeros are significant. Spaces are ignored.
};

/// A recovery code. Upper and lower case, spaces and hyphens are all the same.
struct RecoveryCodeProof {
  SecretBytes code;
};

/// The signed answer of a phone, which approved the request that this sign-in sent (SignIn::start()).
struct DeviceAnswer {};

/// What answers a way.
using Proof = std::variant<PasswordProof, HostProved, CodeProof, RecoveryCodeProof, DeviceAnswer>;

}  // namespace counterfoil
