#include "counterfoil/crypto/data_tuple.hpp"

#include <cstring>

#include "crypto/big_endian.hpp"

namespace counterfoil {

DataTuple& DataTuple::add(std::uint64_t number) {
  return append(Kind::number, detail::big_endian(number));
}

ByteView DataTuple::encoded() const noexcept {
  if (overflow_.empty()) return {inline_.data(), size_};
  return overflow_;
}

DataTuple& DataTuple::append(Kind kind, ByteView part) {
  constexpr std::size_t head = 1 + sizeof(std::uint32_t);
  std::byte* out = grow(head + part.size());
  out[0] = static_cast<std::byte>(kind);
  detail::put_big_endian(static_cast<std::uint32_t>(part.size()), {out + 1, sizeof(std::uint32_t)});
  if (!part.empty()) std::memcpy(out + head, part.data(), part.size());
  return *this;
}

std::byte* DataTuple::grow(std::size_t more) {
  const std::size_t before = size_;
  const std::size_t after = before + more;
  if (after <= inline_size) {
    size_ = after;
    return inline_.data() + before;
  }
  if (overflow_.empty()) overflow_.assign(inline_.data(), inline_.data() + before);
  overflow_.resize(after);
  size_ = after;
  return overflow_.data() + before;
}

}  // namespace counterfoil
