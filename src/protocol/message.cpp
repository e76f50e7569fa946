#include "counterfoil/protocol/message.hpp"

#include <new>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/base64url.hpp"
#include "protocol/jws.hpp"
#include "protocol/member_reader.hpp"
#include "protocol/operation_claims.hpp"

namespace counterfoil::detail {

struct UnverifiedParts {
  protocol::jws::Unverified jws;
};

}  // namespace counterfoil::detail

namespace counterfoil::protocol {

namespace {

using detail::out_of_memory;
using nlohmann::json;

constexpr std::string_view media_prefix = "application/";
constexpr std::string_view message_type = signed_message_type.substr(media_prefix.size());
static_assert(max_message_size == jws::max_size);

Result<Preview> read_preview(std::string_view text, const DeviceEndpoint& endpoint) {
  const auto object = read_json(text, "preview");
  if (!object) return object.error();
  MemberReader members(*object, "preview");
  members.choice("op", {"preview"});
  if (members.ascii("aud", DeviceEndpoint::max_size) != endpoint.url()) {
    members.refuse("aud", "the URL of this endpoint");
  }
  Preview preview{members.secret("code", {RegistrationLink::min_code_size, RegistrationLink::max_code_size})};
  if (auto finished = members.finish(); !finished) return std::move(finished).error();
  return preview;
}

}  // namespace

Result<std::string> write_preview(const RegistrationLink& link) try {
  const json members = {{"aud", link.endpoint().url()},
                        {"code", encode_base64url(link.code().read(SecretAccess::grant()))},
                        {"op", "preview"}};
  return members.dump();
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<std::string> sign_message(const SigningKey& key, const Operation& operation,
                                 const DeviceEndpoint& endpoint, Timestamp now) try {
  const auto claims = write_claims(operation, endpoint, now);
  if (!claims) return claims.error();
  const bool brings_key = std::holds_alternative<Register>(operation);
  return jws::sign(key, message_type, *claims, brings_key ? jws::KeyInHeader::yes : jws::KeyInHeader::no);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

const Digest256& UnverifiedMessage::key_id() const noexcept {
  return parts_->jws.key_id;
}

const PublicKey* UnverifiedMessage::new_key() const noexcept {
  return parts_->jws.key ? &*parts_->jws.key : nullptr;
}

Result<Operation> UnverifiedMessage::verify(const PublicKey& key, const DeviceEndpoint& endpoint,
                                            Timestamp now) const try {
  if (auto verified = jws::verify(parts_->jws, key); !verified) return std::move(verified).error();
  auto operation = read_claims(parts_->jws.payload, {endpoint, key, now});
  if (!operation) return operation;
  if (std::holds_alternative<Register>(*operation) != (new_key() != nullptr)) {
    return Error(errc::invalid_message, "JWS header: expected \"jwk\" to register, and only then");
  }
  return operation;
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<IncomingMessage> read_message(std::string_view text, const DeviceEndpoint& endpoint) try {
  if (text.size() > max_message_size) return Error(errc::too_long, "message: expected at most 8192 bytes");
  if (text.starts_with('{')) {
    auto preview = read_preview(text, endpoint);
    if (!preview) return std::move(preview).error();
    return IncomingMessage(*std::move(preview));
  }
  auto jws = jws::parse(text, message_type);
  if (!jws) return std::move(jws).error();
  return IncomingMessage(UnverifiedMessage(
      std::make_shared<const detail::UnverifiedParts>(detail::UnverifiedParts{*std::move(jws)})));
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

}  // namespace counterfoil::protocol
