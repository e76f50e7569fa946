#include <utility>

#include "engine/decide_device.hpp"
#include "engine/decide_methods.hpp"
#include "engine/device_lookups.hpp"
#include "engine/device_records.hpp"
#include "engine/field_names.hpp"
#include "engine/lanes.hpp"
#include "engine/methods.hpp"
#include "engine/registrations.hpp"

namespace counterfoil {

namespace {

using protocol::Refusal;
using protocol::Refused;
using protocol::ReplyContent;

constexpr std::size_t code_size = 16;

/// Why an operation with a counter is not taken.
std::optional<Refusal> refusal_of(const AccountDocument& account, const DeviceRecord& device,
                                  std::uint64_t counter, const Facts& facts) {
  if (!device) return Refusal::unknown_device;
  if (device.registration != nullptr && device.registration->expires <= facts.now)
    return Refusal::registration_over;
  const bool suspended =
      account.state == AccountState::suspended || (device.method != nullptr && device.method->suspended);
  if (suspended) return Refusal::suspended;
  if (counter <= device.app->counter) return Refusal::counter_used;
  return std::nullopt;
}

EventDraft event_of(EventType type, const DeviceRecord& device) {
  return {.type = type,
          .factor = FactorKind::authenticator_app,
          .method = device.method == nullptr ? std::nullopt : std::optional(device.method->id),
          .label = device.label()};
}

}  // namespace

Result<ReplyContent> decide_rotate_key(Draft& draft, const Digest256& key_id,
                                       const protocol::RotateKey& request, const Facts& facts) {
  const DeviceRecord device = find_device(draft.account(), key_id);
  if (const auto refusal = refusal_of(draft.account(), device, request.counter, facts))
    return ReplyContent(Refused{*refusal});
  const PublicKey& key = request.proof.key();
  if (find_device(draft.account(), key.thumbprint()))
    return ReplyContent(Refused{Refusal::already_registered});
  draft.record(event_of(EventType::device_key_rotated, device));
  draft.remove_lookup(device_lookup(facts.tenant, key_id));
  draft.add_lookup(device_lookup(facts.tenant, key.thumbprint()));
  AuthenticatorApp& app = device_in(draft.edit(), key_id);
  app.algorithm = key.algorithm();
  app.public_key.assign(key.point().begin(), key.point().end());
  app.key_id = key.thumbprint();
  app.counter = request.counter;
  return ReplyContent(protocol::RotateKeyReply{request.counter});
}

Result<ReplyContent> decide_set_push_address(Draft& draft, const Digest256& key_id,
                                             const protocol::SetPushAddress& request, const Facts& facts) {
  const DeviceRecord device = find_device(draft.account(), key_id);
  if (const auto refusal = refusal_of(draft.account(), device, request.counter, facts))
    return ReplyContent(Refused{*refusal});
  Bytes sealed;
  if (request.address) {
    auto made = facts.keys.seal_field(draft.account(), push_address_field(device.method_id()),
                                      SecretBytes(std::string_view(*request.address)), facts.entropy);
    if (!made) return std::move(made).error();
    sealed = *std::move(made);
  }
  draft.record(event_of(EventType::push_address_changed, device));
  AuthenticatorApp& app = device_in(draft.edit(), key_id);
  app.sealed_push_address = std::move(sealed);
  app.counter = request.counter;
  return ReplyContent(protocol::SetPushAddressReply{request.counter});
}

Result<ReplyContent> decide_leave(Draft& draft, const Digest256& key_id, const protocol::Leave& request,
                                  const Facts& facts) {
  const DeviceRecord device = find_device(draft.account(), key_id);
  if (!device) return ReplyContent(Refused{Refusal::unknown_device});
  if (request.counter <= device.app->counter) return ReplyContent(Refused{Refusal::counter_used});
  if (device.registration != nullptr) {
    const RegistrationId id = device.registration->id;
    end_registration(draft, id, "left_by_phone", {});
    return ReplyContent(protocol::LeaveReply{});
  }
  const MethodId id = device.method->id;
  device_in(draft.edit(), key_id).counter = request.counter;
  remove_method(draft, id, {.type = EventType::method_removed, .detail = "left_by_phone"}, facts);
  open_recovery_when_nothing_is_left(draft, facts);
  return ReplyContent(protocol::LeaveReply{});
}

Result<ReplyContent> decide_authorise_move(Draft& draft, const Digest256& key_id,
                                           const protocol::AuthoriseMove& request, const Facts& facts) {
  const DeviceRecord device = find_device(draft.account(), key_id);
  if (const auto refusal = refusal_of(draft.account(), device, request.counter, facts))
    return ReplyContent(Refused{*refusal});
  // Only what is a method can move: a registration is begun anew.
  if (device.method == nullptr) return ReplyContent(Refused{Refusal::suspended});
  SecretBytes code(code_size);
  if (auto filled = facts.entropy.fill(code.write(SecretAccess::grant())); !filled)
    return std::move(filled).error();
  const auto digest = facts.keys.registration_code_digest(facts.tenant, code);
  if (!digest) return digest.error();
  draft.record(event_of(EventType::move_authorised, device));
  AuthenticatorApp& app = device_in(draft.edit(), key_id);
  if (app.move) draft.remove_lookup(code_lookup(facts.tenant, app.move->code_digest));
  draft.add_lookup(code_lookup(facts.tenant, *digest));
  const Timestamp expires = facts.now + facts.policy.lifetimes.registration;
  app.move = DeviceMove{*digest, expires, false, {}};
  app.counter = request.counter;
  return ReplyContent(protocol::AuthoriseMoveReply{request.counter, std::move(code), expires});
}

}  // namespace counterfoil
