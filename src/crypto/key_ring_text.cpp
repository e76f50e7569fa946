#include "crypto/key_ring_text.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/crypto/sha256.hpp"
#include "crypto/working_keys.hpp"

namespace counterfoil::detail {

namespace {

constexpr std::string_view format_name = "counterfoil-key-ring ";
constexpr std::string_view version_line = "counterfoil-key-ring 1";

constexpr std::size_t longest_line = 128;

Error damaged(std::size_t line, const char* expected) {
  return {errc::key_file_damaged,
          "key ring: line " + std::to_string(line) + ": expected " + std::string(expected)};
}

std::string_view name_of(KeyState state) noexcept {
  switch (state) {
    case KeyState::primary:
      return "primary";
    case KeyState::secondary:
      return "secondary";
    case KeyState::retired:
      return "retired";
  }
  return {};
}

std::optional<KeyState> state_of(std::string_view name) noexcept {
  for (const KeyState state : {KeyState::primary, KeyState::secondary, KeyState::retired}) {
    if (name == name_of(state)) return state;
  }
  return std::nullopt;
}

// Decimal without sign or leading zero, 0 to 2^63 - 1.
std::optional<std::uint64_t> number_of(std::string_view text) noexcept {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
  return number;
}

std::optional<Timestamp> time_of(std::string_view text) noexcept {
  const auto number = number_of(text);
  if (!number) return std::nullopt;
  return Timestamp(Duration(static_cast<std::int64_t>(*number)));
}

std::string milliseconds(Timestamp time) {
  return std::to_string(time.time_since_epoch().count());
}

// Text that is secret, written front to back into memory for secrets.
class SecretWriter {
 public:
  explicit SecretWriter(std::size_t capacity) : text_(capacity) {}

  void put(std::string_view piece) noexcept {
    std::ranges::copy(as_bytes(piece), text_.write(SecretAccess::grant()).begin() + std::ptrdiff_t(size_));
    size_ += piece.size();
  }
  void put_secret(const SecretBytes& bytes) {
    std::string digits = encode_base64url(bytes.read(SecretAccess::grant()));
    put(digits);
    wipe(digits.data(), digits.size());
  }
  ByteView written() const noexcept { return text_.read(SecretAccess::grant()).first(size_); }
  SecretBytes finish() && noexcept {
    text_.shrink(size_);
    return std::move(text_);
  }

 private:
  SecretBytes text_;
  std::size_t size_ = 0;
};

void put_key(SecretWriter& out, const KeyRecord& key) {
  out.put("key ");
  out.put(key.info.id.text());
  out.put(" ");
  out.put(name_of(key.info.state));
  out.put(" ");
  out.put(milliseconds(key.info.created));
  out.put(" ");
  if (key.info.retired) {
    out.put(milliseconds(*key.info.retired));
  } else {
    out.put_secret(key.root);
  }
  out.put("\n");
}

class Reader {
 public:
  explicit Reader(std::string_view text) noexcept : text_(text) {}

  Result<KeyRingRecord> read() {
    KeyRingRecord ring;
    if (auto checked = check_version(); !checked) return std::move(checked).error();
    if (auto checked = check_checksum(); !checked) return std::move(checked).error();
    if (auto done = read_head(ring); !done) return std::move(done).error();
    while (rest_.starts_with("key ")) {
      auto key = read_key(next_line());
      if (!key) return std::move(key).error();
      ring.keys.push_back(*std::move(key));
    }
    if (!rest_.empty()) return damaged(line_ + 1, "a key or the checksum");
    if (auto checked = check_keys(ring.keys); !checked) return std::move(checked).error();
    return ring;
  }

 private:
  Result<void> check_version() const {
    if (!text_.starts_with(format_name)) return damaged(1, "the name of the format");
    const std::string_view line = text_.substr(0, text_.find('\n'));
    if (line == version_line) return {};
    const auto version = number_of(line.substr(format_name.size()));
    if (version && *version > 1) {
      return Error(errc::schema_too_new, "key ring: it was written by a newer version of the library");
    }
    return damaged(1, "version 1 of the format");
  }

  // Leaves the lines above the checksum in rest_.
  Result<void> check_checksum() {
    constexpr std::string_view name = "checksum ";
    constexpr std::size_t line_size = name.size() + 64 + 1;
    const std::size_t above = text_.size() < line_size ? 0 : text_.size() - line_size;
    const std::string_view last = text_.substr(above);
    if (above == 0 || text_[above - 1] != '\n' || !last.starts_with(name) || last.back() != '\n') {
      return Error(errc::key_file_damaged, "key ring: it is truncated: expected a checksum as its last line");
    }
    rest_ = text_.substr(0, above);
    const auto digest = sha256(as_bytes(rest_));
    if (!digest) return digest.error();
    if (last.substr(name.size(), 64) != encode_hex(*digest)) {
      return Error(errc::key_file_damaged, "key ring: it was altered: its checksum does not fit");
    }
    return {};
  }

  Result<void> read_head(KeyRingRecord& ring) {
    next_line();  // the version, checked
    const auto installation = value_after("installation ");
    if (!installation) return damaged(line_, "the installation");
    const auto id = InstallationId::parse(*installation);
    if (!id) return damaged(line_, "32 hexadecimal digits of an installation");
    ring.installation = *id;

    const auto revision = value_after("revision ");
    const auto number = revision ? number_of(*revision) : std::nullopt;
    if (!number || *number == 0) return damaged(line_, "a revision of 1 or more");
    ring.revision = *number;
    return {};
  }

  Result<KeyRecord> read_key(std::string_view line) const {
    line.remove_prefix(std::string_view("key ").size());
    const auto id = KeyId::parse(next_field(line));
    const auto state = state_of(next_field(line));
    const auto created = time_of(next_field(line));
    if (!id || !state || !created) return damaged(line_, "a key's id, state and time");
    KeyRecord key{{*id, *state, *created, std::nullopt}, {}};
    if (*state == KeyState::retired) {
      key.info.retired = time_of(line);
      if (!key.info.retired) return damaged(line_, "the time at which the key was retired");
      return key;
    }
    auto root = decode_secret_base64url(line);
    if (!root || root->size() != WorkingKeys::root_size) return damaged(line_, "43 digits of key material");
    key.root = *std::move(root);
    return key;
  }

  Result<void> check_keys(const std::vector<KeyRecord>& keys) const {
    const auto count = [&keys](auto predicate) { return std::ranges::count_if(keys, predicate); };
    const auto usable = count([](const KeyRecord& key) { return key.info.state != KeyState::retired; });
    if (count([](const KeyRecord& key) { return key.info.state == KeyState::primary; }) != 1) {
      return damaged(line_, "exactly one primary key");
    }
    if (keys.size() > KeyRing::max_keys || usable > std::ptrdiff_t(KeyRing::max_usable_keys)) {
      return damaged(line_, "no more keys than a ring may have");
    }
    std::vector<KeyId> ids;
    ids.reserve(keys.size());
    for (const KeyRecord& key : keys) ids.push_back(key.info.id);
    std::ranges::sort(ids);
    if (std::ranges::adjacent_find(ids) != ids.end()) return damaged(line_, "keys with different ids");
    return {};
  }

  std::string_view next_line() noexcept {
    ++line_;
    const std::size_t end = rest_.find('\n');
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return line;
  }

  std::optional<std::string_view> value_after(std::string_view name) noexcept {
    const std::string_view line = next_line();
    if (!line.starts_with(name)) return std::nullopt;
    return line.substr(name.size());
  }

  static std::string_view next_field(std::string_view& line) noexcept {
    const std::size_t end = line.find(' ');
    const std::string_view field = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return field;
  }

  std::string_view text_;
  std::string_view rest_;
  std::size_t line_ = 0;
};

}  // namespace

Result<SecretBytes> write_key_ring(const KeyRingRecord& ring) {
  SecretWriter out((ring.keys.size() + 4) * longest_line);
  out.put(version_line);
  out.put("\ninstallation ");
  out.put(ring.installation.text());
  out.put("\nrevision ");
  out.put(std::to_string(ring.revision));
  out.put("\n");
  for (const KeyRecord& key : ring.keys) put_key(out, key);
  const auto digest = sha256(out.written());
  if (!digest) return digest.error();
  out.put("checksum ");
  out.put(encode_hex(*digest));
  out.put("\n");
  return std::move(out).finish();
}

Result<KeyRingRecord> read_key_ring(const SecretBytes& text) {
  return Reader(text.read_text(SecretAccess::grant())).read();
}

}  // namespace counterfoil::detail
