#include "counterfoil/protocol/operation.hpp"

#include <array>

namespace counterfoil::protocol {

std::string_view name_of(const Operation& operation) noexcept {
  constexpr std::array<std::string_view, std::variant_size_v<Operation>> names = {
      "register", "inbox", "answer", "rotate_key", "set_push_address", "leave", "authorise_move"};
  return operation.valueless_by_exception() ? std::string_view() : names[operation.index()];
}

Result<Digest256> context_digest(std::string_view request) {
  return sha256(as_bytes(request));
}

}  // namespace counterfoil::protocol
