#include "counterfoil/phone/phone_use.hpp"

namespace counterfoil {

std::string_view name_of(PhoneUseRefusal refusal) noexcept {
  switch (refusal) {
    case PhoneUseRefusal::landline:
      return "landline";
    case PhoneUseRefusal::extension:
      return "extension";
    case PhoneUseRefusal::voip:
      return "voip";
    case PhoneUseRefusal::toll_free:
      return "toll_free";
    case PhoneUseRefusal::premium_rate:
      return "premium_rate";
    case PhoneUseRefusal::shared_cost:
      return "shared_cost";
    case PhoneUseRefusal::personal:
      return "personal";
    case PhoneUseRefusal::pager:
      return "pager";
    case PhoneUseRefusal::company:
      return "company";
    case PhoneUseRefusal::voicemail:
      return "voicemail";
    case PhoneUseRefusal::global_network:
      return "global_network";
    case PhoneUseRefusal::global_service:
      return "global_service";
  }
  return "unknown";
}

std::string_view explain(PhoneUseRefusal refusal) noexcept {
  switch (refusal) {
    case PhoneUseRefusal::landline:
      return "This is a landline, which gets no text messages: choose a call, or give a mobile number.";
    case PhoneUseRefusal::extension:
      return "This number has an extension, which a code cannot be sent to in this way: give a direct "
             "number.";
    case PhoneUseRefusal::voip:
      return "This is an internet telephony number, which does not prove that you hold a phone: give a "
             "mobile "
             "number.";
    case PhoneUseRefusal::toll_free:
      return "This is a freephone number, which cannot receive codes: give a mobile number or a landline.";
    case PhoneUseRefusal::premium_rate:
      return "This is a premium rate number, which costs money to reach: give a mobile number or a landline.";
    case PhoneUseRefusal::shared_cost:
      return "This is a shared cost number, which costs money to reach: give a mobile number or a landline.";
    case PhoneUseRefusal::personal:
      return "This is a personal number that is forwarded to other phones: give the mobile number or "
             "landline itself.";
    case PhoneUseRefusal::pager:
      return "This is a pager, which cannot receive codes: give a mobile number or a landline.";
    case PhoneUseRefusal::company:
      return "This is a company's number that can ring anywhere: give your own mobile number or landline.";
    case PhoneUseRefusal::voicemail:
      return "This number leads to a voice mailbox: give a mobile number or a landline.";
    case PhoneUseRefusal::global_network:
      return "This is a number of a satellite or international network, which is not supported here: give a "
             "mobile "
             "number or a landline.";
    case PhoneUseRefusal::global_service:
      return "This is an international service number, which cannot receive codes: give a mobile number or a "
             "landline.";
  }
  return "This number cannot be used: give a mobile number or a landline.";
}

}  // namespace counterfoil
