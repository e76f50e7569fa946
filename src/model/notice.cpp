#include "counterfoil/model/notice.hpp"

namespace counterfoil {

std::string_view name_of(NoticeKind kind) noexcept {
  switch (kind) {
    case NoticeKind::method_added:
      return "method_added";
    case NoticeKind::method_removed:
      return "method_removed";
    case NoticeKind::method_renamed:
      return "method_renamed";
    case NoticeKind::default_changed:
      return "default_changed";
    case NoticeKind::recovery_codes_replaced:
      return "recovery_codes_replaced";
    case NoticeKind::recovery_code_used:
      return "recovery_code_used";
    case NoticeKind::password_changed:
      return "password_changed";
    case NoticeKind::password_reset:
      return "password_reset";
    case NoticeKind::password_known:
      return "password_known";
    case NoticeKind::signed_in_somewhere_new:
      return "signed_in_somewhere_new";
    case NoticeKind::signed_out_everywhere:
      return "signed_out_everywhere";
    case NoticeKind::reported:
      return "reported";
    case NoticeKind::notice_address_changed:
      return "notice_address_changed";
    case NoticeKind::account_suspended:
      return "account_suspended";
    case NoticeKind::account_resumed:
      return "account_resumed";
    case NoticeKind::recovery_path_opened:
      return "recovery_path_opened";
    case NoticeKind::usernames_changed:
      return "usernames_changed";
    case NoticeKind::device_moved:
      return "device_moved";
    case NoticeKind::prompts_stopped:
      return "prompts_stopped";
  }
  return "unknown";
}

}  // namespace counterfoil
