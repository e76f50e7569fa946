#include "crypto/screening_score.hpp"

#include <algorithm>

namespace counterfoil::detail {

namespace {

bool starts_with(CodePoints text, CodePoints prefix) noexcept {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin());
}

/// Calls `found(length)` for each length at which `text` starts with `word`, with at most one mistake.
///
/// If there is a way to make one edit, then there is one at the first difference (or at the last character):
/// edits before it only move within a run of equal characters.
template <class Found>
void match_word(CodePoints text, CodePoints word, Found&& found) {
  const std::size_t shorter = std::min(text.size(), word.size());
  const auto difference =
      std::mismatch(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(shorter), text.begin());
  const auto same = static_cast<std::size_t>(difference.first - word.begin());
  const std::size_t edit = std::min(same, word.size() - 1);
  const CodePoints rest = text.subspan(edit);
  const CodePoints after_edit = word.subspan(edit + 1);

  if (starts_with(rest, after_edit)) found(word.size() - 1);                          // one missing
  if (!rest.empty() && starts_with(rest.subspan(1), after_edit)) found(word.size());  // replaced, or none
  if (!rest.empty() && edit > 0 && starts_with(rest.subspan(1), word.subspan(edit))) found(word.size() + 1);
}

}  // namespace

std::size_t screening_score(CodePoints form, const std::vector<CodePoints>& words) {
  // fewest[i]: the points of what begins at i, computed from the end.
  std::vector<std::size_t> fewest(form.size() + 1, 0);
  for (std::size_t i = form.size(); i-- > 0;) {
    fewest[i] = fewest[i + 1] + 1;
    for (const CodePoints word : words) {
      match_word(form.subspan(i), word,
                 [&](std::size_t length) { fewest[i] = std::min(fewest[i], fewest[i + length] + 1); });
    }
  }
  return fewest[0];
}

}  // namespace counterfoil::detail
