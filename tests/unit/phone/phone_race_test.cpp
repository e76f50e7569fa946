#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "counterfoil/phone/country.hpp"
#include "counterfoil/phone/phone_number.hpp"
#include "support/catch.hpp"

using namespace counterfoil;

namespace {

constexpr std::array<const char*, 6> numbers{"+44 (0)20 7946 0018", "+1 (416) 555-0142", "+33 6 12 34 56 78",
                                             "+44 7624 123456 x1",  "+39 06 6982 0123",  "+44 7700 900123"};

std::string describe(const char* text) {
  const auto number = PhoneNumber::parse(text);
  if (!number) return number.error().message;
  const auto region = number->region();
  return number->e164() + " " + number->display() + " " + number->masked() + " " +
         std::string(region->code());
}

}  // namespace

TEST_CASE("the first use of the numbering plans and every later one may come from any thread", "[race]") {
  constexpr int thread_count = 8;
  std::array<std::array<std::string, numbers.size()>, thread_count> seen;
  std::array<std::size_t, thread_count> country_counts{};
  std::atomic<int> waiting{thread_count};
  std::vector<std::thread> threads;
  threads.reserve(thread_count);
  for (int t = 0; t < thread_count; ++t) {
    threads.emplace_back([&, index = static_cast<std::size_t>(t)] {
      --waiting;
      while (waiting.load() > 0) std::this_thread::yield();
      for (std::size_t round = 0; round < 40; ++round) {
        const std::size_t i = (index + round) % numbers.size();
        seen[index][i] = describe(numbers[i]);
      }
      const auto all = countries();
      country_counts[index] = all ? all->size() : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string expected = describe(numbers[i]);
    CHECK(expected.starts_with("+"));
    for (const auto& of_thread : seen) CHECK(of_thread[i] == expected);
  }
  for (const std::size_t count : country_counts) CHECK(count == countries().value().size());
}
