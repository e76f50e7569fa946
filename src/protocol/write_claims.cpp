#include "counterfoil/base/base64url.hpp"
#include "counterfoil/protocol/registration_link.hpp"
#include "protocol/member_reader.hpp"
#include "protocol/operation_claims.hpp"
#include "protocol/operation_limits.hpp"

namespace counterfoil::protocol {

namespace {

using nlohmann::json;

Error refused(std::string_view expected) {
  return {errc::invalid_argument, std::string("operation: ").append(expected)};
}

Result<void> put_push_address(json& claims, const std::string& address) {
  if (!is_push_address(address)) {
    return refused("push_address: expected 1 to 2048 characters of ASCII without spaces");
  }
  claims["push_address"] = address;
  return {};
}

Result<void> put_counter(json& claims, std::uint64_t counter) {
  if (counter == 0 || counter > max_json_integer) return refused("counter: expected 1 to 2^53 - 1");
  claims["counter"] = counter;
  return {};
}

/// Adds the members of an operation to those that every message has.
struct Put {
  json& claims;

  Result<void> operator()(const Register& operation) const {
    const std::size_t size = operation.code.size();
    if (size < RegistrationLink::min_code_size || size > RegistrationLink::max_code_size) {
      return refused("code: expected 14 to 64 bytes");
    }
    if (!is_device_name(operation.device_name)) {
      return refused("device_name: expected 1 to 128 bytes without control characters");
    }
    claims["code"] = encode_base64url(operation.code.read(SecretAccess::grant()));
    claims["device_name"] = operation.device_name;
    return operation.push_address ? put_push_address(claims, *operation.push_address) : Result<void>();
  }

  Result<void> operator()(const ReadInbox&) const { return {}; }

  Result<void> operator()(const Answer& operation) const {
    claims["challenge"] = operation.challenge.text();
    claims["ctx"] = encode_base64url(operation.context);
    if (const auto* const approval = std::get_if<Approval>(&operation.verdict)) {
      const std::string_view number = approval->number.read_text(SecretAccess::grant());
      if (!is_match_number(number)) return refused("number: expected 2 or 6 digits");
      claims["verdict"] = "approve";
      claims["number"] = number;
    } else {
      claims["verdict"] = std::holds_alternative<Report>(operation.verdict) ? "report" : "deny";
    }
    return {};
  }

  Result<void> operator()(const RotateKey& operation) const {
    claims["proof"] = operation.proof.text();
    return put_counter(claims, operation.counter);
  }

  Result<void> operator()(const SetPushAddress& operation) const {
    if (operation.address) {
      if (auto put = put_push_address(claims, *operation.address); !put) return put;
    }
    return put_counter(claims, operation.counter);
  }

  Result<void> operator()(const Leave& operation) const { return put_counter(claims, operation.counter); }

  Result<void> operator()(const AuthoriseMove& operation) const {
    return put_counter(claims, operation.counter);
  }
};

}  // namespace

Result<std::string> write_claims(const Operation& operation, const DeviceEndpoint& endpoint, Timestamp now) {
  if (now < Timestamp()) return Error(errc::clock_failed, "now: expected a time after 1970");
  json claims = {{"aud", endpoint.url()}, {"op", name_of(operation)}, {"iat", unix_seconds(now)}};
  if (auto put = std::visit(Put{claims}, operation); !put) return std::move(put).error();
  return claims.dump();
}

}  // namespace counterfoil::protocol
