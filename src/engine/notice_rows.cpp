#include "engine/notice_rows.hpp"

#include <utility>

#include "codec/notice_codec.hpp"
#include "engine/field_names.hpp"

namespace counterfoil {

namespace {

Result<std::string> report_token(const AccountDocument& account, const NoticeDraft& notice,
                                 const Facts& facts) {
  const ReportState report{account.account, account.incarnation, notice.event_sequence,
                           facts.now + facts.policy.lifetimes.report_link};
  return facts.keys.seal_report(facts.tenant, report, facts.entropy);
}

Result<NoticeMessage> message_of(const AccountDocument& account, const NoticeDraft& notice,
                                 ByteView sealed_address, const Facts& facts) {
  NoticeMessage message{notice.kind, account.account, {}, notice.label, notice.context, facts.now, {}};
  if (!sealed_address.empty()) {
    const auto address = facts.keys.open_field(account, notice_address_field(), sealed_address);
    if (!address) return address.error();
    message.address = *address;
  }
  auto token = report_token(account, notice, facts);
  if (!token) return std::move(token).error();
  message.report_token = *std::move(token);
  return message;
}

Result<OutboxRow> row_of(const NoticeMessage& message, const Facts& facts) {
  const auto id = random_id<MessageId>(facts.entropy);
  if (!id) return id.error();
  const auto encoded = encode(message);
  if (!encoded) return encoded.error();
  auto sealed = facts.keys.seal_message(facts.tenant, *id, *encoded, facts.entropy);
  if (!sealed) return std::move(sealed).error();
  return OutboxRow{*id,
                   facts.tenant,
                   message.address.empty() ? "notice" : "email",
                   facts.now,
                   facts.now + facts.policy.lifetimes.notice,
                   facts.keys.primary_key_id(),
                   *std::move(sealed)};
}

}  // namespace

Result<std::vector<OutboxRow>> notice_rows(const Draft& draft, const Facts& facts) {
  std::vector<OutboxRow> rows;
  const AccountDocument& account = draft.account();
  for (const NoticeDraft& notice : draft.notices()) {
    std::vector<ByteView> addresses{ByteView(account.sealed_notice_address)};
    if (!notice.also_to.empty()) addresses.emplace_back(notice.also_to);
    for (const ByteView sealed_address : addresses) {
      const auto message = message_of(account, notice, sealed_address, facts);
      if (!message) return message.error();
      auto row = row_of(*message, facts);
      if (!row) return std::move(row).error();
      rows.push_back(*std::move(row));
    }
  }
  return rows;
}

}  // namespace counterfoil
