#include "operations/operation.hpp"

namespace counterfoil::operations {

namespace {

void nothing(World&) {}

void name_the_app(World& world) {
  if (world.method.is_nil()) world.method = world.app.method;
}

void name_another_app(World& world) {
  if (world.method.is_nil()) world.method = world.add_app().method;
}

/// Somebody else's browser and session, as the owner's lists show them.
void name_another_browser(World& world) {
  testing::Browser other = testing::EngineFixture::new_browser();
  world.ended = world.fixture.sign_in_by_code("ada", other, world.app).session;
  const std::vector<BrowserView> browsers = world.security_info().browsers(world.caller()).value();
  for (const BrowserView& browser : browsers) {
    if (!browser.is_this) world.known = browser.id;
  }
}

/// Both proofs of a reset, from a browser that is not known.
void prove_reset(World& world) {
  world.purpose = Purpose::reset;
  world.ticket = world.begin().value().ticket;
  world.proof = CodeProof{MethodId{}, world.fixture.code_of(world.app)};
  world.ticket = std::get<SignInStep>(world.answer().value()).ticket;
  world.proof = RecoveryCodeProof{world.codes[0]};
  world.grant = std::get<ResetProved>(world.answer().value()).grant;
}

}  // namespace

Operations security_info_operations() {
  const auto begin_registration = [](World& world) { world.begin_registration(); };
  return {
      {"SecurityInfo::overview",
       {nothing, [](World& w) { return outcome_of(w.security_info().overview(w.caller())); }}},
      {"SecurityInfo::begin_totp",
       {nothing, [](World& w) { return outcome_of(w.security_info().begin_totp(w.caller(), w.nickname)); }}},
      {"SecurityInfo::totp_registration",
       {begin_registration,
        [](World& w) {
          return outcome_of(w.security_info().totp_registration(w.caller(), w.registration));
        }}},
      {"SecurityInfo::confirm_totp",
       {begin_registration,
        [](World& w) {
          return outcome_of(w.security_info().confirm_totp(w.caller(), w.registration, w.code));
        }}},
      {"SecurityInfo::cancel_registration",
       {begin_registration,
        [](World& w) {
          return outcome_of(w.security_info().cancel_registration(w.caller(), w.registration));
        }}},
      {"SecurityInfo::new_recovery_codes",
       {nothing, [](World& w) { return outcome_of(w.security_info().new_recovery_codes(w.caller())); }}},
      {"SecurityInfo::rename",
       {name_the_app,
        [](World& w) { return outcome_of(w.security_info().rename(w.caller(), w.method, w.nickname)); }}},
      {"SecurityInfo::set_default",
       {name_another_app,
        [](World& w) { return outcome_of(w.security_info().set_default(w.caller(), w.method)); }}},
      {"SecurityInfo::remove",
       {name_another_app,
        [](World& w) { return outcome_of(w.security_info().remove(w.caller(), w.method)); }}},
      {"SecurityInfo::change_password",
       {nothing,
        [](World& w) {
          return outcome_of(w.security_info().change_password(w.caller(), w.current, w.replacement));
        }}},
      {"SecurityInfo::reset_password",
       {prove_reset,
        [](World& w) {
          return outcome_of(
              w.security_info().reset_password(w.tenant, *w.grant, w.browser.session, w.replacement));
        }}},
      {"SecurityInfo::screen_password",
       {nothing,
        [](World& w) { return outcome_of(w.security_info().screen_password(w.caller(), w.replacement)); }}},
      {"SecurityInfo::browsers",
       {nothing, [](World& w) { return outcome_of(w.security_info().browsers(w.caller())); }}},
      {"SecurityInfo::sessions",
       {nothing, [](World& w) { return outcome_of(w.security_info().sessions(w.caller())); }}},
      {"SecurityInfo::forget_browser",
       {name_another_browser,
        [](World& w) { return outcome_of(w.security_info().forget_browser(w.caller(), w.known)); }}},
      {"SecurityInfo::end_session",
       {name_another_browser,
        [](World& w) { return outcome_of(w.security_info().end_session(w.caller(), w.ended)); }}},
      {"SecurityInfo::sign_out_everywhere",
       {nothing, [](World& w) { return outcome_of(w.security_info().sign_out_everywhere(w.caller())); }}},
      {"SecurityInfo::activity",
       {nothing, [](World& w) { return outcome_of(w.security_info().activity(w.caller(), 0, w.limit)); }}},
  };
}

}  // namespace counterfoil::operations
