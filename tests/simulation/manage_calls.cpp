#include "simulation/manage_calls.hpp"

#include <algorithm>
#include <utility>

#include "counterfoil/otp/base32.hpp"
#include "engine/methods.hpp"

namespace counterfoil::simulation {

namespace {

/// One call, and what is common to all: nothing revoked holds, nothing is done on an altered row.
template <class F>
auto manage(World& world, Person& person, Browser& browser, Origin origin, const std::string& key, F&& call)
    -> std::invoke_result_t<F, SecurityInfo, const Caller&> {
  Caller caller{world.tenant(), *browser.assurance, browser.session};
  caller.context = {"Security info", "Bristol, United Kingdom", browser.name};
  caller.idempotency_key = key;
  const unsigned revocations = browser.assurance_revocations;
  origin.actor = Actor::owner;
  origin.account = person.account;
  origin.has_token = true;
  const unsigned before = person.revocations;
  // A retry is answered from what was kept, with the assurance that its first call had.
  const bool is_retry = !key.empty() && browser.last_key == key;
  browser.last_key = key;
  const SessionId session = browser.signed_in;
  auto outcome = world.perform(origin, [&](Engine& engine) { return call(engine.security_info(), caller); });
  if (!outcome) return outcome;
  world.findings().expect(is_retry || !person.ended_sessions.contains(session), claims::revoked,
                          "the assurance of an ended session holds");
  const bool revokes = origin.is("change_password") || origin.is("sign_out_everywhere");
  const bool own_revocation = revokes && revocations == before && person.revocations == before + 1;
  world.findings().expect(
      revocations == person.revocations || own_revocation || is_retry, claims::revoked,
      std::string("an assurance from before a revocation: ") + std::string(origin.operation));
  world.findings().expect(
      !world.store().is_altered({RowKind::account, world.tenant(), person.account.text()}),
      claims::not_believed, "something was done on an altered row");
  return outcome;
}

void expect_stored(World& world, bool holds, std::string_view what) {
  world.findings().expect(holds, claims::nothing_lost, std::string(what) + " is not in the store");
}

void take(Person& person, Browser& browser, const Changed& changed) {
  if (changed.assurance) {
    browser.former_assurance = std::exchange(browser.assurance, changed.assurance);
    browser.former_revocations = std::exchange(browser.assurance_revocations, person.revocations);
  }
  if (changed.known_browser) browser.known = changed.known_browser;
}

/// A retry tells of a list that another one may have replaced since.
bool is_kept_anywhere(const Person& person, const MethodId& method) {
  const auto& removed = person.document->removed_methods;
  return find_method(*person.document, method) != nullptr ||
         std::any_of(removed.begin(), removed.end(),
                     [&](const RemovedMethod& one) { return one.method.id == method; });
}

const Registration* open_registration(const Person& person, const RegistrationId& id) {
  for (const Registration& open : person.document->registrations) {
    if (open.id == id) return &open;
  }
  return nullptr;
}

}  // namespace

void begin_totp(World& world, Person& person, Browser& browser, const std::string& key) {
  auto begun =
      manage(world, person, browser, {Actor::owner, "begin_totp"}, key,
             [](SecurityInfo door, const Caller& caller) { return door.begin_totp(caller, "Phone"); });
  if (!begun) return;
  expect_stored(world, open_registration(person, begun->id) != nullptr, "a registration");
  auto secret = decode_base32(begun->secret_text.read_text(SecretAccess::grant()));
  if (!world.findings().expect(secret.has_value(), claims::nothing_lost, "a secret is no base32")) return;
  world.keep_secret(*secret, "the secret of a code app");
  world.keep_secret(begun->secret_text, "the text of a code app's secret");
  browser.registration = OpenRegistration{begun->id, *std::move(secret)};
}

void confirm_totp(World& world, Person& person, Browser& browser, const std::string& code,
                  const std::string& key) {
  const OpenRegistration registration = *browser.registration;
  const auto changed =
      manage(world, person, browser, {Actor::owner, "confirm_totp"}, key,
             [&](SecurityInfo door, const Caller& caller) {
               return door.confirm_totp(caller, registration.id, SecretBytes(std::string_view(code)));
             });
  if (!changed) return;
  expect_stored(world, find_method(*person.document, *changed->method) != nullptr, "a new method");
  person.apps.push_back({*changed->method, registration.secret});
  browser.registration.reset();
  take(person, browser, *changed);
}

void cancel_registration(World& world, Person& person, Browser& browser) {
  const RegistrationId id = browser.registration->id;
  const auto cancelled =
      manage(world, person, browser, {Actor::owner, "cancel_registration"}, {},
             [&](SecurityInfo door, const Caller& caller) { return door.cancel_registration(caller, id); });
  if (!cancelled) return;
  const Registration* open = open_registration(person, id);
  expect_stored(world, open == nullptr || open->expires <= world.now(), "the end of a registration");
  browser.registration.reset();
}

void new_recovery_codes(World& world, Person& person, Browser& browser, const std::string& key) {
  const auto codes =
      manage(world, person, browser, {Actor::owner, "new_recovery_codes"}, key,
             [](SecurityInfo door, const Caller& caller) { return door.new_recovery_codes(caller); });
  if (!codes) return;
  expect_stored(world, is_kept_anywhere(person, codes->method), "a list of recovery codes");
  if (person.recovery_list == codes->method) {
    world.findings().expect(person.recovery_codes == codes->codes, claims::same_answer,
                            "a retry gave other recovery codes");
  }
  person.recovery_list = codes->method;
  person.recovery_codes = codes->codes;
  for (const SecretBytes& code : codes->codes) {
    std::string plain(code.read_text(SecretAccess::grant()));
    world.keep_secret(plain, "a recovery code");
    std::erase(plain, '-');
    world.keep_secret(plain, "a recovery code without hyphens");
  }
}

void rename(World& world, Person& person, Browser& browser, const MethodId& method, const std::string& key) {
  const std::string name = "Phone no. " + std::to_string(world.next_number());
  const auto renamed =
      manage(world, person, browser, {Actor::owner, "rename"}, key,
             [&](SecurityInfo door, const Caller& caller) { return door.rename(caller, method, name); });
  if (!renamed) return;
  const Method* found = find_method(*person.document, method);
  expect_stored(world, found != nullptr && found->nickname == name, "a nickname");
}

void set_default(World& world, Person& person, Browser& browser, const MethodId& method) {
  const auto changed =
      manage(world, person, browser, {Actor::owner, "set_default"}, {},
             [&](SecurityInfo door, const Caller& caller) { return door.set_default(caller, method); });
  if (changed) expect_stored(world, person.document->default_method == method, "a default");
}

void remove_method(World& world, Person& person, Browser& browser, const MethodId& method) {
  const auto removed =
      manage(world, person, browser, {Actor::owner, "remove"}, {},
             [&](SecurityInfo door, const Caller& caller) { return door.remove(caller, method); });
  if (removed) expect_stored(world, find_method(*person.document, method) == nullptr, "a removal");
}

void change_password(World& world, Person& person, Browser& browser, const std::string& current,
                     const std::string& key) {
  const std::string replacement = world.random_password();
  Origin origin{Actor::owner, "change_password"};
  origin.new_password = replacement;
  const auto changed =
      manage(world, person, browser, origin, key, [&](SecurityInfo door, const Caller& caller) {
        return door.change_password(caller, SecretBytes(std::string_view(current)),
                                    SecretBytes(std::string_view(replacement)));
      });
  if (!changed) return;
  expect_stored(world, person.password == replacement, "a password");
  take(person, browser, *changed);
}

void sign_out_everywhere(World& world, Person& person, Browser& browser, const std::string& key) {
  const auto changed =
      manage(world, person, browser, {Actor::owner, "sign_out_everywhere"}, key,
             [](SecurityInfo door, const Caller& caller) { return door.sign_out_everywhere(caller); });
  if (!changed) return;
  expect_stored(world, person.document->sessions.size() <= 1, "signing out everywhere");
  take(person, browser, *changed);
}

void end_other_session(World& world, Person& person, Browser& browser) {
  const auto& sessions = person.document->sessions;
  const auto other = std::find_if(sessions.begin(), sessions.end(), [&](const LiveSession& session) {
    return session.id != browser.signed_in;
  });
  if (other == sessions.end()) return;
  const SessionId id = other->id;
  const auto ended =
      manage(world, person, browser, {Actor::owner, "end_session"}, {},
             [&](SecurityInfo door, const Caller& caller) { return door.end_session(caller, id); });
  if (!ended) return;
  person.ended_sessions.insert(id);
}

void forget_browser(World& world, Person& person, Browser& browser) {
  if (person.document->browsers.empty()) return;
  const BrowserId id = world.dice().pick(person.document->browsers).id;
  const auto forgotten =
      manage(world, person, browser, {Actor::owner, "forget_browser"}, {},
             [&](SecurityInfo door, const Caller& caller) { return door.forget_browser(caller, id); });
  if (!forgotten) return;
  const auto& browsers = person.document->browsers;
  const bool gone = std::none_of(browsers.begin(), browsers.end(),
                                 [&](const KnownBrowser& known) { return known.id == id; });
  expect_stored(world, gone, "a browser's being forgotten");
}

void look_around(World& world, Person& person, Browser& browser) {
  const auto overview = manage(world, person, browser, {Actor::owner, "overview"}, {},
                               [](SecurityInfo door, const Caller& caller) { return door.overview(caller); });
  if (overview) {
    world.findings().expect(overview->methods.size() == person.document->methods.size(), claims::nothing_lost,
                            "the overview does not have what is stored");
  }
  (void)manage(world, person, browser, {Actor::owner, "activity"}, {},
               [](SecurityInfo door, const Caller& caller) { return door.activity(caller, 0, 20); });
}

void reset_password(World& world, Person& person, Browser& browser) {
  const ResetGrant grant = *std::exchange(browser.grant, std::nullopt);
  const unsigned revocations = browser.grant_revocations;
  const unsigned before = person.revocations;
  const std::string replacement = world.random_password();
  Origin origin{Actor::owner, "reset_password", person.account, true};
  origin.new_password = replacement;
  const auto reset = world.perform(origin, [&](Engine& engine) {
    return engine.security_info().reset_password(world.tenant(), grant, browser.session,
                                                 SecretBytes(std::string_view(replacement)));
  });
  if (world.dice().one_in(3)) browser.grant = grant;  // and once more later
  if (!reset) return;
  world.findings().expect(revocations == before && person.revocations == before + 1, claims::revoked,
                          "a grant from before a revocation was accepted");
  expect_stored(world, person.password == replacement, "a password");
}

}  // namespace counterfoil::simulation
