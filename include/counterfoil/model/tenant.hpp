#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/model/realm.hpp"
#include "counterfoil/model/valid_policy.hpp"

namespace counterfoil {

/// What TenantSettings::make() takes.
struct TenantDescription {
  TenantId id;
  /// The organisation's name as people read it, in authenticator apps too: 1–128 bytes of UTF-8 without
  /// control characters, direction overrides, colon, or a space at an end.
  std::string issuer;
  std::string language = "en";  ///< Of notices, unless a person has another: a tag of RFC 5646.
  ValidPolicy policy{};
  /// At most 100, each domain once. None: any username is taken, with or without a domain, under `policy`.
  std::vector<Realm> realms{};
  /// The realm of usernames without a domain; empty: such a username is refused. One of `realms`.
  std::string default_realm{};
  /// Where phones with the authenticator send their messages: the text of a protocol::DeviceEndpoint that ends with
  /// this tenant's id, which the engine checks when it is made. Empty: no authenticators.
  std::string device_endpoint{};
};

/// One organisation that uses the engine: its name, its realms, its policy. Immutable and never invalid.
///
/// Thread safety: as a plain value.
class COUNTERFOIL_API TenantSettings {
 public:
  static constexpr std::size_t max_issuer_size = 128;
  static constexpr std::size_t max_realms = 100;

  /// Checks a description. Domains are prepared as usernames are: case and width do not matter. A domain in
  /// its `xn--` form and the same in Unicode are two.
  ///
  /// @return errc::invalid_policy; the message has the path and what is expected. errc::provider_failed when
  ///         ICU's data is not there, errc::out_of_memory.
  static Result<TenantSettings> make(TenantDescription description);

  const TenantId& id() const noexcept { return description_.id; }
  const std::string& issuer() const noexcept { return description_.issuer; }
  const std::string& language() const noexcept { return description_.language; }
  const ValidPolicy& policy() const noexcept { return description_.policy; }
  const std::vector<Realm>& realms() const noexcept { return description_.realms; }
  const std::string& device_endpoint() const noexcept { return description_.device_endpoint; }
  const std::string& default_realm() const noexcept { return description_.default_realm; }

  /// The realm with exactly this prepared domain, or null. Valid as long as this object is.
  const Realm* find_realm(std::string_view domain) const noexcept;

  /// The policy of the realm with this prepared domain; the tenant's own when there is none, as for a realm
  /// that is gone from the settings. Valid as long as this object is.
  const ValidPolicy& policy_of(std::string_view domain) const noexcept;

  /// Prepares a username (RFC 8265 UsernameCaseMapped) and finds its realm: that whose domain is the whole of
  /// what follows the `@`. In a tenant with realms, a username has one `@` and something before it; without
  /// `@` it gets the domain of the default realm, so that both spellings are the same name.
  ///
  /// @return errc::invalid_username, errc::not_found (a domain that is none of the realms),
  ///         errc::invalid_utf8, errc::too_long, errc::provider_failed, errc::out_of_memory.
  Result<RealmUsername> resolve(std::string_view username) const;

 private:
  explicit TenantSettings(TenantDescription description) : description_(std::move(description)) {}

  TenantDescription description_;
};

}  // namespace counterfoil
