#pragma once

#include <vector>

#include "codec/event_chain.hpp"
#include "support/documents.hpp"

namespace counterfoil::testing {

/// The journal of one account as commits fill it: rows and the chain that the account's document has.
class Journal {
 public:
  explicit Journal(TenantId tenant = sample_tenant(), AccountId account = sample_account())
      : tenant_(std::move(tenant)), account_(std::move(account)) {}

  /// One commit, at `hours` after the start.
  void commit(const std::vector<EventDraft>& drafts, std::int64_t hours) {
    const unsigned number = ++commits_;
    const auto salt = numbered_id<EventSalt>(0x5A, number);
    ChainedEvents chained = append_events(owner(), chain, drafts, at(3600 * hours), salt).value();
    rows.push_back({number, numbered_id<RandomId<struct CommitTag>>(0xCC, number), std::move(chained.headers),
                    std::move(chained.bodies)});
    chain = chained.chain;
  }

  EventOwner owner() const { return {tenant_, account_}; }

  std::vector<JournalRow> rows;
  EventChain chain;

 private:
  TenantId tenant_;
  AccountId account_;
  unsigned commits_ = 0;
};

inline EventDraft draft_of(EventType type, const std::string& label = "My phone") {
  return {.type = type,
          .factor = FactorKind::totp,
          .method = numbered_id<MethodId>(0xA0, 1),
          .session = numbered_id<SessionId>(0x5E, 1),
          .label = label,
          .detail = "code_mismatch",
          .context = {"Library catalogue", "Bristol", "Firefox on Windows"},
          .known_browser = true};
}

/// Seven commits with events 1 to 9, an hour apart; the fourth has none.
inline Journal sample_journal(const TenantId& tenant = sample_tenant(),
                              const AccountId& account = sample_account()) {
  Journal journal(tenant, account);
  journal.commit({draft_of(EventType::account_created)}, 0);
  journal.commit({draft_of(EventType::first_factor_proved), draft_of(EventType::registration_begun)}, 1);
  journal.commit({draft_of(EventType::method_added)}, 2);
  journal.commit({}, 3);
  journal.commit({draft_of(EventType::factor_refused), draft_of(EventType::signed_in),
                  draft_of(EventType::browser_known)},
                 4);
  journal.commit({draft_of(EventType::default_changed)}, 5);
  journal.commit({draft_of(EventType::signed_out_everywhere)}, 6);
  return journal;
}

}  // namespace counterfoil::testing
