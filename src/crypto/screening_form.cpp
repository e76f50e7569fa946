#include "crypto/screening_form.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace counterfoil::detail {

namespace {

UChar32 letter_behind(UChar32 c) noexcept {
  switch (c) {
    case '0':
      return 'o';
    case '1':
      return 'l';
    case '$':
      return 's';
    case '@':
      return 'a';
    default:
      return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
  }
}

}  // namespace

Result<SecretText> screening_form(SecretText text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](UChar32 c) { return c < 0x80; });
  Result<SecretText> form(std::move(text));
  if (!ascii) form = map_width(*std::move(form)).and_then(to_lower).and_then(compose);
  if (form) std::transform(form->begin(), form->end(), form->begin(), letter_behind);
  return form;
}

CodePoints repeated_unit(CodePoints form) {
  // borders[i]: the longest proper prefix of the first i + 1 that is their suffix too (Knuth, Morris, Pratt).
  std::vector<std::size_t> borders(form.size(), 0);
  for (std::size_t i = 1; i < form.size(); ++i) {
    std::size_t length = borders[i - 1];
    while (length > 0 && form[i] != form[length]) length = borders[length - 1];
    borders[i] = form[i] == form[length] ? length + 1 : 0;
  }
  const std::size_t period = form.empty() ? 0 : form.size() - borders.back();
  return period * 2 <= form.size() ? form.first(period) : form;
}

}  // namespace counterfoil::detail
