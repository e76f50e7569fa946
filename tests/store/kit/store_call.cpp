#include "counterfoil/testing/store_call.hpp"

#include <array>
#include <string_view>

namespace counterfoil::testing {

namespace {

constexpr std::array<std::string_view, 11> operations = {
    "load", "commit", "find", "scan", "journal", "prune", "erase", "claim", "settle", "sweep", "on_change"};
constexpr std::array<std::string_view, 4> rows = {"?", "account", "guard", "meter"};
constexpr std::array<std::string_view, 6> lookups = {"?",          "username",   "registration_code",
                                                     "device_key", "credential", "phone_slot"};

template <std::size_t size>
std::string_view at(const std::array<std::string_view, size>& names, std::size_t index) {
  return index < size ? names[index] : "?";
}

}  // namespace

std::string shape(const StoreCall& call) {
  std::string text(at(operations, static_cast<std::size_t>(call.operation)));
  if (call.row) text.append(" ").append(at(rows, static_cast<std::size_t>(*call.row)));
  if (call.lookup) text.append(" ").append(at(lookups, static_cast<std::size_t>(*call.lookup)));
  return text;
}

}  // namespace counterfoil::testing
