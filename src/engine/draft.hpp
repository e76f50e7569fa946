#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "counterfoil/model/notice.hpp"
#include "counterfoil/provider/alarm.hpp"
#include "counterfoil/provider/store.hpp"
#include "model/account_document.hpp"
#include "model/event_draft.hpp"

namespace counterfoil {

/// A notice as a decision asks for it.
struct NoticeDraft {
  NoticeKind kind;
  std::string label{};               ///< Nickname of the method or browser it is about.
  std::uint64_t event_sequence = 0;  ///< What a report of it undoes from.
  RequestContext context{};
  Bytes also_to{};  ///< A sealed former address that is told too.
};

/// An alarm as a decision asks for it; raised after the commit.
struct AlarmDraft {
  AlarmKind kind;
  std::string sentence;
};

/// The working copy of an account in one decision, with everything that will be committed beside it.
/// Nothing leaves it before the commit. Not thread-safe: it belongs to one decision.
class Draft {
 public:
  explicit Draft(AccountDocument document) : document_(std::move(document)) {}

  const AccountDocument& account() const noexcept { return document_; }

  /// The document to change. A decision that calls this is committed, whatever it returns.
  AccountDocument& edit() noexcept {
    changed_ = true;
    return document_;
  }

  /// Records an event. @return its sequence.
  std::uint64_t record(EventDraft event) {
    changed_ = true;
    events_.push_back(std::move(event));
    return document_.events.head_sequence + events_.size();
  }
  /// The sequence that the next recorded event will have.
  std::uint64_t next_sequence() const noexcept { return document_.events.head_sequence + events_.size() + 1; }

  /// Tells the person, through the outbox, in the same commit.
  void notify(NoticeDraft notice) { notices_.push_back(std::move(notice)); }
  void alarm(AlarmKind kind, std::string sentence) {
    // Built in its place: GCC 12 warns of a temporary that it reads amiss.
    AlarmDraft& alarm = alarms_.emplace_back();
    alarm.kind = kind;
    alarm.sentence = std::move(sentence);
  }
  void add_lookup(LookupKey key) { added_lookups_.push_back(std::move(key)); }
  void remove_lookup(LookupKey key) { removed_lookups_.push_back(std::move(key)); }

  bool changed() const noexcept { return changed_; }
  const std::vector<EventDraft>& events() const noexcept { return events_; }
  const std::vector<NoticeDraft>& notices() const noexcept { return notices_; }
  const std::vector<AlarmDraft>& alarms() const noexcept { return alarms_; }
  const std::vector<LookupKey>& added_lookups() const noexcept { return added_lookups_; }
  const std::vector<LookupKey>& removed_lookups() const noexcept { return removed_lookups_; }

 private:
  AccountDocument document_;
  bool changed_ = false;
  std::vector<EventDraft> events_;
  std::vector<NoticeDraft> notices_;
  std::vector<AlarmDraft> alarms_;
  std::vector<LookupKey> added_lookups_;
  std::vector<LookupKey> removed_lookups_;
};

}  // namespace counterfoil
