#include "engine/decide_registration.hpp"

#include <algorithm>
#include <utility>

#include "counterfoil/otp/otp_secret.hpp"
#include "engine/field_names.hpp"
#include "engine/guard.hpp"
#include "engine/methods.hpp"
#include "engine/verify_code.hpp"

namespace counterfoil {

namespace {

std::array<std::byte, 16> raw(ByteView bytes) {
  std::array<std::byte, 16> copy{};
  std::copy_n(bytes.begin(), copy.size(), copy.begin());
  return copy;
}

bool is_app(const Method& method) {
  const auto kind = kind_of(method);
  return kind == MethodKind::totp || kind == MethodKind::hotp || kind == MethodKind::authenticator_app;
}

Result<void> check_app_limit(const AccountDocument& account, const Policy& policy) {
  const auto apps = std::count_if(account.methods.begin(), account.methods.end(), is_app);
  if (static_cast<std::size_t>(apps) < policy.method_limits.apps) return {};
  return Error(errc::limit_reached,
               "apps: expected at most " + std::to_string(policy.method_limits.apps) + "; remove one first");
}

Result<Totp> new_totp(const AccountDocument& account, const MethodId& id, const Facts& facts) {
  const TotpRules& rules = facts.policy.totp;
  Totp totp;
  totp.algorithm = rules.algorithm;
  totp.digits = rules.digits;
  totp.period = std::chrono::duration_cast<std::chrono::seconds>(rules.period);
  const auto secret = new_otp_secret(totp.algorithm, facts.entropy);
  if (!secret) return secret.error();
  auto sealed = facts.keys.seal_field(account, totp_secret_field(id), *secret, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  totp.sealed_secret = *std::move(sealed);
  return totp;
}

/// Ends every registration that `ends` is true for, each with an event that says why.
template <class Ends>
void end_registrations(Draft& draft, std::string_view why, const RequestContext& context, Ends ends) {
  std::erase_if(draft.edit().registrations, [&](const Registration& open) {
    if (!ends(open)) return false;
    draft.record({.type = EventType::registration_ended, .detail = std::string(why), .context = context});
    return true;
  });
}

void end_registration(Draft& draft, const RegistrationId& id, std::string_view why,
                      const RequestContext& context) {
  end_registrations(draft, why, context, [&](const Registration& open) { return open.id == id; });
}

/// Room for one more: what expired goes, and where that is not enough the oldest.
void make_room(Draft& draft, const ManageCommand& command, const Facts& facts) {
  end_registrations(draft, "expired", command.context,
                    [&](const Registration& open) { return open.expires <= facts.now; });
  const auto& open = draft.account().registrations;
  if (open.size() < facts.policy.live.registrations) return;
  const RegistrationId oldest = open.front().id;
  end_registration(draft, oldest, "replaced", command.context);
}

/// A wrong code while registering: counted, and too many end it.
Error refuse(Draft& draft, const RegistrationId& id, const Error& refusal, const ManageCommand& command,
             const Facts& facts) {
  auto& open = draft.edit().registrations;
  const auto found = std::find_if(open.begin(), open.end(),
                                  [&](const Registration& registration) { return registration.id == id; });
  draft.record({.type = EventType::registration_refused,
                .factor = FactorKind::totp,
                .detail = std::string(name_of(refusal.code)),
                .context = command.context});
  if (++found->tries >= facts.policy.registration.tries)
    end_registration(draft, id, "too_many_tries", command.context);
  return refusal;
}

/// Makes the method of a proved registration active.
void activate(Draft& draft, const Registration& registration, Totp totp, const ManageCommand& command,
              const Facts& facts) {
  AccountDocument& account = draft.edit();
  const bool first = !account.had_second_factor;
  Method method;
  method.id = method_of(registration.id);
  method.nickname = registration.nickname;
  method.created = facts.now;
  method.last_used = facts.now;
  method.added_by = draft.next_sequence();
  method.payload = std::move(totp);
  const auto sequence = draft.record({.type = EventType::method_added,
                                      .factor = FactorKind::totp,
                                      .method = method.id,
                                      .session = command.assurance.session_id,
                                      .label = label_of(method),
                                      .context = command.context});
  draft.notify({.kind = NoticeKind::method_added,
                .label = label_of(method),
                .event_sequence = sequence,
                .context = command.context});
  account.methods.push_back(std::move(method));
  account.had_second_factor = true;
  if (!account.default_method) account.default_method = method_of(registration.id);
  std::erase_if(account.registrations, [&](const Registration& open) { return open.id == registration.id; });
  end_registrations(draft, "grounds_gone", command.context,
                    [](const Registration& open) { return open.grounds == Grounds::first_registration; });
  if (first) {
    // Whoever else knows the password may have been here before: their browsers are forgotten.
    std::erase_if(account.browsers,
                  [&](const KnownBrowser& browser) { return browser.id != command.assurance.known_browser; });
  }
}

Result<Changed> changed_by(Draft& draft, const ManageCommand& command, const MethodId& method,
                           Timestamp proved, const Facts& facts) {
  auto assurance = renewed_assurance(draft, command, {{FactorKind::totp, method, proved}}, facts);
  if (!assurance) return std::move(assurance).error();
  return Changed{method, *std::move(assurance), std::nullopt};
}

}  // namespace

MethodId method_of(const RegistrationId& id) {
  return MethodId(raw(id.bytes()));
}

Result<RegistrationId> decide_begin_totp(Draft& draft, const ManageCommand& command,
                                         const std::string& nickname, const Facts& facts) {
  const Operation operation = operation_of(command, "begin-totp", {as_bytes(nickname)});
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return RegistrationId((*kept)->ids.at(0));
  auto name = checked_nickname(nickname.empty() ? "Code app" : nickname);
  if (!name) return std::move(name).error();
  const auto grounds = registration_grounds(draft.account(), command, facts);
  if (!grounds) return grounds.error();
  if (!facts.policy.methods.allows(MethodKind::totp)) {
    return Error(errc::not_allowed, "code apps are not allowed here");
  }
  if (auto checked = check_app_limit(draft.account(), facts.policy); !checked)
    return std::move(checked).error();
  const auto session = session_digest(command.session);
  if (!session) return session.error();
  const auto id = random_id<RegistrationId>(facts.entropy);
  if (!id) return id.error();
  auto totp = new_totp(draft.account(), method_of(*id), facts);
  if (!totp) return std::move(totp).error();

  make_room(draft, command, facts);
  Registration registration;
  registration.id = *id;
  registration.session = *session;
  registration.grounds = *grounds;
  registration.created = facts.now;
  registration.expires = facts.now + facts.policy.lifetimes.registration;
  registration.nickname = *std::move(name);
  registration.payload = *std::move(totp);
  draft.edit().registrations.push_back(std::move(registration));
  draft.record(
      {.type = EventType::registration_begun, .factor = FactorKind::totp, .context = command.context});
  KeptOutcome outcome;
  outcome.ids = {raw(id->bytes())};
  if (auto stored = keep_outcome(draft, operation, std::move(outcome), facts); !stored) {
    return std::move(stored).error();
  }
  return *id;
}

Result<const Registration*> find_registration(const AccountDocument& account, const RegistrationId& id,
                                              const ManageCommand& command, Timestamp now) {
  if (auto checked = check_caller(account, command, now); !checked) return std::move(checked).error();
  const auto session = session_digest(command.session);
  if (!session) return session.error();
  const auto found = std::find_if(account.registrations.begin(), account.registrations.end(),
                                  [&](const Registration& open) { return open.id == id; });
  if (found == account.registrations.end() || found->session != *session || found->expires <= now) {
    return Error(errc::not_found, "no such registration, or it is over: begin again");
  }
  return &*found;
}

Result<Changed> decide_confirm_totp(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                    const SecretBytes& code, const Facts& facts) {
  const Operation operation =
      operation_of(command, "confirm-totp", {id.bytes(), code.read(SecretAccess::grant())});
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) {
    return changed_by(draft, command, method_of(id), Timestamp(Duration((*kept)->numbers.at(0))), facts);
  }
  const auto found = find_registration(draft.account(), id, command, facts.now);
  if (!found) return found.error();
  const auto grounds = registration_grounds(draft.account(), command, facts);
  if (!grounds) return grounds.error();
  const Registration registration = **found;
  if (registration.grounds == Grounds::first_registration && *grounds != Grounds::first_registration) {
    end_registration(draft, id, "grounds_gone", command.context);
    return Error(errc::proof_required, "another method was added meanwhile: sign in again and begin anew");
  }
  if (auto checked = check_app_limit(draft.account(), facts.policy); !checked)
    return std::move(checked).error();
  Totp totp = std::get<Totp>(registration.payload);
  const auto secret =
      facts.keys.open_field(draft.account(), totp_secret_field(method_of(id)), totp.sealed_secret);
  if (!secret) return secret.error();
  if (auto verified = verify_totp_code(totp, *secret, code, facts); !verified) {
    if (verified.error().code != errc::code_mismatch) return std::move(verified).error();
    return refuse(draft, id, verified.error(), command, facts);
  }
  activate(draft, registration, std::move(totp), command, facts);
  KeptOutcome outcome;
  outcome.numbers = {facts.now.time_since_epoch().count()};
  if (auto stored = keep_outcome(draft, operation, std::move(outcome), facts); !stored) {
    return std::move(stored).error();
  }
  return changed_by(draft, command, method_of(id), facts.now, facts);
}

Result<void> decide_cancel_registration(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                        const Facts& facts) {
  const auto found = find_registration(draft.account(), id, command, facts.now);
  if (!found) {
    if (found.error().code == errc::not_found) return {};
    return found.error();
  }
  end_registration(draft, id, "cancelled", command.context);
  return {};
}

}  // namespace counterfoil
