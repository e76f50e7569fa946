#include "operations/operation.hpp"

namespace counterfoil::operations {

using namespace std::chrono_literals;
using testing::Browser;
using testing::EngineFixture;
using testing::secret;

namespace {

/// The owner signs in anew at the browser of the story.
void sign_in_again(World& world) {
  world.assurance = world.app.method.is_nil()
                        ? world.fixture.sign_in_by_password("ada", world.mine).assurance
                        : world.fixture.sign_in_by_code("ada", world.mine, world.app).assurance;
}

void remove_recovery_codes(World& world) {
  REQUIRE(world.security_info().remove(world.caller(), world.codes_method));
}

/// A registration of another session of the owner's.
void begin_elsewhere(World& world) {
  Browser browser = EngineFixture::new_browser();
  const auto there = world.app.method.is_nil()
                         ? world.fixture.sign_in_by_password("ada", browser).assurance
                         : world.fixture.sign_in_by_code("ada", browser, world.app).assurance;
  world.registration =
      world.security_info().begin_totp(world.fixture.caller(browser, there), "Theirs").value().id;
}

void confirm_elsewhere(World& world) {
  Browser browser = EngineFixture::new_browser();
  Assurance there = world.fixture.sign_in_by_password("ada", browser).assurance;
  world.fixture.register_app(browser, there);
  if (!world.pending.secret.empty()) world.code = world.fixture.code_of(world.pending);
}

/// A second code app, suspended after its addition was reported.
void name_a_suspended_app(World& world) {
  world.method = world.add_app().method;
  REQUIRE(world.sign_in().report(world.tenant, world.report_of(EventType::method_added)));
  sign_in_again(world);
}

void change_wrongly(World& world) {
  for (int i = 0; i < 10; ++i) {
    (void)world.security_info().change_password(world.caller(), secret("wrong"), world.replacement);
  }
}

States registrations() {
  return {
      {"an account with a password only, 14 days old", bare(first([](World& w) {
         w.fixture.clock->advance(24h * 14);
         sign_in_again(w);
       }))},
      {"an account with a password only, whose sign-in was reported", bare(first([](World& w) {
         REQUIRE(w.sign_in().report(w.tenant, w.report_of(EventType::signed_in)));
         sign_in_again(w);
       }))},
      {"as many apps as the policy allows", first({}, R"({"method_limits": {"apps": 1}})")},
      {"as many apps as the policy allows by now",
       then([](World& w) { w.add_app("Third"); }, R"({"method_limits": {"apps": 2}})")},
      {"as many registrations as the policy allows",
       first([](World& w) { w.begin_registration(); }, R"({"live": {"registrations": 1}})")},
      {"a registration that expired before", first([](World& w) {
         w.begin_registration();
         w.fixture.clock->advance(10min);
         sign_in_again(w);
       })},
      {"a nickname of 65 characters", then([](World& w) { w.nickname = std::string(65, 'n'); })},
      {"a wrong code for the new app", then([](World& w) { w.code = w.fixture.wrong_code(w.pending); })},
      {"the last wrong code that the policy allows",
       then([](World& w) { w.code = w.fixture.wrong_code(w.pending); }, R"({"registration": {"tries": 1}})")},
      {"the registration is over", then([](World& w) { w.fixture.clock->advance(10min); })},
      {"a registration of another session", then(begin_elsewhere)},
      {"an account with a password only, and another registration was confirmed first",
       bare(then(confirm_elsewhere))},
      {"an account with a password only, and another registration is open", bare(first(begin_elsewhere))},
  };
}

States methods() {
  return {
      {"no such method", then([](World& w) { w.method = MethodId{}; })},
      {"no such browser", then([](World& w) { w.known = BrowserId{}; })},
      {"no such session", then([](World& w) { w.ended = SessionId{}; })},
      {"the default method", first([](World& w) {
         w.add_app();
         w.method = w.app.method;
       })},
      {"the recovery codes", first([](World& w) { w.method = w.codes_method; })},
      {"a suspended method", first(name_a_suspended_app)},
      {"the last second factor", first([](World& w) {
         remove_recovery_codes(w);
         w.method = w.app.method;
       })},
      {"no recovery codes before", first(remove_recovery_codes)},
      {"recovery codes were used", first([](World& w) {
         const Browser browser = EngineFixture::new_browser();
         const auto step = std::get<SignInStep>(w.fixture.type_password("ada", browser).value());
         REQUIRE(w.fixture.answer(browser, step.ticket, RecoveryCodeProof{w.codes[0]}));
       })},
  };
}

States replacements() {
  return {
      {"a wrong current password", then([](World& w) { w.current = secret("wrong"); })},
      {"after ten wrong current passwords", first(change_wrongly)},
      {"a current password that cannot be one", then([](World& w) { w.current = secret("tab\tulator"); })},
      {"a common new password", then([](World& w) { w.replacement = secret("password123"); })},
      {"a new password that cannot be one", then([](World& w) { w.replacement = secret("tab\tulator"); })},
      {"the grant is over", then([](World& w) { w.fixture.clock->advance(10min); })},
      {"a grant that was not made here", then([](World& w) { w.grant = ResetGrant("AAAA"); })},
      {"a limit of 0", first([](World& w) { w.limit = 0; })},
      {"a limit of 101", first([](World& w) { w.limit = 101; })},
      {"a limit of 1001", first([](World& w) { w.limit = 1001; })},
  };
}

}  // namespace

States security_info_states() {
  States states = registrations();
  for (States more : {methods(), replacements()}) states.merge(more);
  return states;
}

}  // namespace counterfoil::operations
