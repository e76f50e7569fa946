#include "engine/usernames.hpp"

#include <algorithm>
#include <utility>

#include "counterfoil/base/utf8.hpp"
#include "engine/field_names.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t max_usernames = 5;
constexpr std::size_t max_address = 254;

Result<std::vector<LookupKey>> lookups_of(const Facts& facts, std::string_view prepared) {
  const auto digests = facts.keys.username_digests(facts.tenant, prepared);
  if (!digests) return digests.error();
  std::vector<LookupKey> keys;
  for (const Digest256& digest : *digests) {
    keys.push_back({LookupKind::username, facts.tenant, Bytes(digest.begin(), digest.end())});
  }
  return keys;
}

bool repeats(const std::vector<RealmUsername>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = i + 1; j < names.size(); ++j) {
      if (names[i].username == names[j].username) return true;
    }
  }
  return false;
}

}  // namespace

Result<void> remove_usernames(Draft& draft, const Facts& facts) {
  for (const Username& username : draft.account().usernames) {
    const auto text = facts.keys.open_field(draft.account(), username_field(), username.sealed_text);
    if (!text) return text.error();
    auto keys = lookups_of(facts, text->read_text(SecretAccess::grant()));
    if (!keys) return std::move(keys).error();
    for (LookupKey& key : *keys) draft.remove_lookup(std::move(key));
  }
  draft.edit().usernames.clear();
  return {};
}

Result<void> put_usernames(Draft& draft, const std::vector<RealmUsername>& usernames, const Facts& facts) {
  if (usernames.empty() || usernames.size() > max_usernames || repeats(usernames)) {
    return Error(errc::invalid_argument, "usernames: expected 1 to 5, each once");
  }
  if (auto removed = remove_usernames(draft, facts); !removed) return removed;
  for (const RealmUsername& name : usernames) {
    auto sealed = facts.keys.seal_field(draft.account(), username_field(),
                                        SecretBytes(std::string_view(name.username)), facts.entropy);
    if (!sealed) return std::move(sealed).error();
    draft.edit().usernames.push_back({*std::move(sealed), name.realm, {}});
    auto keys = lookups_of(facts, name.username);
    if (!keys) return std::move(keys).error();
    for (LookupKey& key : *keys) draft.add_lookup(std::move(key));
  }
  return {};
}

Result<void> put_notice_address(Draft& draft, const std::string& address, const Facts& facts) {
  const auto at = address.find('@');
  const bool plain = std::none_of(address.begin(), address.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F;
  });
  if (!plain || !is_valid_utf8(address) || address.size() > max_address || at == std::string::npos ||
      at == 0 || address.find('@', at + 1) != std::string::npos || at + 1 == address.size()) {
    return Error(errc::invalid_argument, "notice address: expected an e-mail address of at most 254 bytes");
  }
  auto sealed = facts.keys.seal_field(draft.account(), notice_address_field(),
                                      SecretBytes(std::string_view(address)), facts.entropy);
  if (!sealed) return std::move(sealed).error();
  draft.edit().sealed_notice_address = *std::move(sealed);
  return {};
}

}  // namespace counterfoil
