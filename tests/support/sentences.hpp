#pragma once

#include <sstream>
#include <string>

namespace counterfoil::testing {

/// What is wrong with a text as something to be read by a person, or an empty text: each sentence has under
/// 20 words and ends with a full stop; no blame, no shouting, no code names.
inline std::string fault_of_sentences(const std::string& text) {
  if (text.empty() || text.back() != '.') return "does not end with a full stop: " + text;
  for (const char* bad :
       {"!", "_", "  ", " .", " ,", "invalid", "error", "failed", "incorrect", "please try"}) {
    if (text.find(bad) != std::string::npos) return "has \"" + std::string(bad) + "\": " + text;
  }
  std::istringstream words(text);
  int count = 0;
  for (std::string word; words >> word;) {
    if (++count > 19) return "has a sentence of 20 words or more: " + text;
    if (word.back() == '.') count = 0;
  }
  return "";
}

}  // namespace counterfoil::testing
