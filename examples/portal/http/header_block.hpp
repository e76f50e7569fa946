#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include <boost/asio/read_until.hpp>

namespace portal {

/// Finds the end of a request's header in what was read so far. A line feed alone ends the search, too: what comes is
/// refused, and nobody has to wait for it.
struct HeaderEnd {
  template <class Iterator>
  std::pair<Iterator, bool> operator()(Iterator begin, Iterator end) const {
    int matched = 0;  // characters of CR LF CR LF
    char before = 0;
    for (Iterator at = begin; at != end; ++at) {
      const char character = *at;
      if (character == '\n' && before != '\r') return {at + 1, true};
      const bool continues = character == (matched % 2 == 0 ? '\r' : '\n');
      matched = continues ? matched + 1 : (character == '\r' ? 1 : 0);
      if (matched == 4) return {at + 1, true};
      before = character;
    }
    return {begin, false};
  }
};

/// What a header block must not have, since others read it differently: a line feed alone, or a folded line
/// (RFC 9112 §2.2, §5.2).
inline bool is_ambiguous(std::string_view block) {
  for (std::size_t at = 0; at < block.size(); ++at) {
    if (block[at] != '\n') continue;
    if (at == 0 || block[at - 1] != '\r') return true;
    if (at + 1 < block.size() && (block[at + 1] == ' ' || block[at + 1] == '\t')) return true;
  }
  return false;
}

}  // namespace portal

template <>
struct boost::asio::is_match_condition<portal::HeaderEnd> : std::true_type {};
