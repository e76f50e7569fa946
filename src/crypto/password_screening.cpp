#include "counterfoil/crypto/password_screening.hpp"

#include <algorithm>
#include <new>
#include <string_view>
#include <utility>

#include "counterfoil/base/utf8.hpp"
#include "crypto/common_passwords.hpp"
#include "crypto/screening_form.hpp"
#include "crypto/screening_score.hpp"

namespace counterfoil {

namespace {

using detail::CodePoints;
using detail::SecretText;

constexpr std::size_t most_points_asked = 64;

Result<void> check_rules(const ScreeningRules& rules) {
  if (rules.min_length < 1 || rules.min_length > rules.max_length || rules.max_length > max_password_length) {
    return Error(errc::invalid_argument, "screening length: expected 1 <= minimum <= maximum <= 256");
  }
  if (rules.min_score > most_points_asked) {
    return Error(errc::invalid_argument, "screening score: expected at most 64 points");
  }
  if (std::max(rules.context_words.size(), rules.banned_words.size()) > ScreeningRules::max_words) {
    return Error(errc::invalid_argument, "screening words: expected at most 1000 of each kind");
  }
  return {};
}

/// The screening forms of `words`, without those that are too short to count.
Result<std::vector<SecretText>> forms_of(const std::vector<std::string>& words) {
  std::vector<SecretText> forms;
  forms.reserve(words.size());
  for (const std::string& word : words) {
    if (word.size() > max_unprepared_size) {
      return Error(errc::invalid_argument, "screening words: expected at most 64 characters each");
    }
    auto form = detail::decode_utf8(word).and_then(detail::screening_form);
    if (!form) {
      if (form.error().code != errc::invalid_utf8) return std::move(form).error();
      return Error(errc::invalid_argument, "screening words: expected well-formed UTF-8");
    }
    if (form->size() > ScreeningRules::max_word_length) {
      return Error(errc::invalid_argument, "screening words: expected at most 64 characters each");
    }
    if (form->size() >= ScreeningRules::min_word_length) forms.push_back(*std::move(form));
  }
  return forms;
}

PasswordScreening refused(ScreeningRefusal why, std::size_t found, std::size_t needed) noexcept {
  return {why, found, needed};
}

/// Refuses `form` if it is a common password, one point, with so little around it that it stays below
/// `min_score`.
std::optional<PasswordScreening> find_common(CodePoints form, std::size_t min_score) noexcept {
  const std::size_t needed = std::max<std::size_t>(min_score, 2);
  for (std::size_t added = 0; added + 1 < needed && added < form.size(); ++added) {
    for (std::size_t before = 0; before <= added; ++before) {
      if (!detail::is_common_password(form.subspan(before, form.size() - added))) continue;
      return refused(ScreeningRefusal::common, added + 1, needed);
    }
  }
  return std::nullopt;
}

Result<PasswordScreening> screen_score(CodePoints unit, const ScreeningRules& rules) {
  const auto banned = forms_of(rules.banned_words);
  if (!banned) return banned.error();
  const auto context = forms_of(rules.context_words);
  if (!context) return context.error();
  std::vector<CodePoints> words(banned->begin(), banned->end());
  words.insert(words.end(), context->begin(), context->end());
  const std::size_t score = detail::screening_score(unit, words);
  if (score >= rules.min_score) return PasswordScreening{std::nullopt, score, rules.min_score};
  words.resize(banned->size());
  const bool is_due_to_context = detail::screening_score(unit, words) >= rules.min_score;
  return refused(
      is_due_to_context ? ScreeningRefusal::contains_context_word : ScreeningRefusal::too_predictable, score,
      rules.min_score);
}

}  // namespace

Result<PasswordScreening> screen_password(const SecretBytes& password, const ScreeningRules& rules) try {
  if (auto checked = check_rules(rules); !checked) return std::move(checked).error();
  const std::string_view text = password.read_text(SecretAccess::grant());
  const auto length = count_code_points(text);
  if (!length) return Error(errc::invalid_utf8, "password: expected well-formed UTF-8");
  if (*length > rules.max_length) return refused(ScreeningRefusal::too_long, *length, rules.max_length);
  if (*length < rules.min_length) return refused(ScreeningRefusal::too_short, *length, rules.min_length);
  const auto form = detail::decode_utf8(text).and_then(detail::screening_form);
  if (!form) return form.error();
  const CodePoints unit = detail::repeated_unit(*form);
  for (const CodePoints candidate : {CodePoints(*form), unit}) {
    if (const auto common = find_common(candidate, rules.min_score)) return *common;
  }
  return screen_score(unit, rules);
} catch (const std::bad_alloc&) {
  return Error(errc::out_of_memory, "password: no memory to screen it");
}

std::string explain(const PasswordScreening& screening) {
  if (screening.accepted()) return "This password can be used.";
  const std::string found = std::to_string(screening.found);
  const std::string needed = std::to_string(screening.needed);
  switch (*screening.refusal) {
    case ScreeningRefusal::too_short:
      return "Use at least " + needed + " characters; this has " + found + ".";
    case ScreeningRefusal::too_long:
      return "Use at most " + needed + " characters; this has " + found + ".";
    case ScreeningRefusal::common:
      return "This is one of the most common passwords, or close to one. Choose something that nobody else "
             "would "
             "think of.";
    case ScreeningRefusal::contains_context_word:
      return "This is too close to your name, your username or your organisation (" + found + " of " +
             needed + " points). Add something that has nothing to do with them.";
    case ScreeningRefusal::too_predictable:
      return "This is too easy to guess: words that are not allowed and repetition count as one character "
             "each (" +
             found + " of " + needed + " points). Add something else.";
  }
  return "This password cannot be used.";
}

}  // namespace counterfoil
