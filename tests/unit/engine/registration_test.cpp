// Registering a code app: what ends a registration, and what does not make a method.

#include <algorithm>
#include <atomic>

#include "counterfoil/otp/base32.hpp"
#include "engine/decide_registration.hpp"
#include "engine_fixture.hpp"
#include "support/threads.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// A bare account at a browser, with a registration that is open.
struct Registering {
  EngineFixture fixture;
  Browser browser = EngineFixture::new_browser();
  Caller caller;
  RegistrationId id;
  CodeApp app{};

  explicit Registering(FixtureOptions options = {})
      : fixture(std::move(options)), caller{fixture.tenant, Assurance(std::string()), browser.session} {
    fixture.create("ada");
    caller.assurance = fixture.sign_in_by_password("ada", browser).assurance;
    begin();
  }

  void begin() {
    const auto begun = fixture.security_info().begin_totp(caller, "Phone").value();
    id = begun.id;
    app.secret = decode_base32(begun.secret_text.read_text(SecretAccess::grant())).value();
  }
  Result<Changed> confirm(const SecretBytes& code) {
    return fixture.security_info().confirm_totp(caller, id, code);
  }
  std::size_t methods() { return fixture.security_info().overview(caller).value().methods.size(); }
};

bool ended_because(EngineFixture& fixture, const AccountId& account, const std::string& why) {
  const auto events = fixture.accounts().events(fixture.tenant, account, 0, 1000).value();
  return std::any_of(events.begin(), events.end(), [&](const Event& event) {
    return event.type == EventType::registration_ended && event.detail == why;
  });
}

const AccountId ada = AccountId::parse("ada").value();

}  // namespace

TEST_CASE(
    "[D58] setting up again adds a method and leaves the old one, and takes the proof that removal takes") {
  EngineFixture fixture;
  Ada owner(fixture);
  const CodeApp fresh = fixture.register_app(owner.browser, owner.assurance, "Phone");
  const auto page = fixture.security_info().overview(fixture.caller(owner.browser, owner.assurance)).value();
  REQUIRE(page.methods.size() == 2);
  CHECK(page.methods[0].id == owner.app.method);
  CHECK(page.methods[0].is_default);
  CHECK_FALSE(fresh.method == owner.app.method);
  fixture.sign_in_by_code("ada", owner.browser, owner.app);
  fixture.clock->advance(10min);
  const auto stale = fixture.caller(owner.browser, owner.assurance);
  CHECK(code_of(fixture.security_info().begin_totp(stale, "Phone")) == errc::proof_required);
  CHECK(code_of(fixture.security_info().remove(stale, owner.app.method)) == errc::proof_required);
}

TEST_CASE("[D60] of two phones that confirm the same QR code at once one adds a method", "[race]") {
  Registering registering;
  const SecretBytes code = registering.fixture.code_of(registering.app);
  std::atomic<int> confirmed{0};
  run_threads(8, [&](int) {
    if (registering.confirm(code)) ++confirmed;
  });
  CHECK(confirmed == 1);
  CHECK(registering.methods() == 1);
}

TEST_CASE("[D60] a QR code that was confirmed is not confirmed again") {
  Registering registering;
  REQUIRE(registering.confirm(registering.fixture.code_of(registering.app)));
  registering.fixture.next_step();
  CHECK(code_of(registering.confirm(registering.fixture.code_of(registering.app))) == errc::not_found);
  CHECK(registering.methods() == 1);
}

TEST_CASE("[D61] a QR code is refused once it is ten minutes old, however right the code") {
  Registering registering;
  registering.fixture.clock->advance(10min - 1ms);
  registering.begin();
  registering.fixture.clock->advance(10min);
  CHECK(code_of(registering.confirm(registering.fixture.code_of(registering.app))) == errc::not_found);
  CHECK(registering.methods() == 0);
}

TEST_CASE(
    "[D62] what was shown of a registration is not shown again once it is confirmed, cancelled or over") {
  Registering confirmed;
  REQUIRE(confirmed.confirm(confirmed.fixture.code_of(confirmed.app)));
  Registering cancelled;
  REQUIRE(cancelled.fixture.security_info().cancel_registration(cancelled.caller, cancelled.id));
  Registering over;
  over.fixture.clock->advance(10min);
  for (Registering* registering : {&confirmed, &cancelled, &over}) {
    const auto again =
        registering->fixture.security_info().totp_registration(registering->caller, registering->id);
    CHECK(code_of(again) == errc::not_found);
  }
}

TEST_CASE("[D63] a code of a secret that the registration did not make proves nothing") {
  Registering registering;
  const CodeApp own{{}, secret("a secret of the client's own")};
  CHECK(code_of(registering.confirm(registering.fixture.code_of(own))) == errc::code_mismatch);
  CHECK(registering.methods() == 0);
  CHECK(registering.confirm(registering.fixture.code_of(registering.app)));
}

TEST_CASE("a registration is over after as many wrong codes as the policy allows") {
  FixtureOptions options;
  options.policy_json = R"({"registration": {"tries": 3}})";
  Registering registering(std::move(options));
  const SecretBytes wrong = registering.fixture.wrong_code(registering.app);
  for (int i = 0; i < 3; ++i) CHECK(code_of(registering.confirm(wrong)) == errc::code_mismatch);
  CHECK(code_of(registering.confirm(registering.fixture.code_of(registering.app))) == errc::not_found);
  CHECK(ended_because(registering.fixture, ada, "too_many_tries"));
}

TEST_CASE("a cancelled registration cannot be confirmed, and cancelling it again is success") {
  Registering registering;
  auto page = registering.fixture.security_info();
  REQUIRE(page.cancel_registration(registering.caller, registering.id));
  CHECK(page.cancel_registration(registering.caller, registering.id));
  CHECK(code_of(registering.confirm(registering.fixture.code_of(registering.app))) == errc::not_found);
  CHECK(ended_because(registering.fixture, ada, "cancelled"));
}

TEST_CASE("cancelling the registration of another session leaves it open") {
  Registering registering;
  Browser other = EngineFixture::new_browser();
  const auto there = registering.fixture.sign_in_by_password("ada", other).assurance;
  auto page = registering.fixture.security_info();
  REQUIRE(page.cancel_registration(registering.fixture.caller(other, there), registering.id));
  CHECK(page.totp_registration(registering.caller, registering.id));
}

TEST_CASE("of more registrations than may be open the oldest ends, and one that expired is told") {
  Registering registering;
  const RegistrationId first = registering.id;
  for (int i = 0; i < 3; ++i) registering.begin();
  auto page = registering.fixture.security_info();
  CHECK(code_of(page.totp_registration(registering.caller, first)) == errc::not_found);
  CHECK(ended_because(registering.fixture, ada, "replaced"));
  CHECK_FALSE(ended_because(registering.fixture, ada, "expired"));
  registering.fixture.clock->advance(10min);
  registering.caller.assurance =
      registering.fixture.sign_in_by_password("ada", registering.browser).assurance;
  registering.begin();
  CHECK(ended_because(registering.fixture, ada, "expired"));
}

TEST_CASE("a registration begun on a password ends when its confirmation comes with more than that") {
  // The engine itself ends it when the other method becomes active; this is the second line behind that.
  SeededEntropy entropy(5);
  const TenantId tenant = TenantId::parse("example").value();
  const Timestamp now = from_unix_seconds(1'800'000'000);
  const Policy policy{};
  const EngineKeys keys(KeyRing::create(entropy, now).value());
  const Facts facts{tenant, policy, keys, now, entropy};
  const SessionBinding session = EngineFixture::new_browser().session;
  AccountDocument document(tenant, ada);
  document.had_second_factor = true;
  LiveSession live;
  live.id = random_id<SessionId>(entropy).value();
  document.sessions.push_back(live);
  Registration open;
  open.id = random_id<RegistrationId>(entropy).value();
  open.session = session_digest(session).value();
  open.grounds = Grounds::first_registration;
  open.expires = now + 5min;
  open.payload = Totp{};
  document.registrations.push_back(open);
  const AssuranceState assurance{
      {ada, {}, 1}, live.id, {{FactorKind::password, {}, now}, {FactorKind::totp, {}, now}}, now, now + 1h,
      "",           {}};
  Draft draft(document);
  const RequestContext context;
  const auto confirmed =
      decide_confirm_totp(draft, {assurance, session, context, ""}, open.id, secret("123456"), facts);
  CHECK(code_of(confirmed) == errc::proof_required);
  CHECK(draft.account().registrations.empty());
  REQUIRE(draft.events().size() == 1);
  CHECK(draft.events()[0].detail == "grounds_gone");
}

TEST_CASE("the default that somebody chooses is suggested first at the next sign-in") {
  EngineFixture fixture;
  Ada owner(fixture);
  const CodeApp tablet = fixture.register_app(owner.browser, owner.assurance, "Tablet");
  const auto caller = fixture.caller(owner.browser, owner.assurance);
  REQUIRE(fixture.security_info().set_default(caller, tablet.method));
  const auto step = std::get<SignInStep>(fixture.type_password("ada", EngineFixture::new_browser()).value());
  CHECK(step.ways[0].method == tablet.method);
  CHECK(step.ways[0].explanation.reason == Reason::chosen_default);
  const auto page = fixture.security_info().overview(caller).value();
  for (const MethodView& view : page.methods) CHECK(view.is_default == (view.id == tablet.method));
}

TEST_CASE("recovery codes, a suspended method and none at all cannot be made the default") {
  EngineFixture fixture;
  Ada owner(fixture);
  const CodeApp tablet = fixture.register_app(owner.browser, owner.assurance, "Tablet");
  const auto codes =
      fixture.security_info().new_recovery_codes(fixture.caller(owner.browser, owner.assurance)).value();
  const auto activity =
      fixture.security_info().activity(fixture.caller(owner.browser, owner.assurance), 0, 100).value();
  const auto added = std::find_if(activity.entries.begin(), activity.entries.end(), [&](const auto& entry) {
    return entry.event.type == EventType::method_added && entry.event.method == tablet.method;
  });
  REQUIRE(added != activity.entries.end());
  REQUIRE(fixture.sign_in().report(fixture.tenant, *added->report));
  const auto signed_in = fixture.sign_in_by_code("ada", owner.browser, owner.app);
  const auto caller = fixture.caller(owner.browser, signed_in.assurance);
  auto page = fixture.security_info();
  CHECK(code_of(page.set_default(caller, codes.method)) == errc::not_allowed);
  CHECK(code_of(page.set_default(caller, tablet.method)) == errc::not_allowed);
  CHECK(code_of(page.set_default(caller, MethodId{})) == errc::not_found);
  CHECK(page.overview(caller)->methods[0].is_default);
}
