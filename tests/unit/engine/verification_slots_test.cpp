#include "engine/verification_slots.hpp"

#include <chrono>
#include <optional>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using namespace counterfoil;
using Lane = VerificationSlots::Lane;

namespace {

VerificationSlots::Deadline far_away() {
  return std::chrono::steady_clock::now() + std::chrono::minutes(10);
}
VerificationSlots::Deadline already_past() {
  return std::chrono::steady_clock::now() - std::chrono::seconds(1);
}

}  // namespace

TEST_CASE("strangers cannot take the share that is kept for known browsers") {
  VerificationSlots slots(4, 8);
  std::vector<VerificationSlots::Slot> taken;
  for (int i = 0; i < 3; ++i) taken.push_back(*slots.take(Lane::stranger, already_past()));
  CHECK_FALSE(slots.take(Lane::stranger, already_past()).has_value());
  CHECK(slots.take(Lane::known_browser, already_past()).has_value());
}

TEST_CASE("known browsers may take every slot, and no more") {
  VerificationSlots slots(4, 8);
  std::vector<VerificationSlots::Slot> taken;
  for (int i = 0; i < 4; ++i) taken.push_back(*slots.take(Lane::known_browser, already_past()));
  CHECK_FALSE(slots.take(Lane::known_browser, already_past()).has_value());
  CHECK_FALSE(slots.take(Lane::stranger, already_past()).has_value());
}

TEST_CASE("a slot that is given back can be taken again") {
  VerificationSlots slots(2, 8);
  { const auto slot = slots.take(Lane::stranger, already_past()); }
  CHECK(slots.take(Lane::stranger, already_past()).has_value());
}

TEST_CASE("[I135] a full queue turns callers away instead of letting them hang") {
  VerificationSlots slots(2, 0);
  const auto slot = slots.take(Lane::stranger, far_away());
  REQUIRE(slot);
  CHECK_FALSE(slots.take(Lane::stranger, far_away()).has_value());
}

TEST_CASE("a waiter gets the slot that another gives back", "[race]") {
  VerificationSlots slots(2, 8);
  std::optional<VerificationSlots::Slot> first = slots.take(Lane::stranger, far_away());
  bool got = false;
  std::thread waiter([&] { got = slots.take(Lane::stranger, far_away()).has_value(); });
  while (slots.waiting(Lane::stranger) == 0) std::this_thread::yield();
  first.reset();
  waiter.join();
  CHECK(got);
}

TEST_CASE("a known browser that waits goes before strangers who came earlier", "[race]") {
  VerificationSlots slots(2, 8);
  std::optional<VerificationSlots::Slot> first = slots.take(Lane::known_browser, far_away());
  std::optional<VerificationSlots::Slot> second = slots.take(Lane::known_browser, far_away());
  std::vector<Lane> order;
  const auto wait_in = [&](Lane lane) {
    return std::thread([&, lane] {
      const auto slot = slots.take(lane, far_away());
      order.push_back(lane);
    });
  };
  std::thread stranger = wait_in(Lane::stranger);
  while (slots.waiting(Lane::stranger) == 0) std::this_thread::yield();
  std::thread owner = wait_in(Lane::known_browser);
  while (slots.waiting(Lane::known_browser) == 0) std::this_thread::yield();
  // One slot only: the owner has it first, and gives it to the stranger.
  first.reset();
  owner.join();
  stranger.join();
  CHECK(order == std::vector<Lane>{Lane::known_browser, Lane::stranger});
}

TEST_CASE("who comes while others wait in the lane waits behind them, and leaves at the deadline") {
  VerificationSlots slots(2, 1);
  const auto slot = slots.take(Lane::stranger, far_away());
  CHECK_FALSE(slots.take(Lane::stranger, already_past()).has_value());
  CHECK(slots.waiting(Lane::stranger) == 0);
}
