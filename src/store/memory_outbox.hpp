#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "counterfoil/provider/store.hpp"

namespace counterfoil {

/// The outbox of the memory store, in the order in which messages are due.
///
/// Thread safety: hold mutex() around every call.
class MemoryOutbox {
 public:
  using MessageId = RandomId<struct MessageTag>;

  std::mutex& mutex() noexcept { return mutex_; }

  /// @return errc::invalid_argument when an id is in use. May throw std::bad_alloc, with nothing changed.
  Result<void> prepare(const std::vector<OutboxRow>& messages);
  /// Adds what was prepared.
  void add_prepared() noexcept;
  /// Forgets what was prepared.
  void drop_prepared() noexcept;

  std::vector<ClaimedMessage> claim(Timestamp now, std::size_t limit, Duration lease);
  void settle(const Settlement& settlement);

 private:
  struct Place {
    Timestamp due;
    std::uint64_t sequence;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  struct Entry {
    OutboxRow message;
    std::uint32_t attempts = 0;
    std::uint64_t lease = 0;
  };

  void move(std::map<Place, Entry>::iterator entry, Timestamp due);

  std::mutex mutex_;
  std::map<Place, Entry> queue_;
  std::map<MessageId, Place> places_;
  std::map<Place, Entry> prepared_queue_;
  std::map<MessageId, Place> prepared_places_;
  std::uint64_t next_sequence_ = 0;
};

}  // namespace counterfoil
