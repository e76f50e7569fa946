#include "device/secret_fields.hpp"

#include <algorithm>
#include <array>

namespace counterfoil::device {

namespace {

constexpr std::size_t number_size = 8;
constexpr std::size_t length_size = 4;

template <std::size_t Size>
std::array<std::byte, Size> big_endian(std::uint64_t value) noexcept {
  std::array<std::byte, Size> bytes{};
  for (std::size_t i = Size; i-- > 0; value >>= 8) bytes[i] = static_cast<std::byte>(value & 0xFF);
  return bytes;
}

std::uint64_t from_big_endian(ByteView bytes) noexcept {
  std::uint64_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::uint64_t>(byte);
  return value;
}

}  // namespace

void SecretFieldWriter::append(ByteView bytes) {
  if (buffer_.size() - size_ < bytes.size()) {
    SecretBytes larger(std::max(2 * buffer_.size(), size_ + bytes.size()));
    std::ranges::copy(buffer_.read(SecretAccess::grant()).first(size_),
                      larger.write(SecretAccess::grant()).begin());
    buffer_ = std::move(larger);
  }
  std::ranges::copy(bytes, buffer_.write(SecretAccess::grant()).subspan(size_).begin());
  size_ += bytes.size();
}

void SecretFieldWriter::bytes(ByteView field) {
  append(big_endian<length_size>(field.size()));
  append(field);
}

void SecretFieldWriter::number(std::uint64_t field) {
  bytes(big_endian<number_size>(field));
}

SecretBytes SecretFieldWriter::finish() {
  buffer_.shrink(size_);
  return std::move(buffer_);
}

std::uint64_t SecretFieldReader::number() {
  const ByteView field = next();
  if (field.size() == number_size) return from_big_endian(field);
  is_good_ = false;
  return 0;
}

ByteView SecretFieldReader::next() {
  const std::uint64_t size =
      is_good_ && rest_.size() >= length_size ? from_big_endian(rest_.first(length_size)) : rest_.size();
  if (!is_good_ || rest_.size() < length_size || rest_.size() - length_size < size) {
    is_good_ = false;
    return {};
  }
  const ByteView field = rest_.subspan(length_size, size);
  rest_ = rest_.subspan(length_size + size);
  return field;
}

}  // namespace counterfoil::device
