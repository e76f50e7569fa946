#include <algorithm>
#include <new>
#include <nlohmann/json.hpp>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/base64url.hpp"
#include "counterfoil/otp/otp_secret.hpp"
#include "counterfoil/protocol/registration_link.hpp"
#include "counterfoil/protocol/reply.hpp"
#include "model/display_text.hpp"
#include "protocol/member_reader.hpp"
#include "protocol/reply_limits.hpp"

namespace counterfoil::protocol {

namespace {

using nlohmann::json;

Error refused(std::string_view expected) {
  return {errc::invalid_argument, std::string("reply: ").append(expected)};
}

/// A member that is a secret: written behind the others, past the JSON library, which wipes nothing.
struct SecretMember {
  std::string_view name{};
  const SecretBytes* value = nullptr;
};

Result<void> put_labels(json& members, const std::string& issuer, const std::string& account) {
  if (!is_display_text(issuer, max_issuer_size) || !is_display_text(account, max_account_label_size)) {
    return refused("issuer, account: expected 1 to 128 and 1 to 256 bytes without control characters");
  }
  members["issuer"] = issuer;
  members["account"] = account;
  return {};
}

Result<void> put_counter(json& members, std::uint64_t counter) {
  if (counter > max_json_integer) return refused("counter: expected at most 2^53 - 1");
  members["counter"] = counter;
  return {};
}

Result<void> put_secret(SecretMember& member, std::string_view name, const SecretBytes& value,
                        std::size_t min_size, std::size_t max_size) {
  if (value.size() < min_size || value.size() > max_size) {
    return refused("totp_secret, code: expected 16 to 64 and 14 to 64 bytes");
  }
  member = {name, &value};
  return {};
}

/// Adds the members of a reply to its time.
struct Put {
  json& members;
  SecretMember& secret;

  Result<void> operator()(const Refused& reply) const {
    if (name_of(reply.reason).empty()) return refused("refused: expected one of Refusal");
    members["refused"] = name_of(reply.reason);
    if (reply.retry_after) {
      const auto seconds = std::chrono::ceil<std::chrono::seconds>(*reply.retry_after).count();
      members["retry_after"] = std::max<std::int64_t>(seconds, 0);
    }
    return {};
  }

  Result<void> operator()(const PreviewReply& reply) const {
    members["op"] = "preview";
    members["move"] = reply.is_move;
    return put_labels(members, reply.issuer, reply.account);
  }

  Result<void> operator()(const RegisterReply& reply) const {
    members["op"] = "register";
    members["totp_algorithm"] = name_of(reply.totp.code().algorithm());
    members["totp_digits"] = reply.totp.code().digits();
    members["totp_period"] = reply.totp.period().count();
    if (auto put = put_labels(members, reply.issuer, reply.account); !put) return put;
    if (auto put = put_counter(members, reply.counter); !put) return put;
    return put_secret(secret, "totp_secret", reply.totp_secret, min_otp_secret_size, max_totp_secret_size);
  }

  Result<void> operator()(const InboxReply& reply) const {
    if (name_of(reply.state).empty()) return refused("state: expected one of AccountState");
    if (reply.requests.size() > max_inbox_requests) return refused("requests: expected at most 16");
    members["op"] = "inbox";
    members["state"] = name_of(reply.state);
    json& requests = members["requests"] = json::array();
    for (const std::string& request : reply.requests) {
      if (request.empty() || request.size() > max_push_request_size) {
        return refused("requests: expected 1 to 2048 bytes each");
      }
      requests.push_back(encode_base64url(as_bytes(request)));
    }
    return put_counter(members, reply.counter);
  }

  Result<void> operator()(const AnswerReply&) const {
    members["op"] = "answer";
    return {};
  }

  Result<void> operator()(const RotateKeyReply& reply) const {
    members["op"] = "rotate_key";
    return put_counter(members, reply.counter);
  }

  Result<void> operator()(const SetPushAddressReply& reply) const {
    members["op"] = "set_push_address";
    return put_counter(members, reply.counter);
  }

  Result<void> operator()(const LeaveReply&) const {
    members["op"] = "leave";
    return {};
  }

  Result<void> operator()(const AuthoriseMoveReply& reply) const {
    if (reply.expires < Timestamp()) return refused("expires: expected a time after 1970");
    members["op"] = "authorise_move";
    members["expires"] = unix_seconds(reply.expires);
    if (auto put = put_counter(members, reply.counter); !put) return put;
    return put_secret(secret, "code", reply.code, RegistrationLink::min_code_size,
                      RegistrationLink::max_code_size);
  }
};

/// `plain`, which ends in a brace, with the secret put before it.
SecretBytes join(std::string_view plain, const SecretMember& member) {
  if (member.value == nullptr) return SecretBytes(plain);
  std::string value = encode_base64url(member.value->read(SecretAccess::grant()));
  const std::string before =
      std::string(plain.substr(0, plain.size() - 1)).append(",\"").append(member.name).append("\":\"");
  const std::string_view after = "\"}";
  SecretBytes text(before.size() + value.size() + after.size());
  auto next = text.write(SecretAccess::grant()).begin();
  for (const std::string_view part : {std::string_view(before), std::string_view(value), after}) {
    next = std::ranges::copy(as_bytes(part), next).out;
  }
  wipe(value.data(), value.size());
  return text;
}

}  // namespace

Result<SecretBytes> write_reply(const Reply& reply) try {
  if (reply.time < Timestamp()) return refused("time: expected a time after 1970");
  json members = {{"time", unix_seconds(reply.time)}};
  SecretMember secret;
  if (auto put = std::visit(Put{members, secret}, reply.content); !put) return std::move(put).error();
  return join(members.dump(), secret);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil::protocol
