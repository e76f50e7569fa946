#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "codec/event_codec.hpp"
#include "model/account_document.hpp"

namespace counterfoil {

/// What can be wrong with the chain of an account's events.
enum class ChainFault {
  cut_head,  ///< The oldest events after the anchor are missing.
  cut_tail,  ///< The newest events are missing.
  missing,   ///< Events, or a row of the journal, are missing in between.
  repeated,  ///< An event or a row stands there again, or out of order.
  broken_link,  ///< An event does not follow from the one before it: either was changed, or comes from elsewhere.
  head_mismatch,  ///< The newest event is not the one that the account's document names.
  beyond_head,    ///< An event that the account's document does not know.
  body_mismatch,  ///< A body is not the one that its header is of.
  unreadable,     ///< A row of the journal cannot be read.
};

/// The first thing that is wrong, and with which event.
struct ChainFinding {
  ChainFault fault;
  std::uint64_t sequence;

  friend bool operator==(const ChainFinding&, const ChainFinding&) = default;
};

/// One English sentence for an operator.
std::string sentence_of(const ChainFinding& finding);

/// Checks the journal of an account against its document, row by row, so that a journal of any length needs little
/// memory. Rows that were pruned, or can be, behind the anchor are not looked at, but for the anchor's own link.
///
/// Not thread-safe: one object for one journal.
class ChainVerifier {
 public:
  /// @param owner  outlives this object.
  /// @param chain  of the account's document, at the version of the last row that will be given.
  ChainVerifier(const EventOwner& owner, const EventChain& chain)
      : owner_(owner), chain_(chain), next_(chain.anchor_sequence + 1), link_(chain.anchor) {}

  /// Takes the next row; the first is the oldest. After a fault nothing is looked at any more.
  /// @return errc::schema_too_new, errc::crypto_failed, errc::out_of_memory: the journal could not be checked.
  Result<void> add(const JournalRow& row);

  /// What was found, after the last row; none when the chain is whole from the anchor to the head.
  std::optional<ChainFinding> finish();

  /// How many events after the anchor are in order.
  std::uint64_t events() const noexcept { return next_ - 1 - chain_.anchor_sequence; }

 private:
  void find(ChainFault fault, std::uint64_t sequence) {
    if (!finding_) finding_ = ChainFinding{fault, sequence};
  }
  void check_version(std::uint64_t version);
  void check_header(const LinkedHeader& linked);
  void check_behind_anchor(const LinkedHeader& linked);
  Result<void> check_bodies(const JournalRow& row, const std::vector<LinkedHeader>& headers);

  EventOwner owner_;
  EventChain chain_;
  std::uint64_t next_;  // sequence of the next event
  Digest256 link_;      // of the event before it
  std::optional<std::uint64_t> version_{};
  bool any_event_ = false;
  std::optional<ChainFinding> finding_{};
};

}  // namespace counterfoil
