#include "counterfoil/model/event.hpp"

namespace counterfoil {

std::string_view name_of(EventType type) noexcept {
  switch (type) {
    case EventType::account_created:
      return "account_created";
    case EventType::account_imported:
      return "account_imported";
    case EventType::usernames_changed:
      return "usernames_changed";
    case EventType::notice_address_changed:
      return "notice_address_changed";
    case EventType::privilege_changed:
      return "privilege_changed";
    case EventType::account_suspended:
      return "account_suspended";
    case EventType::account_resumed:
      return "account_resumed";
    case EventType::account_deleted:
      return "account_deleted";
    case EventType::first_factor_proved:
      return "first_factor_proved";
    case EventType::signed_in:
      return "signed_in";
    case EventType::stepped_up:
      return "stepped_up";
    case EventType::factor_refused:
      return "factor_refused";
    case EventType::sign_in_refused:
      return "sign_in_refused";
    case EventType::browser_became_stranger:
      return "browser_became_stranger";
    case EventType::password_known:
      return "password_known";
    case EventType::recovery_path_opened:
      return "recovery_path_opened";
    case EventType::registration_begun:
      return "registration_begun";
    case EventType::registration_refused:
      return "registration_refused";
    case EventType::registration_ended:
      return "registration_ended";
    case EventType::method_added:
      return "method_added";
    case EventType::method_renamed:
      return "method_renamed";
    case EventType::method_removed:
      return "method_removed";
    case EventType::default_changed:
      return "default_changed";
    case EventType::recovery_codes_replaced:
      return "recovery_codes_replaced";
    case EventType::method_suspended:
      return "method_suspended";
    case EventType::method_restored:
      return "method_restored";
    case EventType::password_set:
      return "password_set";
    case EventType::password_changed:
      return "password_changed";
    case EventType::password_reset:
      return "password_reset";
    case EventType::password_rehashed:
      return "password_rehashed";
    case EventType::password_change_required:
      return "password_change_required";
    case EventType::signed_out_everywhere:
      return "signed_out_everywhere";
    case EventType::session_ended:
      return "session_ended";
    case EventType::browser_known:
      return "browser_known";
    case EventType::browser_forgotten:
      return "browser_forgotten";
    case EventType::reported:
      return "reported";
    case EventType::document_alarm:
      return "document_alarm";
  }
  return "unknown";
}

}  // namespace counterfoil
