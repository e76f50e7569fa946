#include "engine/guard_runner.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "codec/document_envelope.hpp"
#include "codec/guard_codec.hpp"
#include "engine/guarded_call.hpp"

namespace counterfoil {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

RowKey row_of(const GuardKey& key) {
  return {RowKind::guard, key.tenant, key.name};
}

}  // namespace

GuardRunner::GuardRunner(RunnerProviders providers) : providers_(std::move(providers)) {}

Result<GuardRunner::Loaded> GuardRunner::load(const RowKey& key) {
  auto row = guarded_call("store", [&] { return providers_.store->load(key); });
  if (!row) return std::move(row).error();
  const auto now = row->store_time ? Result<Timestamp>(*row->store_time)
                                   : guarded_call("clock", [&] { return providers_.clock->now(); });
  if (!now) return now.error();
  Loaded loaded{{}, row->version, *now};
  if (row->version == 0) return loaded;
  auto opened = open_envelope(*providers_.keys, key, row->version, row->bytes, *now);
  if (!opened) {
    if (opened.error().code == errc::document_damaged) {
      raise_alarm(providers_.alarms, AlarmKind::document_damaged, key.tenant, std::nullopt,
                  "a guard or meter was altered in the store");
    }
    return std::move(opened).error();
  }
  loaded.bytes = *std::move(opened);
  return loaded;
}

Result<bool> GuardRunner::store(const RowKey& key, std::uint64_t version, ByteView bytes, Timestamp expires) {
  const KeyRing ring = providers_.keys->current();
  auto sealed = make_envelope(ring, key, version + 1, bytes);
  if (!sealed) return std::move(sealed).error();
  auto id = random_id<CommitId>(*providers_.entropy);
  if (!id) return std::move(id).error();
  const Change change{.row = key,
                      .expected_version = version,
                      .commit_id = *id,
                      .bytes = *std::move(sealed),
                      .key_id = ring.primary().id().text(),
                      .summary = {},
                      .expires = expires};
  const auto outcome = guarded_call("store", [&] { return providers_.store->commit(change); });
  if (!outcome) {
    if (outcome.error().code == errc::outcome_unknown) return false;
    return outcome.error();
  }
  return *outcome == CommitOutcome::committed;
}

Result<GuardReading> GuardRunner::read(const GuardKey& key) {
  auto loaded = load(row_of(key));
  if (!loaded) return std::move(loaded).error();
  GuardReading reading{{}, loaded->version, loaded->now};
  if (loaded->version == 0) return reading;
  auto document = decode_guard(loaded->bytes);
  if (!document) return std::move(document).error();
  reading.document = *std::move(document);
  return reading;
}

Result<void> GuardRunner::change(const GuardKey& key, std::optional<GuardReading> read_before,
                                 const std::function<void(GuardDocument&, Timestamp)>& change) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + key.policy.deadlines.operation;
  const RowKey row = row_of(key);
  for (;;) {
    auto given = std::exchange(read_before, std::nullopt);
    auto reading = given ? Result<GuardReading>(*std::move(given)) : read(key);
    if (!reading) return std::move(reading).error();
    GuardDocument guard = reading->document;
    change(guard, reading->now);
    if (guard == reading->document) return {};
    const auto bytes = encode(guard);
    if (!bytes) return bytes.error();
    const auto stored =
        store(row, reading->version, *bytes, guard.last_failure + key.policy.guard.forgotten_after);
    if (!stored) return stored.error();
    if (*stored) return {};
    if (std::chrono::steady_clock::now() >= deadline) {
      return Error(errc::deadline_exceeded, "guard: others changed it all the time");
    }
    std::this_thread::yield();
  }
}

Result<MeterReading> GuardRunner::add_to_meter(const GuardKey& key, Duration window, std::uint64_t count) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + key.policy.deadlines.operation;
  const RowKey row{RowKind::meter, key.tenant, key.name};
  for (;;) {
    auto loaded = load(row);
    if (!loaded) return std::move(loaded).error();
    MeterDocument meter;
    if (loaded->version != 0) {
      auto decoded = decode_meter(loaded->bytes);
      if (!decoded) return std::move(decoded).error();
      meter = *decoded;
    }
    const std::int64_t present = loaded->now.time_since_epoch() / window;
    if (meter.window != present) meter = MeterDocument{present, 0, {}};
    meter.count += count;
    const auto bytes = encode(meter);
    if (!bytes) return bytes.error();
    const auto stored = store(row, loaded->version, *bytes, loaded->now + 2 * window);
    if (!stored) return stored.error();
    if (*stored) return MeterReading{meter.count, loaded->now};
    if (std::chrono::steady_clock::now() >= deadline) {
      return Error(errc::deadline_exceeded, "meter: others changed it all the time");
    }
    std::this_thread::yield();
  }
}

}  // namespace counterfoil
