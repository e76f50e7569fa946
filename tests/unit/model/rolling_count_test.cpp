#include "model/rolling_count.hpp"

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace counterfoil;
using namespace std::chrono_literals;

namespace {

constexpr auto ms = Duration(1);
constexpr Duration one_day = 24h;

/// Noon of 2026-03-01, at the start of an hour.
constexpr Timestamp noon = from_unix_seconds(1772366400);
constexpr Timestamp midnight = noon - 12h;

RollingCount with(std::uint32_t failures, Timestamp at) {
  RollingCount count;
  count.add(failures, at);
  return count;
}

}  // namespace

TEST_CASE("nothing counts before the first failure") {
  const RollingCount count;
  CHECK(count.empty());
  CHECK(count.last_day(noon) == 0);
  CHECK(count.last_30_days(noon) == 0);
  CHECK_FALSE(count.retry_after({0, 0}, 0, noon).has_value());
}

TEST_CASE("adding no failure leaves nothing behind") {
  CHECK(with(0, noon) == RollingCount{});
}

TEST_CASE("a failure counts until the end of its hour is 24 hours ago, to the millisecond") {
  const RollingCount first = with(1, noon);
  CHECK(first.last_day(noon + 25h - ms) == 1);
  CHECK(first.last_day(noon + 25h) == 0);
  const RollingCount last = with(1, noon + 1h - ms);
  CHECK(last.last_day(noon + 25h - ms) == 1);
  CHECK(last.last_day(noon + 25h) == 0);
  const RollingCount next = with(1, noon + 1h);
  CHECK(next.last_day(noon + 26h - ms) == 1);
  CHECK(next.last_day(noon + 26h) == 0);
}

TEST_CASE("a failure counts until the end of its day is 30 days ago, to the millisecond") {
  const RollingCount count = with(3, noon);
  CHECK(count.last_30_days(midnight + 31 * one_day - ms) == 3);
  CHECK(count.last_30_days(midnight + 31 * one_day) == 0);
}

TEST_CASE("failures of the same hour are one bucket") {
  RollingCount count = with(1, noon);
  count.add(2, noon + 59min);
  count.add(4, noon + 1h);
  REQUIRE(count.hours().size() == 2);
  CHECK(count.hours()[0].count == 3);
  CHECK(count.hours()[1].count == 4);
  REQUIRE(count.days().size() == 1);
  CHECK(count.days()[0].count == 7);
}

TEST_CASE("[H117] a clock that goes back lowers no count") {
  const RollingCount count = with(5, noon);
  for (const Duration back : {Duration(1), Duration(1h), Duration(25h), Duration(40 * one_day)}) {
    CAPTURE(back.count());
    CHECK(count.last_day(noon - back) == 5);
    CHECK(count.last_30_days(noon - back) == 5);
    RollingCount later = count;
    later.add(1, noon - back);
    CHECK(later.last_day(noon - back) == 6);
    CHECK(later.last_30_days(noon - back) == 6);
  }
}

TEST_CASE("[H118] failures made under a clock that was ahead stop counting once they are brought back") {
  RollingCount count = with(5, noon + 20 * 365 * one_day);
  CHECK(count.last_day(noon) == 5);
  CHECK(count.bring_back(noon));
  CHECK(count.last_day(noon) == 5);
  CHECK(count.last_day(noon + 25h - ms) == 5);
  CHECK(count.last_day(noon + 25h) == 0);
  CHECK(count.last_30_days(midnight + 31 * one_day) == 0);
}

TEST_CASE("[H118] the next failure brings back what a clock that was ahead left") {
  RollingCount count = with(5, noon + 20 * 365 * one_day);
  count.add(1, noon);
  CHECK(count.last_day(noon) == 6);
  CHECK(count.last_day(noon + 25h) == 0);
}

TEST_CASE("[H118] a clock that goes forward a day and back makes no failure vanish") {
  RollingCount count = with(5, noon);
  CHECK(count.last_day(noon + 25h) == 0);
  count.add(1, noon + 48h);
  CHECK(count.last_day(noon + 1min) == 6);
  CHECK(count.last_30_days(noon + 1min) == 6);
  count = with(5, noon);
  count.add(1, midnight + 31 * one_day);
  CHECK(count.last_30_days(noon + 1min) == 6);
}

TEST_CASE("hours and days before 1970 end where they should") {
  const Timestamp before = from_unix_seconds(-1);
  CHECK(with(1, before).last_day(from_unix_seconds(0) + one_day - ms) == 1);
  CHECK(with(1, before).last_day(from_unix_seconds(0) + one_day) == 0);
  CHECK(with(1, before).retry_after({0, {}}, 0, before) == Duration(24h + 1s));
}

TEST_CASE("bringing back changes nothing when nothing lies ahead") {
  RollingCount count = with(5, noon);
  const RollingCount before = count;
  CHECK_FALSE(count.bring_back(noon));
  CHECK_FALSE(count.bring_back(noon + 100 * one_day));
  CHECK(count == before);
  CHECK_FALSE(RollingCount{}.bring_back(noon));
}

TEST_CASE("bringing back keeps within the same hour and day as they are") {
  RollingCount count = with(5, noon + 59min);
  CHECK_FALSE(count.bring_back(noon));
  CHECK(count.bring_back(noon - ms));
  CHECK(count.hours()[0].index == (noon - ms).time_since_epoch() / 1h);
}

TEST_CASE("a cap allows as many candidates as it says") {
  RollingCount count = with(28, noon);
  const Caps caps{30, 100};
  CHECK_FALSE(count.retry_after(caps, 1, noon).has_value());
  CHECK_FALSE(count.retry_after(caps, 2, noon).has_value());
  CHECK(count.retry_after(caps, 3, noon).has_value());
  count.add(2, noon);
  CHECK(count.retry_after(caps, 1, noon).has_value());
}

TEST_CASE("what a cap asks to wait is exact to the millisecond") {
  RollingCount count;
  count.add(10, noon + 7min);
  count.add(20, noon + 3h);
  const Timestamp now = noon + 5h + 13ms;
  const Caps caps{30, 1000};
  for (const std::uint32_t candidates : {1U, 10U, 11U, 30U}) {
    CAPTURE(candidates);
    const auto wait = count.retry_after(caps, candidates, now);
    REQUIRE(wait.has_value());
    CHECK(now + *wait == (candidates <= 10 ? noon + 25h : noon + 28h));
    CHECK(count.retry_after(caps, candidates, now + *wait - ms).has_value());
    CHECK_FALSE(count.retry_after(caps, candidates, now + *wait).has_value());
  }
}

TEST_CASE("the longer wait of two caps is told") {
  RollingCount count = with(30, noon);
  count.add(70, noon + 2 * one_day);
  const Timestamp now = noon + 2 * one_day;
  CHECK(now + count.retry_after({30, 100}, 1, now).value() == midnight + 31 * one_day);
  CHECK(now + count.retry_after({30, {}}, 1, now).value() == now + 25h);
  CHECK(now + count.retry_after({{}, 100}, 1, now).value() == midnight + 31 * one_day);
  CHECK_FALSE(count.retry_after({}, 1, now).has_value());
}

TEST_CASE("more candidates than a cap has are refused with a wait, always") {
  const RollingCount count = with(1, noon);
  CHECK(count.retry_after({3, {}}, 4, noon) == Duration(25h));
  CHECK(RollingCount{}.retry_after({3, {}}, 4, noon) == Duration(1h));
}

TEST_CASE("what lies ahead of the clock is told to wait as if it were of now") {
  const RollingCount count = with(30, noon + 300 * one_day);
  CHECK(count.retry_after({30, {}}, 1, noon) == Duration(25h));
  CHECK(count.retry_after({{}, 30}, 1, noon) == Duration(30 * one_day + 12h));
}

TEST_CASE("counts end at the largest number instead of starting again") {
  constexpr std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
  RollingCount count = with(most - 1, noon);
  count.add(5, noon);
  CHECK(count.last_day(noon) == most);
  count.add(most, noon + 1h);
  CHECK(count.last_day(noon + 1h) == 2ULL * most);
}

TEST_CASE("the size is bounded whatever is added") {
  RollingCount count;
  Timestamp now = noon;
  for (int i = 0; i < 5000; ++i, now += 37min) count.add(1, now);
  CHECK(count.hours().size() <= RollingCount::max_hours);
  CHECK(count.days().size() <= RollingCount::max_days);
}

TEST_CASE("what was stored is sorted, merged and bounded when it comes back") {
  const RollingCount count({{7, 1}, {3, 2}, {7, 4}, {5, 0}}, {{2, 1}});
  CHECK(count.hours() == std::vector<RollingCount::Bucket>{{3, 2}, {7, 5}});
  std::vector<RollingCount::Bucket> many;
  for (std::int64_t i = 1000; i > 0; --i) many.push_back({i, 1});
  const RollingCount bounded(many, many);
  CHECK(bounded.hours().size() == RollingCount::max_hours);
  CHECK(bounded.hours().back().index == 1000);
  CHECK(bounded.days().size() == RollingCount::max_days);
}

TEST_CASE("a stored count comes back the same") {
  RollingCount count = with(5, noon);
  count.add(2, noon + 5h);
  CHECK(RollingCount(count.hours(), count.days()) == count);
}

TEST_CASE("[H120] times far off and before 1970 are counted like any other") {
  const std::vector<Timestamp> times = {from_unix_seconds(2147483647), from_unix_seconds(4294967296),
                                        from_unix_seconds(16725225600), from_unix_seconds(-1),
                                        from_unix_seconds(-86401),
                                        // The furthest that a millisecond count reaches, a day short.
                                        Timestamp(Duration::min()) + one_day, Timestamp(Duration::max())};
  for (const Timestamp time : times) {
    CAPTURE(time.time_since_epoch().count());
    const RollingCount count = with(2, time);
    CHECK(count.last_day(time) == 2);
    CHECK(count.last_30_days(time) == 2);
    const auto wait = count.retry_after({2, 2}, 1, time);
    REQUIRE(wait.has_value());
    CHECK(*wait > 30 * one_day);
    CHECK(*wait <= 31 * one_day);
  }
}

TEST_CASE("random histories count what a plain list of all failures counts") {
  std::mt19937 random(20260301);  // NOLINT: a fixed seed makes the history repeatable
  for (int history = 0; history < 50; ++history) {
    RollingCount count;
    std::vector<Timestamp> failures;
    Timestamp now = noon;
    for (int i = 0; i < 200; ++i) {
      now += Duration(random() % (random() % 2 == 0 ? 1'000'000 : 100'000'000));
      count.add(1, now);
      failures.push_back(now);
      const auto counted = [&](Duration unit, std::int64_t units) {
        return static_cast<std::uint64_t>(std::count_if(failures.begin(), failures.end(), [&](Timestamp at) {
          const Timestamp end = Timestamp((at.time_since_epoch() / unit + 1) * unit);
          return end + units * unit > now;
        }));
      };
      REQUIRE(count.last_day(now) == counted(1h, 24));
      REQUIRE(count.last_30_days(now) == counted(one_day, 30));
      const auto candidates = static_cast<std::uint32_t>(random() % 5 + 1);
      const Caps caps{static_cast<std::uint32_t>(random() % 20 + 5),
                      static_cast<std::uint32_t>(random() % 50 + 5)};
      if (const auto wait = count.retry_after(caps, candidates, now)) {
        REQUIRE(count.retry_after(caps, candidates, now + *wait - ms).has_value());
        REQUIRE_FALSE(count.retry_after(caps, candidates, now + *wait).has_value());
      } else {
        REQUIRE(count.last_day(now) + candidates <= *caps.per_day);
        REQUIRE(count.last_30_days(now) + candidates <= *caps.per_30_days);
      }
    }
  }
}
