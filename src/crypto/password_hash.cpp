#include "counterfoil/crypto/password_hash.hpp"

#include <new>
#include <utility>

#include "counterfoil/base/precis.hpp"
#include "crypto/argon2id.hpp"
#include "crypto/phc_string.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t salt_size = 16;
constexpr std::size_t tag_size = 32;
constexpr std::size_t min_memory_kib_per_lane = 8;  // RFC 9106 section 3.1
constexpr std::uint32_t max_memory_kib = 1024 * 1024;
constexpr std::uint32_t max_passes = 64;
constexpr std::uint32_t max_lanes = 16;
constexpr std::uint64_t max_memory_kib_passes = std::uint64_t{4} * 1024 * 1024;

bool is_between(std::size_t value, std::size_t least, std::size_t most) noexcept {
  return value >= least && value <= most;
}

Error out_of_memory() {
  return {errc::out_of_memory, "password hash: no memory for it"};
}

Result<void> check_size(const SecretBytes& password) {
  if (password.size() <= max_unprepared_size) return {};
  return Error(errc::too_long,
               "password: expected at most " + std::to_string(max_unprepared_size) + " bytes");
}

}  // namespace

Result<void> check_cost(const Argon2idCost& cost) {
  if (!is_between(cost.lanes, 1, max_lanes)) {
    return Error(errc::invalid_argument, "Argon2id lanes: expected 1 to 16");
  }
  if (!is_between(cost.passes, 1, max_passes)) {
    return Error(errc::invalid_argument, "Argon2id passes: expected 1 to 64");
  }
  if (!is_between(cost.memory_kib, min_memory_kib_per_lane * cost.lanes, max_memory_kib)) {
    return Error(errc::invalid_argument, "Argon2id memory: expected 8 KiB per lane to 1 GiB");
  }
  if (std::uint64_t{cost.memory_kib} * cost.passes > max_memory_kib_passes) {
    return Error(errc::invalid_argument, "Argon2id cost: expected memory times passes of at most 4 GiB");
  }
  return {};
}

Result<PasswordHash> PasswordHash::parse(std::string_view text) try {
  if (text.size() > max_text_size) {
    return Error(errc::invalid_hash,
                 "password hash: expected at most " + std::to_string(max_text_size) + " characters");
  }
  auto fields = detail::parse_phc(text);
  if (!fields) return std::move(fields).error();
  if (const auto checked = check_cost(fields->cost); !checked) {
    return Error(errc::invalid_hash, "password hash: " + checked.error().message);
  }
  if (!is_between(fields->salt.size(), 8, 64) || !is_between(fields->tag.size(), 16, 64)) {
    return Error(errc::invalid_hash, "password hash: expected a salt of 8 to 64 and a tag of 16 to 64 bytes");
  }
  return PasswordHash(fields->cost, std::move(fields->salt), std::move(fields->tag));
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

std::string PasswordHash::text() const {
  return detail::format_phc(cost_, salt_, tag_);
}

Result<PasswordHash> hash_password(const SecretBytes& password, const Argon2idCost& cost,
                                   Entropy& entropy) try {
  if (auto checked = check_cost(cost); !checked) return std::move(checked).error();
  if (auto checked = check_size(password); !checked) return std::move(checked).error();
  if (password.empty()) return Error(errc::invalid_password, "password: expected at least one character");
  Bytes salt(salt_size);
  if (auto filled = entropy.fill(salt); !filled) return std::move(filled).error();
  const auto tag = detail::argon2id(password, salt, cost, tag_size);
  if (!tag) return tag.error();
  const ByteView bytes = tag->read(SecretAccess::grant());
  return PasswordHash(cost, std::move(salt), Bytes(bytes.begin(), bytes.end()));
} catch (const std::bad_alloc&) {
  return out_of_memory();
} catch (...) {
  return Error(errc::entropy_failed, "entropy: the random source threw");
}

Result<void> verify_password(const SecretBytes& password, const PasswordHash& stored) try {
  if (auto checked = check_size(password); !checked) return checked;
  const auto tag = detail::argon2id(password, stored.salt(), stored.cost(), stored.tag().size());
  if (!tag) return tag.error();
  if (equal_in_constant_time(tag->read(SecretAccess::grant()), stored.tag())) return {};
  return Error(errc::password_mismatch, "password: it does not match");
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

bool needs_rehash(const PasswordHash& stored, const Argon2idCost& wanted) noexcept {
  return stored.cost() != wanted || stored.salt().size() != salt_size || stored.tag().size() != tag_size;
}

Result<PasswordHash> decoy_hash(const Argon2idCost& cost) try {
  if (auto checked = check_cost(cost); !checked) return std::move(checked).error();
  return PasswordHash(cost, Bytes(salt_size, std::byte{0}), Bytes(tag_size, std::byte{0}));
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

}  // namespace counterfoil
