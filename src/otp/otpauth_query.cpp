#include "otp/otpauth_query.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "otp/percent_encoding.hpp"

namespace counterfoil::detail {

namespace {

constexpr std::size_t max_parameters = 16;

struct KnownParameter {
  std::string_view name;
  std::optional<std::string_view> OtpauthQuery::*value;
};

constexpr std::array<KnownParameter, 6> known_parameters{{{"secret", &OtpauthQuery::secret},
                                                          {"issuer", &OtpauthQuery::issuer},
                                                          {"algorithm", &OtpauthQuery::algorithm},
                                                          {"digits", &OtpauthQuery::digits},
                                                          {"period", &OtpauthQuery::period},
                                                          {"counter", &OtpauthQuery::counter}}};

std::string lower_case(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

Result<void> keep(OtpauthQuery& query, std::string_view name, std::string_view value) {
  const std::string lower = lower_case(name);
  for (const KnownParameter& known : known_parameters) {
    if (lower != known.name) continue;
    if (name != known.name) return Error(errc::invalid_uri, lower + ": expected its name in lower case");
    if (value.empty()) return Error(errc::invalid_uri, lower + ": expected a value");
    query.*known.value = value;
    return {};
  }
  // Not known, so only looked at as text.
  std::vector<std::byte> decoded(value.size());
  if (auto size = decode_query_value(value, "parameter", decoded); !size) return std::move(size).error();
  return {};
}

}  // namespace

Result<OtpauthQuery> parse_query(std::string_view text) {
  OtpauthQuery query;
  std::vector<std::string> seen;
  while (true) {
    const std::string_view parameter = text.substr(0, text.find('&'));
    const std::size_t equals = parameter.find('=');
    const std::string_view name = parameter.substr(0, equals);
    if (equals == std::string_view::npos || name.empty() ||
        !std::all_of(name.begin(), name.end(), is_unreserved)) {
      return Error(errc::invalid_uri, "query: expected name=value, separated by &");
    }
    if (seen.size() == max_parameters)
      return Error(errc::invalid_uri, "query: expected at most 16 parameters");
    std::string lower = lower_case(name);
    if (std::find(seen.begin(), seen.end(), lower) != seen.end()) {
      return Error(errc::invalid_uri, "query: expected each parameter once");
    }
    seen.push_back(std::move(lower));
    if (auto kept = keep(query, name, parameter.substr(equals + 1)); !kept) return std::move(kept).error();
    if (parameter.size() == text.size()) return query;
    text.remove_prefix(parameter.size() + 1);
  }
}

}  // namespace counterfoil::detail
