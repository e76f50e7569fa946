#include "codec/notice_codec.hpp"

#include <utility>

#include "codec/message.pb.h"
#include "codec/stored_message.hpp"
#include "codec/wire.hpp"
#include "model/document_check.hpp"

namespace counterfoil {

namespace {

constexpr StoredKind kind{"notice", 1, errc::seal_broken, 8192};
constexpr std::size_t longest_address = 254;
constexpr std::size_t longest_label = 256;
constexpr std::size_t longest_token = 4096;

void check_texts(const NoticeMessage& notice, Inspection& inspection) {
  inspection.require(
      is_text(notice.label, longest_label) && is_text(notice.context.app, bounds::context_text) &&
          is_text(notice.context.place, bounds::context_text) &&
          is_text(notice.context.browser, bounds::context_text) &&
          is_text(notice.report_token, longest_token) && notice.address.size() <= longest_address,
      "texts in UTF-8");
}

void write(const NoticeMessage& notice, stored::Notice& message, Inspection& inspection) {
  check_texts(notice, inspection);
  message.set_kind(static_cast<std::uint32_t>(notice.kind));
  message.set_account(notice.account.text());
  wire::put(message.mutable_address(), notice.address.read(SecretAccess::grant()));
  message.set_label(notice.label);
  message.set_app(notice.context.app);
  message.set_place(notice.context.place);
  message.set_browser(notice.context.browser);
  message.set_at(wire::number_of(notice.at));
  message.set_report_token(notice.report_token);
}

NoticeMessage read(const stored::Notice& message, Inspection& inspection) {
  auto account = AccountId::parse(message.account());
  inspection.require(account.has_value(), "an account id");
  NoticeMessage notice{wire::read_enumerator(message.kind(), NoticeKind::method_added,
                                             NoticeKind::prompts_stopped, inspection),
                       account ? *std::move(account) : *AccountId::parse("-"),
                       SecretBytes(std::string_view(message.address())),
                       message.label(),
                       {message.app(), message.place(), message.browser()},
                       wire::time_of(message.at()),
                       message.report_token()};
  check_texts(notice, inspection);
  return notice;
}

}  // namespace

Result<SecretBytes> encode(const NoticeMessage& notice) {
  auto bytes = encode_stored<stored::Notice>(
      kind, [&](stored::Notice& message, Inspection& inspection) { write(notice, message, inspection); });
  if (!bytes) return std::move(bytes).error();
  SecretBytes secret{ByteView(*bytes)};
  wipe(bytes->data(), bytes->size());
  return secret;
}

Result<NoticeMessage> decode_notice(ByteView stored) {
  return decode_stored<stored::Notice>(kind, stored, read);
}

}  // namespace counterfoil
