#include "counterfoil/engine/devices.hpp"

#include <utility>

#include "counterfoil/protocol/message.hpp"
#include "engine/decide_device.hpp"
#include "engine/device_lookups.hpp"
#include "engine/device_records.hpp"
#include "engine/engine_core.hpp"
#include "engine/guarded_call.hpp"

namespace counterfoil {

namespace {

using protocol::Refusal;
using protocol::Refused;
using protocol::ReplyContent;

/// One message on its way, for a tenant that has an endpoint.
struct Exchange {
  EngineCore& core;
  const TenantSettings& tenant;
  const protocol::DeviceEndpoint& endpoint;
  Timestamp now;
};

/// An account that a message leads to, with the policy that holds there.
struct FoundAccount {
  AccountReading reading;
  const Policy& policy;

  Facts facts(EngineCore& core) const {
    return {reading.document.tenant, policy, reading.keys, reading.now, core.entropy()};
  }
};

/// The account that a lookup key leads to; none when there is none, or it was deleted.
Result<std::optional<FoundAccount>> find_account(const Exchange& exchange, const LookupKey& key) {
  auto found = guarded_call("store", [&] { return exchange.core.store().find(key); });
  if (!found) return std::move(found).error();
  if (!*found) return std::optional<FoundAccount>{};
  auto reading = exchange.core.accounts().read({key.tenant, **found, exchange.tenant.policy()});
  if (!reading) {
    if (reading.error().code == errc::not_found) return std::optional<FoundAccount>{};
    return std::move(reading).error();
  }
  const Policy& policy = EngineCore::policy_of_account(exchange.tenant, reading->document);
  return std::optional(FoundAccount{*std::move(reading), policy});
}

Result<std::optional<FoundAccount>> find_by_code(const Exchange& exchange, const SecretBytes& code) {
  const TenantId& tenant = exchange.tenant.id();
  const auto digests = exchange.core.keys().registration_code_digests(tenant, code);
  if (!digests) return digests.error();
  for (const Digest256& digest : *digests) {
    auto found = find_account(exchange, code_lookup(tenant, digest));
    if (!found || *found) return found;
  }
  return std::optional<FoundAccount>{};
}

/// Runs a decision on an account that was found.
template <class F>
Result<ReplyContent> decide_on(const Exchange& exchange, const FoundAccount& account, F&& decide) {
  const AccountDocument& document = account.reading.document;
  return exchange.core.accounts().run({document.tenant, document.account, account.policy},
                                      std::forward<F>(decide));
}

Result<ReplyContent> preview(const Exchange& exchange, const protocol::Preview& message) {
  const auto account = find_by_code(exchange, message.code);
  if (!account) return account.error();
  if (!*account) return ReplyContent(Refused{Refusal::registration_over});
  return preview_of((*account)->reading.document, message.code, exchange.tenant.issuer(),
                    (*account)->facts(exchange.core));
}

Result<ReplyContent> register_device(const Exchange& exchange, const protocol::UnverifiedMessage& message) {
  const PublicKey& key = *message.new_key();
  const auto operation = message.verify(key, exchange.endpoint, exchange.now);
  if (!operation) return operation.error();
  const auto& request = std::get<protocol::Register>(*operation);
  const auto account = find_by_code(exchange, request.code);
  if (!account) return account.error();
  if (!*account) return ReplyContent(Refused{Refusal::registration_over});
  const NewDevice device{key, request, exchange.tenant.issuer()};
  return decide_on(exchange, **account, [&](Draft& draft, const Facts& facts) {
    return decide_register_device(draft, device, facts);
  });
}

/// Sends a verified operation to its decision.
struct Dispatch {
  const Exchange& exchange;
  const FoundAccount& account;
  const Digest256& key_id;

  /// Only a message that brings its key can be to register, and those come another way.
  Result<ReplyContent> operator()(const protocol::Register&) const {
    return ReplyContent(Refused{Refusal::malformed});
  }
  Result<ReplyContent> operator()(const protocol::ReadInbox&) const {
    return inbox_of(account.reading.document, key_id, account.facts(exchange.core));
  }
  Result<ReplyContent> operator()(const protocol::Answer& request) const {
    return decide(request, decide_device_answer);
  }
  Result<ReplyContent> operator()(const protocol::RotateKey& request) const {
    return decide(request, decide_rotate_key);
  }
  Result<ReplyContent> operator()(const protocol::SetPushAddress& request) const {
    return decide(request, decide_set_push_address);
  }
  Result<ReplyContent> operator()(const protocol::Leave& request) const {
    return decide(request, decide_leave);
  }
  Result<ReplyContent> operator()(const protocol::AuthoriseMove& request) const {
    return decide(request, decide_authorise_move);
  }

  template <class Request>
  Result<ReplyContent> decide(const Request& request,
                              Result<ReplyContent> (*decision)(Draft&, const Digest256&, const Request&,
                                                               const Facts&)) const {
    return decide_on(exchange, account, [&](Draft& draft, const Facts& facts) {
      return decision(draft, key_id, request, facts);
    });
  }
};

Result<ReplyContent> from_device(const Exchange& exchange, const protocol::UnverifiedMessage& message) {
  const Digest256& key_id = message.key_id();
  const auto account = find_account(exchange, device_lookup(exchange.tenant.id(), key_id));
  if (!account) return account.error();
  const DeviceRecord device = *account ? find_device((*account)->reading.document, key_id) : DeviceRecord{};
  if (!device) return ReplyContent(Refused{Refusal::unknown_device});
  const auto key =
      exchange.core.device_keys().find_or_make(key_id, device.app->algorithm, device.app->public_key);
  if (!key) return key.error();
  const auto operation = message.verify(*key, exchange.endpoint, (*account)->reading.now);
  if (!operation) return operation.error();
  return std::visit(Dispatch{exchange, **account, key_id}, *operation);
}

Result<ReplyContent> content_for(const Exchange& exchange, std::string_view text) {
  const auto message = protocol::read_message(text, exchange.endpoint);
  if (!message) return message.error();
  if (const auto* asked = std::get_if<protocol::Preview>(&*message)) return preview(exchange, *asked);
  const auto& signed_message = std::get<protocol::UnverifiedMessage>(*message);
  return signed_message.new_key() != nullptr ? register_device(exchange, signed_message)
                                             : from_device(exchange, signed_message);
}

}  // namespace

Result<SecretBytes> Devices::exchange(const TenantId& tenant_id, std::string_view message) {
  const auto tenant = core_->tenant(tenant_id);
  if (!tenant) return tenant.error();
  const auto endpoint = core_->device_endpoint(tenant_id);
  if (!endpoint) return endpoint.error();
  const auto now = core_->now();
  if (!now) return protocol::write_reply({Timestamp{}, Refused{Refusal::unavailable}});
  const Timestamp time = std::chrono::floor<std::chrono::seconds>(*now);
  const auto content = content_for({*core_, **tenant, **endpoint, *now}, message);
  auto reply = protocol::write_reply({time, content ? *content : protocol::refused(content.error())});
  if (reply || reply.error().code == errc::out_of_memory) return reply;
  return protocol::write_reply({time, Refused{Refusal::unavailable}});
}

}  // namespace counterfoil
