#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "counterfoil/base/result.hpp"
#include "counterfoil/protocol/operation.hpp"

namespace counterfoil::protocol {

/// What the claims of a message are read against.
struct ClaimsContext {
  const DeviceEndpoint& endpoint;
  const PublicKey& key;  ///< That signed.
  Timestamp now;
};

/// The payload of a message. @return errc::invalid_argument for an operation beyond its limits.
/// Throws std::bad_alloc only.
Result<std::string> write_claims(const Operation& operation, const DeviceEndpoint& endpoint, Timestamp now);

/// Reads a payload whose signature is verified. @return errc::invalid_message, errc::clock_skewed,
/// errc::signature_mismatch (of a key proof), errc::crypto_failed. Throws std::bad_alloc only.
Result<Operation> read_claims(std::string_view payload, const ClaimsContext& context);

}  // namespace counterfoil::protocol
