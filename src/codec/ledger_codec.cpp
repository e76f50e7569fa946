#include "codec/ledger_codec.hpp"

#include <limits>

#include "codec/wire.hpp"

namespace counterfoil {

namespace {

using Buckets = std::vector<RollingCount::Bucket>;
using Numbers = google::protobuf::RepeatedField<std::uint64_t>;

void write_buckets(const Buckets& buckets, Numbers& numbers) {
  numbers.Reserve(static_cast<int>(2 * buckets.size()));
  std::int64_t before = 0;
  for (const auto& bucket : buckets) {
    numbers.AddAlreadyReserved(static_cast<std::uint64_t>(bucket.index - before));
    numbers.AddAlreadyReserved(bucket.count);
    before = bucket.index;
  }
}

/// Leaves nothing for RollingCount to put in order: what would be changed by it is damage.
Buckets read_buckets(const Numbers& numbers, std::size_t most, Inspection& inspection) {
  constexpr auto latest = static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max());
  Buckets buckets;
  const int size = numbers.size();
  inspection.require(size % 2 == 0 && static_cast<std::size_t>(size) <= 2 * most,
                     "failures: no more times than count");
  if (!inspection.passed()) return buckets;
  buckets.reserve(static_cast<std::size_t>(size) / 2);
  std::uint64_t index = 0;
  for (int i = 0; i < size; i += 2) {
    const std::uint64_t gap = numbers.Get(i);
    const std::uint64_t count = numbers.Get(i + 1);
    inspection.require(gap <= latest - index && (gap > 0 || i == 0), "failures: ascending times that exist");
    inspection.require(count > 0 && count <= std::numeric_limits<std::uint32_t>::max(),
                       "failures: counts that exist");
    if (!inspection.passed()) return {};
    index += gap;
    buckets.push_back({static_cast<std::int64_t>(index), static_cast<std::uint32_t>(count)});
  }
  return buckets;
}

template <class Message>
void write_failures(const RollingCount& failures, Message& message) {
  write_buckets(failures.hours(), *message.mutable_hours());
  write_buckets(failures.days(), *message.mutable_days());
}

template <class Message>
RollingCount read_failures(const Message& message, Inspection& inspection) {
  if (message.hours().empty() && message.days().empty()) return {};
  Buckets hours = read_buckets(message.hours(), RollingCount::max_hours, inspection);
  Buckets days = read_buckets(message.days(), RollingCount::max_days, inspection);
  return {std::move(hours), std::move(days)};
}

}  // namespace

void write(const StoredLedger& ledger, stored::Ledger& message) {
  if (ledger.in_a_row != 0) message.set_in_a_row(ledger.in_a_row);
  if (ledger.paused_until) message.set_paused_until(wire::number_of(*ledger.paused_until));
  write_failures(ledger.failures, message);
  wire::put_unknown(message, ledger.unknown);
}

void read(stored::Ledger& message, StoredLedger& ledger, Inspection& inspection) {
  ledger.in_a_row = message.in_a_row();
  if (message.has_paused_until()) ledger.paused_until = wire::time_of(message.paused_until());
  ledger.failures = read_failures(message, inspection);
  wire::take_unknown(message, ledger.unknown);
}

void write(const StoredCount& count, stored::Count& message) {
  write_failures(count, message);
  wire::put_unknown(message, count.unknown);
}

void read(stored::Count& message, StoredCount& count, Inspection& inspection) {
  static_cast<RollingCount&>(count) = read_failures(message, inspection);
  wire::take_unknown(message, count.unknown);
}

bool is_blank(const StoredLedger& ledger) noexcept {
  return ledger.in_a_row == 0 && !ledger.paused_until && ledger.failures.hours().empty() &&
         ledger.failures.empty() && ledger.unknown.empty();
}

bool is_blank(const StoredCount& count) noexcept {
  return count.hours().empty() && count.empty() && count.unknown.empty();
}

}  // namespace counterfoil
