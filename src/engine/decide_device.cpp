#include "engine/decide_device.hpp"

#include <algorithm>
#include <utility>

#include "engine/account_label.hpp"
#include "engine/decide_registration.hpp"
#include "engine/device_lookups.hpp"
#include "engine/device_records.hpp"
#include "engine/field_names.hpp"
#include "engine/methods.hpp"
#include "engine/prompts.hpp"

namespace counterfoil {

namespace {

using protocol::Refusal;
using protocol::Refused;
using protocol::ReplyContent;

/// What a code is for, in this account.
struct CodeTarget {
  const Registration* registration = nullptr;
  const Method* move = nullptr;

  explicit operator bool() const noexcept { return registration != nullptr || move != nullptr; }
};

bool is_one_of(const Digest256& digest, const std::vector<Digest256>& digests) {
  bool found = false;
  for (const Digest256& one : digests) found = equal_in_constant_time(digest, one) || found;
  return found;
}

const AuthenticatorApp* phone_of(const MethodPayload& payload) {
  return std::get_if<AuthenticatorApp>(&payload);
}

Result<CodeTarget> target_of(const AccountDocument& account, const SecretBytes& code, const Facts& facts) {
  const auto digests = facts.keys.registration_code_digests(facts.tenant, code);
  if (!digests) return digests.error();
  CodeTarget target;
  for (const Registration& registration : account.registrations) {
    const bool is_open = !registration.sealed_code.empty() && registration.expires > facts.now;
    if (is_open && is_one_of(registration.code_digest, *digests)) target.registration = &registration;
  }
  for (const Method& method : account.methods) {
    const AuthenticatorApp* app = phone_of(method.payload);
    if (app == nullptr || !app->move || app->move->expires <= facts.now || method.suspended) continue;
    if (is_one_of(app->move->code_digest, *digests)) target.move = &method;
  }
  return target;
}

/// "Account added".
Result<ReplyContent> registered(const AccountDocument& account, const MethodId& id,
                                const AuthenticatorApp& app, const NewDevice& device, const Facts& facts) {
  auto label = account_label(account, facts.keys);
  if (!label) return std::move(label).error();
  auto secret = facts.keys.open_field(account, totp_secret_field(id), app.codes.sealed_secret);
  if (!secret) return std::move(secret).error();
  const auto code = OtpParameters::make(app.codes.algorithm, app.codes.digits);
  if (!code) return code.error();
  const auto totp = TotpParameters::make(*code, app.codes.period);
  if (!totp) return totp.error();
  return ReplyContent(
      protocol::RegisterReply{device.issuer, *std::move(label), *std::move(secret), *totp, app.counter});
}

/// What the account keeps of a phone that is new to it.
Result<AuthenticatorApp> new_phone(const AccountDocument& account, const MethodId& id,
                                   const NewDevice& device, const Facts& facts) {
  AuthenticatorApp app;
  app.algorithm = device.key.algorithm();
  app.public_key.assign(device.key.point().begin(), device.key.point().end());
  app.key_id = device.key.thumbprint();
  app.device_name = device.request.device_name;
  if (device.request.push_address) {
    auto sealed =
        facts.keys.seal_field(account, push_address_field(id),
                              SecretBytes(std::string_view(*device.request.push_address)), facts.entropy);
    if (!sealed) return std::move(sealed).error();
    app.sealed_push_address = *std::move(sealed);
  }
  auto codes = new_totp(account, id, facts);
  if (!codes) return std::move(codes).error();
  app.codes = *std::move(codes);
  return app;
}

/// Another phone came with a code that was used: it is refused, and the person hears of it.
ReplyContent refuse_second_phone(Draft& draft, const CodeTarget& target, const Facts&) {
  if (target.registration != nullptr) {
    if (target.registration->second_phone_refused) return Refused{Refusal::already_registered};
    find_registration(draft.edit(), target.registration->id)->second_phone_refused = true;
  }
  draft.record({.type = EventType::device_refused, .factor = FactorKind::authenticator_app});
  return Refused{Refusal::already_registered};
}

Result<ReplyContent> link_phone(Draft& draft, const Registration& registration, const NewDevice& device,
                                const Facts& facts) {
  const MethodId id = method_of(registration.id);
  const AuthenticatorApp* linked = phone_of(registration.payload);
  if (!linked->public_key.empty()) {
    if (linked->key_id != device.key.thumbprint())
      return refuse_second_phone(draft, {&registration, nullptr}, facts);
    return registered(draft.account(), id, *linked, device, facts);
  }
  auto app = new_phone(draft.account(), id, device, facts);
  if (!app) return std::move(app).error();
  auto reply = registered(draft.account(), id, *app, device, facts);
  if (!reply) return reply;
  draft.add_lookup(device_lookup(facts.tenant, app->key_id));
  draft.record({.type = EventType::device_registered,
                .factor = FactorKind::authenticator_app,
                .label = app->device_name});
  find_registration(draft.edit(), registration.id)->payload = *std::move(app);
  return reply;
}

/// The new phone takes the old one's place in this commit: there is no moment with both, and none with neither.
Result<ReplyContent> move_phone(Draft& draft, const Method& method, const NewDevice& device,
                                const Facts& facts) {
  const AuthenticatorApp& old = *phone_of(method.payload);
  if (old.move->used) {
    if (old.key_id != device.key.thumbprint()) return refuse_second_phone(draft, {nullptr, &method}, facts);
    return registered(draft.account(), method.id, old, device, facts);
  }
  auto app = new_phone(draft.account(), method.id, device, facts);
  if (!app) return std::move(app).error();
  auto reply = registered(draft.account(), method.id, *app, device, facts);
  if (!reply) return reply;
  app->code_failures = old.code_failures;
  app->move = old.move;
  app->move->used = true;
  draft.remove_lookup(device_lookup(facts.tenant, old.key_id));
  draft.add_lookup(device_lookup(facts.tenant, app->key_id));
  const auto sequence = draft.record({.type = EventType::device_moved,
                                      .factor = FactorKind::authenticator_app,
                                      .method = method.id,
                                      .label = label_of(method),
                                      .detail = app->device_name});
  draft.notify({.kind = NoticeKind::device_moved, .label = label_of(method), .event_sequence = sequence});
  Method& moved = *find_method(draft.edit(), method.id);
  moved.payload = *std::move(app);
  moved.changed_by = sequence;
  return reply;
}

protocol::AccountState state_of(const AccountDocument& account, const DeviceRecord& device, Timestamp now) {
  if (device.registration != nullptr) {
    return device.registration->expires <= now ? protocol::AccountState::registration_dropped
                                               : protocol::AccountState::registering;
  }
  const bool suspended = device.method->suspended || account.state == AccountState::suspended;
  return suspended ? protocol::AccountState::suspended : protocol::AccountState::active;
}

}  // namespace

Result<ReplyContent> preview_of(const AccountDocument& account, const SecretBytes& code,
                                const std::string& issuer, const Facts& facts) {
  const auto target = target_of(account, code, facts);
  if (!target) return target.error();
  if (!*target) return ReplyContent(Refused{Refusal::registration_over});
  auto label = account_label(account, facts.keys);
  if (!label) return std::move(label).error();
  return ReplyContent(protocol::PreviewReply{issuer, *std::move(label), target->move != nullptr});
}

Result<ReplyContent> decide_register_device(Draft& draft, const NewDevice& device, const Facts& facts) {
  const auto target = target_of(draft.account(), device.request.code, facts);
  if (!target) return target.error();
  if (!*target) return ReplyContent(Refused{Refusal::registration_over});
  if (draft.account().state == AccountState::suspended) return ReplyContent(Refused{Refusal::suspended});
  const DeviceRecord known = find_device(draft.account(), device.key.thumbprint());
  const bool is_elsewhere =
      known && known.registration != target->registration && known.method != target->move;
  if (is_elsewhere) return ReplyContent(Refused{Refusal::already_registered});
  // The decision works on a copy: what is found in the draft moves when the draft changes.
  if (target->registration != nullptr)
    return link_phone(draft, Registration(*target->registration), device, facts);
  return move_phone(draft, Method(*target->move), device, facts);
}

Result<ReplyContent> inbox_of(const AccountDocument& account, const Digest256& key_id, const Facts& facts) {
  const DeviceRecord device = find_device(account, key_id);
  protocol::InboxReply reply{state_of(account, device, facts.now), device.app->counter, {}};
  const bool is_live =
      reply.state == protocol::AccountState::active || reply.state == protocol::AccountState::registering;
  for (const Challenge& challenge : account.challenges) {
    const bool waits =
        challenge.state == ChallengeState::pending && !is_over(challenge, account, facts.policy, facts.now);
    if (!is_live || !waits || challenge.method != device.method_id()) continue;
    const auto request =
        facts.keys.open_field(account, push_request_field(challenge.id), challenge.sealed_request);
    if (!request) return request.error();
    reply.requests.emplace_back(request->read_text(SecretAccess::grant()));
  }
  return ReplyContent(std::move(reply));
}

}  // namespace counterfoil
