#include "api/registration_api.hpp"

#include "api/event_stream.hpp"

namespace portal {

using namespace counterfoil;

namespace {

Json changed(Call& call, const Changed& change) {
  call.keep(change);
  return view(change);
}

}  // namespace

Json begin_code_app(Call& call) {
  return view(
      or_refuse(call.engine().security_info().begin_totp(call.caller(), call.optional_text("nickname"))));
}

Json code_app_registration(Call& call) {
  return view(or_refuse(
      call.engine().security_info().totp_registration(call.caller(), call.id_in_path<RegistrationId>())));
}

Json confirm_code_app(Call& call) {
  return changed(call, or_refuse(call.engine().security_info().confirm_totp(
                           call.caller(), call.id_in_path<RegistrationId>(), call.secret("code"))));
}

Json begin_authenticator(Call& call) {
  const Caller caller = call.caller();
  return view(
      or_refuse(call.engine().security_info().begin_authenticator(caller, call.optional_text("nickname"))),
      caller.context);
}

Json authenticator_registration(Call& call) {
  const Caller caller = call.caller();
  return view(or_refuse(call.engine().security_info().authenticator_registration(
                  caller, call.id_in_path<RegistrationId>())),
              caller.context);
}

Response authenticator_events(Call& call) {
  return event_stream(
      "registration",
      [engine = call.engine(), caller = call.caller(), id = call.id_in_path<RegistrationId>()]() -> Watched {
        const auto now = or_refuse(engine.security_info().authenticator_registration(caller, id));
        return {view(now, caller.context), now.stage == AuthenticatorStage::proved};
      });
}

Json test_authenticator(Call& call) {
  const Caller caller = call.caller();
  return view(
      or_refuse(call.engine().security_info().test_authenticator(caller, call.id_in_path<RegistrationId>())),
      caller.context);
}

Json confirm_authenticator(Call& call) {
  return changed(call, or_refuse(call.engine().security_info().confirm_authenticator(
                           call.caller(), call.id_in_path<RegistrationId>())));
}

Json cancel_registration(Call& call) {
  or_refuse(
      call.engine().security_info().cancel_registration(call.caller(), call.id_in_path<RegistrationId>()));
  return Json::object();
}

Json new_recovery_codes(Call& call) {
  return view(or_refuse(call.engine().security_info().new_recovery_codes(call.caller())));
}

}  // namespace portal
