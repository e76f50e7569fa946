#pragma once

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::testing {

/// One line of tests/vectors/precis_*.txt.
struct PrecisVector {
  bool accepted;
  std::string input;
  std::string prepared;
  std::string what;
};

/// `code_point` as UTF-8, surrogates too.
inline std::string utf8_of(unsigned long code_point) {
  const auto byte = [](unsigned long value) { return static_cast<char>(value); };
  const auto tail = [&](int shift) { return byte(0x80 | (code_point >> shift & 0x3F)); };
  if (code_point < 0x80) return {byte(code_point)};
  if (code_point < 0x800) return {byte(0xC0 | code_point >> 6), tail(0)};
  if (code_point < 0x10000) return {byte(0xE0 | code_point >> 12), tail(6), tail(0)};
  return {byte(0xF0 | code_point >> 18), tail(12), tail(6), tail(0)};
}

/// `text` with its \u{…} and \\ replaced.
inline std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result += text[i];
    } else if (text[i + 1] == '\\') {
      result += text[++i];
    } else {
      const std::size_t close = text.find('}', i);
      result += utf8_of(std::stoul(std::string(text.substr(i + 3, close - i - 3)), nullptr, 16));
      i = close;
    }
  }
  return result;
}

/// The lines of a vector file: fields between " | ", an empty field between "| |".
inline std::vector<PrecisVector> read_precis_vectors(const std::string& name) {
  std::ifstream file(std::string(COUNTERFOIL_TEST_VECTORS) + "/" + name);
  std::vector<PrecisVector> vectors;
  std::string line;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields;
    std::size_t start = 0;
    for (int i = 0; i < 3; ++i) {
      const std::size_t bar = line.find(start == line.find('|', start) ? "|" : " |", start);
      fields.push_back(line.substr(start, bar - start));
      start = line.find('|', bar) + 2;
    }
    vectors.push_back({fields[0] == "ok", unescaped(fields[1]), unescaped(fields[2]), line.substr(start)});
  }
  return vectors;
}

}  // namespace counterfoil::testing
