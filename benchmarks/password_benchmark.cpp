// What passwords cost: hashing at the default cost beside plain Botan, and what happens at each keystroke of a
// new one.

#include <benchmark/benchmark.h>
#include <botan/argon2.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/base/precis.hpp"
#include "counterfoil/crypto/password_hash.hpp"
#include "counterfoil/crypto/password_screening.hpp"

namespace {

using namespace counterfoil;

constexpr std::string_view passphrase = "correct horse battery staple";

void counterfoil_verify(benchmark::State& state) {
  const SecretBytes password(passphrase);
  const PasswordHash decoy = decoy_hash({}).value();
  for (auto _ : state) benchmark::DoNotOptimize(verify_password(password, decoy));
}
BENCHMARK(counterfoil_verify)->Unit(benchmark::kMillisecond);

void botan_argon2id(benchmark::State& state) {
  const std::array<std::uint8_t, 16> salt{};
  std::array<std::uint8_t, 32> tag{};
  for (auto _ : state) {
    Botan::argon2(tag.data(), tag.size(), passphrase.data(), passphrase.size(), salt.data(), salt.size(),
                  nullptr, 0, nullptr, 0, 2, 1, 19456, 2);
    benchmark::DoNotOptimize(tag);
  }
}
BENCHMARK(botan_argon2id)->Unit(benchmark::kMillisecond);

void counterfoil_prepare_password(benchmark::State& state) {
  const SecretBytes password(passphrase);
  for (auto _ : state) benchmark::DoNotOptimize(prepare_password(password));
}
BENCHMARK(counterfoil_prepare_password);

void counterfoil_prepare_username(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(prepare_username("Amelia.Earhart@student.example.ac.uk"));
}
BENCHMARK(counterfoil_prepare_username);

/// `length` characters, screened with `words` banned words and four about the person.
void counterfoil_screen(benchmark::State& state) {
  ScreeningRules rules;
  for (std::int64_t i = 0; i < state.range(1); ++i)
    rules.banned_words.push_back("product" + std::to_string(i));
  rules.context_words = {"amelia", "earhart", "example", "university"};
  std::string text;
  for (int i = 0; text.size() < static_cast<std::size_t>(state.range(0)); ++i)
    text += std::to_string(i * i) + "pr";
  text.resize(static_cast<std::size_t>(state.range(0)));
  const SecretBytes password(text);
  for (auto _ : state) benchmark::DoNotOptimize(screen_password(password, rules));
}
BENCHMARK(counterfoil_screen)
    ->ArgNames({"length", "words"})
    ->ArgsProduct({{12, 28, 256}, {0, 100, 1000}})
    ->Unit(benchmark::kMicrosecond);

/// Every word nearly matches everywhere: the most that the bounds allow.
void counterfoil_screen_worst(benchmark::State& state) {
  ScreeningRules rules;
  rules.banned_words.assign(ScreeningRules::max_words, std::string(63, 'a') + "b");
  rules.context_words.assign(ScreeningRules::max_words, std::string(63, 'a') + "c");
  const SecretBytes password(std::string(255, 'a') + "d");
  for (auto _ : state) benchmark::DoNotOptimize(screen_password(password, rules));
}
BENCHMARK(counterfoil_screen_worst)->Unit(benchmark::kMillisecond);

}  // namespace
