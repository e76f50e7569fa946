#include "store/memory_outbox.hpp"

#include <utility>

namespace counterfoil {

Result<void> MemoryOutbox::prepare(const std::vector<OutboxRow>& messages) {
  drop_prepared();
  for (const OutboxRow& message : messages) {
    const Place place{message.not_before, next_sequence_++};
    const bool is_new = !places_.contains(message.id) && prepared_places_.emplace(message.id, place).second;
    if (!is_new) return Error(errc::invalid_argument, "message.id: an id never used before is expected");
    prepared_queue_.emplace(place, Entry{message});
  }
  return {};
}

void MemoryOutbox::add_prepared() noexcept {
  queue_.merge(prepared_queue_);
  places_.merge(prepared_places_);
}

void MemoryOutbox::drop_prepared() noexcept {
  prepared_queue_.clear();
  prepared_places_.clear();
}

std::vector<ClaimedMessage> MemoryOutbox::claim(Timestamp now, std::size_t limit, Duration lease) {
  std::vector<ClaimedMessage> claimed;
  while (claimed.size() < limit && !queue_.empty()) {
    const auto first = queue_.begin();
    if (first->first.due > now) break;
    Entry& entry = first->second;
    claimed.push_back({entry.message, entry.attempts, entry.attempts + std::uint64_t{1}});
    entry.lease = ++entry.attempts;
    move(first, now + lease);
  }
  return claimed;
}

void MemoryOutbox::settle(const Settlement& settlement) {
  const auto place = places_.find(settlement.id);
  if (place == places_.end()) return;
  const auto entry = queue_.find(place->second);
  if (settlement.lease == 0 || entry->second.lease != settlement.lease) return;
  if (settlement.retry_at) {
    entry->second.lease = 0;
    move(entry, *settlement.retry_at);
  } else {
    queue_.erase(entry);
    places_.erase(place);
  }
}

void MemoryOutbox::move(std::map<Place, Entry>::iterator entry, Timestamp due) {
  auto node = queue_.extract(entry);
  node.key().due = due;
  places_.find(node.mapped().message.id)->second = node.key();
  queue_.insert(std::move(node));
}

}  // namespace counterfoil
