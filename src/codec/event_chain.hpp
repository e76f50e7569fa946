#pragma once

#include <optional>
#include <vector>

#include "codec/event_codec.hpp"
#include "model/account_document.hpp"

namespace counterfoil {

// The chain of an account's events. Each header carries the link of the event before it; the link of the newest lies
// in the account's document, whose MAC covers it. So whatever is changed in the journal shows, without a key: the
// chain outlives the rotation of keys. Pure functions; thread-safe.

/// The events of one commit as they go into the journal, and the chain with them at its end.
struct ChainedEvents {
  Bytes headers;  ///< JournalRow::headers; empty without events.
  Bytes bodies;   ///< JournalRow::bodies; empty without events.
  EventChain chain;
};

/// Chains `drafts` in their order behind the head of `chain`, with the sequences that follow.
///
/// @param salt  fresh random bytes for each commit.
/// @return errc::document_damaged for a text that is not UTF-8 or too long, errc::crypto_failed,
///         errc::out_of_memory.
Result<ChainedEvents> append_events(const EventOwner& owner, const EventChain& chain,
                                    const std::vector<EventDraft>& drafts, Timestamp at,
                                    const EventSalt& salt);

/// The events of a journal row, ascending. Each body is checked against its header; whether the headers are genuine
/// is for ChainVerifier to say.
/// @return errc::document_damaged, errc::schema_too_new, errc::crypto_failed, errc::out_of_memory.
Result<std::vector<Event>> read_events(const EventOwner& owner, const JournalRow& row);

/// How far the journal can be pruned.
struct PrunePoint {
  std::uint64_t version = 0;  ///< Store::prune() below this one, once the chain is committed.
  std::size_t rows = 0;       ///< How many rows that are.
  EventChain chain;           ///< With the anchor at the newest event that goes.
};

/// Finds the rows all of whose events happened before `cutoff`. The row of the newest event stays.
///
/// @param rows  the oldest rows of the journal, ascending, without a gap; a page of them is enough.
/// @return none when nothing can go; errc::document_damaged when the rows do not follow from the anchor: a fault in
///         the chain is not buried by moving the anchor past it; and the errors of read_events().
Result<std::optional<PrunePoint>> find_prune_point(const EventOwner& owner, const EventChain& chain,
                                                   const std::vector<JournalRow>& rows, Timestamp cutoff);

}  // namespace counterfoil
