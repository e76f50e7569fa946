// What reading a phone number costs beside the same calls made directly on libphonenumber, and how soon hopeless
// input is refused.

#include <benchmark/benchmark.h>
#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>

#include <array>
#include <optional>
#include <string>

#include "counterfoil/phone/phone_number.hpp"

namespace {

using namespace counterfoil;
using Library = i18n::phonenumbers::PhoneNumberUtil;

struct Typed {
  const char* text;
  const char* region;  ///< the country chosen; "ZZ" for none
};

constexpr std::array<Typed, 6> typed{{{"+447700900123", "ZZ"},
                                      {"07912 345678", "GB"},
                                      {"+44 20 7031 3000", "ZZ"},
                                      {"(650) 253-0000", "US"},
                                      {"+49 30 123456", "ZZ"},
                                      {"090-1234-5678", "JP"}}};

const Typed& typed_of(const benchmark::State& state) {
  return typed.at(static_cast<std::size_t>(state.range(0)));
}

void require(benchmark::State& state, bool claim) {
  if (!claim) state.SkipWithError("not read, or not refused, as expected");
}

void counterfoil_parse(benchmark::State& state) {
  const std::string text = typed_of(state).text;
  const auto region = Region::parse(typed_of(state).region);
  const std::optional<Region> chosen = region ? std::optional(*region) : std::nullopt;
  require(state, PhoneNumber::parse(text, chosen).has_value());
  for (auto _ : state) require(state, PhoneNumber::parse(text, chosen).has_value());
}

const Library& library() {
  static const Library* const instance = [] {
    Library* const made = Library::GetInstance();
    made->SetLogger(new i18n::phonenumbers::NullLogger);
    return made;
  }();
  return *instance;
}

/// What PhoneNumber::parse() needs the library for: the number, its kind and its canonical form.
void libphonenumber_parse(benchmark::State& state) {
  const std::string text = typed_of(state).text;
  const std::string region = typed_of(state).region;
  for (auto _ : state) {
    i18n::phonenumbers::PhoneNumber number;
    std::string e164;
    require(state, library().Parse(text, region, &number) == Library::NO_PARSING_ERROR);
    library().Format(number, Library::E164, &e164);
    benchmark::DoNotOptimize(library().GetNumberType(number));
    benchmark::DoNotOptimize(e164);
  }
}

void each_number(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("number");
  for (std::size_t i = 0; i < typed.size(); ++i) benchmark->Arg(static_cast<std::int64_t>(i));
}

BENCHMARK(counterfoil_parse)->Apply(each_number);
BENCHMARK(libphonenumber_parse)->Apply(each_number);

void refuse(benchmark::State& state, const std::string& text) {
  for (auto _ : state) require(state, !PhoneNumber::parse(text, *Region::parse("GB")).has_value());
}

constexpr std::size_t megabyte = 1'000'000;

void counterfoil_refuse_megabyte_of_digits(benchmark::State& state) {
  refuse(state, std::string(megabyte, '7'));
}
void counterfoil_refuse_megabyte_of_brackets(benchmark::State& state) {
  refuse(state, std::string(megabyte, '('));
}
void counterfoil_refuse_longest_text_of_digits(benchmark::State& state) {
  refuse(state, std::string(PhoneNumber::max_text_size, '7'));
}
void counterfoil_refuse_longest_text_of_separators(benchmark::State& state) {
  refuse(state, std::string(PhoneNumber::max_text_size, '-'));
}
void counterfoil_refuse_letters(benchmark::State& state) {
  refuse(state, "0800 FLOWERS");
}

BENCHMARK(counterfoil_refuse_megabyte_of_digits);
BENCHMARK(counterfoil_refuse_megabyte_of_brackets);
BENCHMARK(counterfoil_refuse_longest_text_of_digits);
BENCHMARK(counterfoil_refuse_longest_text_of_separators);
BENCHMARK(counterfoil_refuse_letters);

}  // namespace
