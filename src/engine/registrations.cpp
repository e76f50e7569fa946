#include "engine/registrations.hpp"

#include <algorithm>
#include <utility>

#include "engine/device_lookups.hpp"
#include "engine/methods.hpp"

namespace counterfoil {

namespace {

template <class To>
To id_from(ByteView bytes) {
  std::array<std::byte, 16> copy{};
  std::copy_n(bytes.begin(), copy.size(), copy.begin());
  return To(copy);
}

constexpr MethodKinds apps = {MethodKind::totp, MethodKind::hotp, MethodKind::authenticator_app};

bool is_app(const Method& method) {
  const auto kind = kind_of(method);
  return kind && apps.contains(*kind);
}

const char* not_allowed_sentence(MethodKind kind) {
  return kind == MethodKind::totp ? "code apps are not allowed here" : "authenticators are not allowed here";
}

/// What goes with a registration: the keys that lead to it, and its tests.
void forget(Draft& draft, const Registration& registration) {
  remove_lookups(draft, registration);
  std::erase_if(draft.edit().challenges,
                [&](const Challenge& challenge) { return challenge.method == method_of(registration.id); });
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

}  // namespace

MethodId method_of(const RegistrationId& id) {
  return id_from<MethodId>(id.bytes());
}

RegistrationId registration_of(const MethodId& id) {
  return id_from<RegistrationId>(id.bytes());
}

Result<void> check_app_limit(const AccountDocument& account, const Policy& policy) {
  const auto present = std::count_if(account.methods.begin(), account.methods.end(), is_app);
  if (static_cast<std::size_t>(present) < policy.method_limits.apps) return {};
  return Error(errc::limit_reached,
               "apps: expected at most " + std::to_string(policy.method_limits.apps) + "; remove one first");
}

Result<Registration> new_registration(const AccountDocument& account, const ManageCommand& command,
                                      MethodKind kind, const Facts& facts) {
  const auto grounds = registration_grounds(account, command, facts);
  if (!grounds) return grounds.error();
  if (!facts.policy.methods.allows(kind)) return Error(errc::not_allowed, not_allowed_sentence(kind));
  if (auto checked = check_app_limit(account, facts.policy); !checked) return std::move(checked).error();
  const auto session = session_digest(command.session);
  if (!session) return session.error();
  const auto id = random_id<RegistrationId>(facts.entropy);
  if (!id) return id.error();
  Registration registration;
  registration.id = *id;
  registration.session = *session;
  registration.grounds = *grounds;
  registration.created = facts.now;
  registration.expires = facts.now + facts.policy.lifetimes.registration;
  return registration;
}

void open_registration(Draft& draft, Registration registration, const ManageCommand& command,
                       const Facts& facts) {
  make_room(draft, command, facts);
  const bool is_code_app = std::holds_alternative<Totp>(registration.payload);
  draft.edit().registrations.push_back(std::move(registration));
  draft.record({.type = EventType::registration_begun,
                .factor = is_code_app ? FactorKind::totp : FactorKind::authenticator_app,
                .context = command.context});
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

Registration* find_registration(AccountDocument& account, const RegistrationId& id) noexcept {
  const auto found = std::find_if(account.registrations.begin(), account.registrations.end(),
                                  [&](const Registration& open) { return open.id == id; });
  return found == account.registrations.end() ? nullptr : &*found;
}

void end_registrations(Draft& draft, std::string_view why, const RequestContext& context,
                       const std::function<bool(const Registration&)>& ends) {
  std::erase_if(draft.edit().registrations, [&](const Registration& open) {
    if (!ends(open)) return false;
    forget(draft, open);
    draft.record({.type = EventType::registration_ended, .detail = std::string(why), .context = context});
    return true;
  });
}

void end_registration(Draft& draft, const RegistrationId& id, std::string_view why,
                      const RequestContext& context) {
  end_registrations(draft, why, context, [&](const Registration& open) { return open.id == id; });
}

void drop_registrations(Draft& draft) {
  std::vector<Registration> dropped = std::exchange(draft.edit().registrations, {});
  for (const Registration& registration : dropped) forget(draft, registration);
}

Result<void> check_grounds(Draft& draft, const Registration& registration, const ManageCommand& command,
                           const Facts& facts) {
  const auto grounds = registration_grounds(draft.account(), command, facts);
  if (!grounds) return grounds.error();
  if (registration.grounds == Grounds::first_registration && *grounds != Grounds::first_registration) {
    end_registration(draft, registration.id, "grounds_gone", command.context);
    return Error(errc::proof_required, "another method was added meanwhile: sign in again and begin anew");
  }
  return check_app_limit(draft.account(), facts.policy);
}

void activate(Draft& draft, const Registration& registration, const ManageCommand& command,
              const Facts& facts) {
  AccountDocument& account = draft.edit();
  const bool first = !account.had_second_factor;
  Method method;
  method.id = method_of(registration.id);
  method.nickname = registration.nickname;
  method.created = facts.now;
  method.last_used = facts.now;
  method.added_by = draft.next_sequence();
  method.payload = registration.payload;
  const auto sequence = draft.record({.type = EventType::method_added,
                                      .factor = factor_of(method),
                                      .method = method.id,
                                      .session = command.assurance.session_id,
                                      .label = label_of(method),
                                      .context = command.context});
  draft.notify({.kind = NoticeKind::method_added,
                .label = label_of(method),
                .event_sequence = sequence,
                .context = command.context});
  if (!registration.sealed_code.empty())
    draft.remove_lookup(code_lookup(account.tenant, registration.code_digest));
  account.methods.push_back(std::move(method));
  account.had_second_factor = true;
  const MethodId id = method_of(registration.id);
  if (!account.default_method) account.default_method = id;
  std::erase_if(account.challenges, [&](const Challenge& challenge) { return challenge.method == id; });
  std::erase_if(account.registrations, [&](const Registration& open) { return method_of(open.id) == id; });
  end_registrations(draft, "grounds_gone", command.context,
                    [](const Registration& open) { return open.grounds == Grounds::first_registration; });
  if (first) {
    // Whoever else knows the password may have been here before: their browsers are forgotten.
    std::erase_if(account.browsers,
                  [&](const KnownBrowser& browser) { return browser.id != command.assurance.known_browser; });
  }
}

Result<Changed> changed_by(Draft& draft, const ManageCommand& command, const ProvedFactor& proved,
                           const Facts& facts) {
  auto assurance = renewed_assurance(draft, command, {proved}, facts);
  if (!assurance) return std::move(assurance).error();
  return Changed{proved.method, *std::move(assurance), std::nullopt};
}

}  // namespace counterfoil
