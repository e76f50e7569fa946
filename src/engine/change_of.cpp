#include "engine/change_of.hpp"

#include <utility>

#include "codec/account_codec.hpp"
#include "codec/account_summary.hpp"
#include "codec/document_envelope.hpp"
#include "codec/event_chain.hpp"
#include "engine/account_runner.hpp"
#include "engine/notice_rows.hpp"

namespace counterfoil {

Result<AccountDocument> open_account(const TenantId& tenant, const AccountId& account, const Row& row,
                                     LiveKeyRing& keys, Timestamp now) {
  const auto document = open_envelope(keys, row_key(tenant, account), row.version, row.bytes, now);
  if (!document) return document.error();
  return decode_account(tenant, account, *document);
}

Result<Change> change_of(const Draft& draft, std::uint64_t version, const Facts& facts) {
  AccountDocument document = draft.account();
  const auto commit_id = random_id<CommitId>(facts.entropy);
  if (!commit_id) return commit_id.error();
  const auto salt = random_id<EventSalt>(facts.entropy);
  if (!salt) return salt.error();
  const EventOwner owner{document.tenant, document.account};
  auto chained = append_events(owner, document.events, draft.events(), facts.now, *salt);
  if (!chained) return std::move(chained).error();
  document.events = chained->chain;
  const auto encoded = encode(document);
  if (!encoded) return encoded.error();
  const RowKey row = row_key(document.tenant, document.account);
  auto envelope = make_envelope(facts.keys.ring(), row, version + 1, *encoded);
  if (!envelope) return std::move(envelope).error();
  auto messages = notice_rows(draft, facts);
  if (!messages) return std::move(messages).error();
  return Change{.row = row,
                .expected_version = version,
                .commit_id = *commit_id,
                .bytes = *std::move(envelope),
                .key_id = facts.keys.primary_key_id(),
                .summary = summary_of(document),
                .event_headers = std::move(chained->headers),
                .event_bodies = std::move(chained->bodies),
                .add_lookups = draft.added_lookups(),
                .remove_lookups = draft.removed_lookups(),
                .messages = *std::move(messages)};
}

}  // namespace counterfoil
