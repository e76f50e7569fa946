#include "counterfoil/crypto/key_ring.hpp"

#include <algorithm>
#include <new>

#include "base/out_of_memory.hpp"
#include "crypto/fill.hpp"
#include "crypto/key_ring_text.hpp"
#include "crypto/working_keys.hpp"

namespace counterfoil {

struct KeyRing::State {
  InstallationId installation;
  std::uint64_t revision = 0;
  std::vector<KeyInfo> infos;
  std::vector<RingKey> usable;
  std::size_t primary = 0;  // in `usable`
};

// Changes a copy of a ring's state; every constructor of a ring ends in finish().
class KeyRing::Builder {
 public:
  Builder() : state_(std::make_shared<State>()) {}
  explicit Builder(const State& from) : state_(std::make_shared<State>(from)) { ++state_->revision; }

  State* operator->() noexcept { return state_.get(); }

  KeyInfo* find(KeyId id) noexcept {
    const auto found = std::ranges::find(state_->infos, id, &KeyInfo::id);
    return found == state_->infos.end() ? nullptr : &*found;
  }

  /// A key with a new id and material.
  Result<void> add_new(KeyState key_state, Entropy& entropy, Timestamp now) {
    if (now < Timestamp{}) return Error(errc::clock_failed, "key ring: the clock is before 1970");
    auto id = new_id(entropy);
    if (!id) return std::move(id).error();
    SecretBytes root(detail::WorkingKeys::root_size);
    if (auto filled = detail::fill(entropy, root.write(SecretAccess::grant())); !filled)
      return std::move(filled).error();
    return add({*id, key_state, now, std::nullopt}, std::move(root));
  }

  Result<void> add(const KeyInfo& info, SecretBytes root) {
    state_->infos.push_back(info);
    if (info.state == KeyState::retired) return {};
    auto keys = detail::WorkingKeys::derive(info.id, std::move(root));
    if (!keys) return std::move(keys).error();
    state_->usable.emplace_back(*std::move(keys));
    return {};
  }

  KeyRing finish() {
    const auto primary = std::ranges::find(state_->infos, KeyState::primary, &KeyInfo::state);
    const auto in_usable = std::ranges::find(state_->usable, primary->id, &RingKey::id);
    state_->primary = static_cast<std::size_t>(in_usable - state_->usable.begin());
    return KeyRing(std::move(state_));
  }

 private:
  Result<KeyId> new_id(Entropy& entropy) {
    // A source that repeats itself must not make this go on for ever.
    for (int attempt = 0; attempt < 64; ++attempt) {
      auto id = detail::new_id<KeyId>(entropy);
      if (!id) return id;
      if (!id->is_nil() && find(*id) == nullptr) return id;
    }
    return Error(errc::entropy_failed, "key ring: the random source gives no new key id");
  }

  std::shared_ptr<State> state_;
};

namespace {

Error unknown_key() {
  return {errc::key_not_found, "key ring: it has no key of this id"};
}

Error retired_key() {
  return {errc::key_retired, "key ring: the key of this id was retired"};
}

}  // namespace

KeyId RingKey::id() const noexcept {
  return keys_->id();
}

Result<KeyRing> KeyRing::create(Entropy& entropy, Timestamp now) try {
  Builder ring;
  auto installation = detail::new_id<InstallationId>(entropy);
  if (!installation) return std::move(installation).error();
  ring->installation = *installation;
  ring->revision = 1;
  if (auto added = ring.add_new(KeyState::primary, entropy, now); !added) return std::move(added).error();
  return ring.finish();
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<KeyRing> KeyRing::read(const SecretBytes& text) try {
  auto record = detail::read_key_ring(text);
  if (!record) return std::move(record).error();
  Builder ring;
  ring->installation = record->installation;
  ring->revision = record->revision;
  for (auto& key : record->keys) {
    if (auto added = ring.add(key.info, std::move(key.root)); !added) return std::move(added).error();
  }
  return ring.finish();
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<SecretBytes> KeyRing::write() const try {
  detail::KeyRingRecord record{state_->installation, state_->revision, {}};
  record.keys.reserve(state_->infos.size());
  auto usable = state_->usable.begin();
  for (const KeyInfo& info : state_->infos) {
    SecretBytes root;
    if (info.state != KeyState::retired) root = (usable++)->working_keys().root();
    record.keys.push_back({info, std::move(root)});
  }
  return detail::write_key_ring(record);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<KeyRing> KeyRing::with_new_key(Entropy& entropy, Timestamp now) const try {
  if (state_->usable.size() >= max_usable_keys || state_->infos.size() >= max_keys) {
    return Error(errc::limit_reached, "key ring: it has as many keys as it may have");
  }
  Builder ring(*state_);
  if (auto added = ring.add_new(KeyState::secondary, entropy, now); !added) return std::move(added).error();
  return ring.finish();
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<KeyRing> KeyRing::with_primary(KeyId id) const try {
  Builder ring(*state_);
  KeyInfo* const key = ring.find(id);
  if (key == nullptr) return unknown_key();
  if (key->state == KeyState::retired) return retired_key();
  ring.find(primary().id())->state = KeyState::secondary;
  key->state = KeyState::primary;
  return ring.finish();
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<KeyRing> KeyRing::with_retired(KeyId id, Timestamp now) const try {
  if (now < Timestamp{}) return Error(errc::clock_failed, "key ring: the clock is before 1970");
  Builder ring(*state_);
  KeyInfo* const key = ring.find(id);
  if (key == nullptr) return unknown_key();
  if (key->state == KeyState::retired) return retired_key();
  if (key->state == KeyState::primary) {
    return Error(errc::wrong_state,
                 "key ring: the primary key cannot be retired; make another primary first");
  }
  key->state = KeyState::retired;
  key->retired = now;
  std::erase_if(ring->usable, [id](const RingKey& usable) { return usable.id() == id; });
  return ring.finish();
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

InstallationId KeyRing::installation() const noexcept {
  return state_->installation;
}

std::uint64_t KeyRing::revision() const noexcept {
  return state_->revision;
}

const std::vector<KeyInfo>& KeyRing::keys() const& noexcept {
  return state_->infos;
}

const RingKey& KeyRing::primary() const noexcept {
  return state_->usable[state_->primary];
}

const RingKey* KeyRing::find(KeyId id) const noexcept {
  const auto found = std::ranges::find(state_->usable, id, &RingKey::id);
  return found == state_->usable.end() ? nullptr : &*found;
}

Result<RingKey> KeyRing::key(KeyId id) const {
  if (const RingKey* const usable = find(id)) return *usable;
  const bool known = std::ranges::find(state_->infos, id, &KeyInfo::id) != state_->infos.end();
  return known ? retired_key() : unknown_key();
}

const std::vector<RingKey>& KeyRing::usable_keys() const& noexcept {
  return state_->usable;
}

}  // namespace counterfoil
