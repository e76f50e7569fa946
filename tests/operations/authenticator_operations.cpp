#include "operations/operation.hpp"
#include "operations/phones.hpp"

namespace counterfoil::operations {

namespace {

void begin_and_link(World& world) {
  begin_phone(world);
  link_phone(world, world.phone);
}

void begin_and_prove(World& world) {
  begin_and_link(world);
  prove_phone(world, world.phone);
}

}  // namespace

std::string outcome_of(const Result<AuthenticatorRegistration>& registration) {
  if (!registration) return std::string(name_of(registration.error().code));
  switch (registration->stage) {
    case AuthenticatorStage::waiting_for_phone:
      return "waiting for phone";
    case AuthenticatorStage::phone_linked:
      return "phone linked";
    case AuthenticatorStage::proved:
      break;
  }
  return "phone proved";
}

Operations authenticator_operations() {
  return {
      {"SecurityInfo::begin_authenticator",
       {[](World&) {},
        [](World& w) { return outcome_of(w.security_info().begin_authenticator(w.caller(), w.nickname)); }}},
      {"SecurityInfo::authenticator_registration",
       {begin_phone,
        [](World& w) {
          return outcome_of(w.security_info().authenticator_registration(w.caller(), w.registration));
        }}},
      {"SecurityInfo::test_authenticator",
       {begin_and_link,
        [](World& w) {
          return outcome_of(w.security_info().test_authenticator(w.caller(), w.registration));
        }}},
      {"SecurityInfo::confirm_authenticator",
       {begin_and_prove,
        [](World& w) {
          return outcome_of(w.security_info().confirm_authenticator(w.caller(), w.registration));
        }}},
  };
}

}  // namespace counterfoil::operations
