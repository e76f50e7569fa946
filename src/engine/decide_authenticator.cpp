#include "engine/decide_authenticator.hpp"

#include <algorithm>
#include <utility>

#include "counterfoil/protocol/registration_link.hpp"
#include "engine/challenges.hpp"
#include "engine/device_lookups.hpp"
#include "engine/field_names.hpp"
#include "engine/prompts.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t code_size = 16;

/// A phone that is taken up once registered has a key.
const AuthenticatorApp* linked_phone(const Registration& registration) {
  const auto* app = std::get_if<AuthenticatorApp>(&registration.payload);
  return app == nullptr || app->public_key.empty() ? nullptr : app;
}

Result<void> put_code(const AccountDocument& account, Registration& registration, const Facts& facts) {
  SecretBytes code(code_size);
  if (auto filled = facts.entropy.fill(code.write(SecretAccess::grant())); !filled) return filled;
  const auto digest = facts.keys.registration_code_digest(facts.tenant, code);
  if (!digest) return digest.error();
  auto sealed = facts.keys.seal_field(account, registration_code_field(registration.id), code, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  registration.code_digest = *digest;
  registration.sealed_code = *std::move(sealed);
  return {};
}

/// A test that waits is replaced: it charges nobody.
void drop_tests(AccountDocument& account, const MethodId& method) {
  std::erase_if(account.challenges, [&](const Challenge& challenge) { return challenge.method == method; });
}

Result<SecretBytes> link_text(const AccountDocument& account, const Registration& registration,
                              const protocol::DeviceEndpoint& endpoint, const Facts& facts) {
  auto code =
      facts.keys.open_field(account, registration_code_field(registration.id), registration.sealed_code);
  if (!code) return std::move(code).error();
  const auto link = protocol::RegistrationLink::make(endpoint, *std::move(code));
  if (!link) return link.error();
  return link->text();
}

Result<void> keep_confirmed(Draft& draft, const Operation& operation, Timestamp proved, const Facts& facts) {
  KeptOutcome outcome;
  outcome.numbers = {proved.time_since_epoch().count()};
  return keep_outcome(draft, operation, std::move(outcome), facts);
}

}  // namespace

Result<const Registration*> find_phone(const AccountDocument& account, const RegistrationId& id,
                                       const ManageCommand& command, const Facts& facts) {
  auto found = find_registration(account, id, command, facts.now);
  if (!found) return found;
  if (!std::holds_alternative<AuthenticatorApp>((*found)->payload))
    return Error(errc::not_found, "this registration is of another kind of method");
  return found;
}

Result<RegistrationId> decide_begin_authenticator(Draft& draft, const ManageCommand& command,
                                                  const std::string& nickname, const Facts& facts) {
  const Operation operation = operation_of(command, "begin-authenticator", {as_bytes(nickname)});
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return RegistrationId((*kept)->ids.at(0));
  auto name = nickname.empty() ? Result<std::string>(nickname) : checked_nickname(nickname);
  if (!name) return std::move(name).error();
  auto registration = new_registration(draft.account(), command, MethodKind::authenticator_app, facts);
  if (!registration) return std::move(registration).error();
  const RegistrationId id = registration->id;
  registration->nickname = *std::move(name);
  registration->payload = AuthenticatorApp{};
  if (auto put = put_code(draft.account(), *registration, facts); !put) return std::move(put).error();
  draft.add_lookup(code_lookup(facts.tenant, registration->code_digest));
  open_registration(draft, *std::move(registration), command, facts);
  KeptOutcome outcome;
  outcome.ids = {kept_id(id)};
  if (auto stored = keep_outcome(draft, operation, std::move(outcome), facts); !stored)
    return std::move(stored).error();
  return id;
}

Result<void> decide_test_authenticator(Draft& draft, const ManageCommand& command, const RegistrationId& id,
                                       const Facts& facts) {
  const Operation operation = operation_of(command, "test-authenticator", {id.bytes()});
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) return {};
  const auto found = find_phone(draft.account(), id, command, facts);
  if (!found) return found.error();
  if (linked_phone(**found) == nullptr)
    return Error(errc::wrong_state, "no phone is linked yet: scan the QR code first");
  if ((*found)->proved) return Error(errc::wrong_state, "the phone passed its test already");
  if ((*found)->tests >= facts.policy.registration.tests)
    return Error(errc::limit_reached, "too many tests: begin again with a new QR code");
  settle_prompts(draft, facts);
  drop_tests(draft.edit(), method_of(id));
  const ChallengePlan plan{
      .purpose = ChallengePurpose::registration, .method = method_of(id), .context = command.context};
  if (const auto challenge = add_challenge(draft, plan, facts); !challenge) return challenge.error();
  ++find_registration(draft.edit(), id)->tests;
  return keep_outcome(draft, operation, {}, facts);
}

Result<Changed> decide_confirm_authenticator(Draft& draft, const ManageCommand& command,
                                             const RegistrationId& id, const Facts& facts) {
  const Operation operation = operation_of(command, "confirm-authenticator", {id.bytes()});
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  if (*kept) {
    const Timestamp at(Duration((*kept)->numbers.at(0)));
    return changed_by(draft, command, {FactorKind::authenticator_app, method_of(id), at}, facts);
  }
  const auto found = find_phone(draft.account(), id, command, facts);
  if (!found) return found.error();
  Registration registration = **found;
  if (!registration.proved) return Error(errc::wrong_state, "the phone has not passed its test yet");
  if (auto checked = check_grounds(draft, registration, command, facts); !checked)
    return std::move(checked).error();
  if (registration.nickname.empty()) registration.nickname = linked_phone(registration)->device_name;
  const Timestamp proved = *registration.proved;
  activate(draft, registration, command, facts);
  if (auto stored = keep_confirmed(draft, operation, proved, facts); !stored)
    return std::move(stored).error();
  return changed_by(draft, command, {FactorKind::authenticator_app, method_of(id), proved}, facts);
}

Result<AuthenticatorRegistration> view_of_authenticator(const AccountDocument& account,
                                                        const Registration& registration,
                                                        const protocol::DeviceEndpoint& endpoint,
                                                        const Facts& facts) {
  AuthenticatorRegistration view;
  view.id = registration.id;
  view.expires = registration.expires;
  view.second_phone_refused = registration.second_phone_refused;
  view.tests_left =
      facts.policy.registration.tests - std::min(facts.policy.registration.tests, registration.tests);
  const AuthenticatorApp* app = linked_phone(registration);
  if (app == nullptr) {
    auto link = link_text(account, registration, endpoint, facts);
    if (!link) return std::move(link).error();
    view.link = *std::move(link);
    return view;
  }
  view.stage = registration.proved ? AuthenticatorStage::proved : AuthenticatorStage::phone_linked;
  view.device_name = app->device_name;
  if (const Challenge* test = test_of(account, method_of(registration.id))) {
    auto prompt = prompt_view(account, *test, app->device_name, facts);
    if (!prompt) return std::move(prompt).error();
    view.test = *std::move(prompt);
  }
  return view;
}

}  // namespace counterfoil
