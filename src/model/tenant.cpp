#include "counterfoil/model/tenant.hpp"

#include <algorithm>
#include <new>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/precis.hpp"
#include "model/display_text.hpp"

namespace counterfoil {

namespace {

constexpr std::size_t max_domain_size = 253;
constexpr std::size_t max_language_size = 35;

Error refused(std::string path, const char* expected) {
  return {errc::invalid_policy, path.append(": expected ").append(expected)};
}

bool is_language_tag(std::string_view tag) noexcept {
  if (tag.size() > max_language_size) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::size_t length = 0;
  bool first = true;
  for (const char c : tag) {
    if (c == '-') {
      if (length == 0 || (first && length < 2)) return false;
      first = false;
      length = 0;
      continue;
    }
    const bool is_allowed = is_letter(c) || (!first && c >= '0' && c <= '9');
    if (!is_allowed || ++length > 8) return false;
  }
  return length >= (first ? 2U : 1U);
}

/// Labels that are not empty, of ASCII letters and digits, hyphens, and whatever else is not ASCII.
bool is_domain(std::string_view prepared) noexcept {
  const bool fits = std::all_of(prepared.begin(), prepared.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || byte >= 0x80;
  });
  return fits && !prepared.empty() && prepared.size() <= max_domain_size && prepared.front() != '.' &&
         prepared.back() != '.' && prepared.find("..") == std::string_view::npos;
}

Result<std::string> prepare_domain(const std::string& domain, const std::string& path) {
  constexpr const char* expected = "a domain such as student.example.ac.uk";
  auto prepared = prepare_username(domain);
  if (!prepared) {
    if (kind_of(prepared.error().code) == ErrorKind::environment) return prepared;
    return refused(path, expected);
  }
  if (!is_domain(*prepared)) return refused(path, expected);
  return prepared;
}

Result<void> prepare_realms(std::vector<Realm>& realms) {
  if (realms.size() > TenantSettings::max_realms) return refused("realms", "at most 100");
  for (auto realm = realms.begin(); realm != realms.end(); ++realm) {
    const std::string path = "realms[" + std::to_string(realm - realms.begin()) + "]";
    auto domain = prepare_domain(realm->domain, path + ".domain");
    if (!domain) return std::move(domain).error();
    realm->domain = *std::move(domain);
    const auto same = [&](const Realm& other) { return other.domain == realm->domain; };
    if (std::any_of(realms.begin(), realm, same)) return refused(path + ".domain", "a domain of its own");
    if (realm->display_name.empty()) realm->display_name = realm->domain;
    if (!is_display_text(realm->display_name, TenantSettings::max_issuer_size + max_domain_size)) {
      return refused(path + ".display_name", "a name on one line");
    }
  }
  return {};
}

Result<void> check_names(const TenantDescription& tenant) {
  const bool has_colon = tenant.issuer.find(':') != std::string::npos;
  if (has_colon || !is_display_text(tenant.issuer, TenantSettings::max_issuer_size)) {
    return refused("issuer", "1 to 128 bytes of a name on one line, without a colon");
  }
  if (!is_language_tag(tenant.language)) return refused("language", "a language tag such as en or cy-GB");
  return {};
}

}  // namespace

Result<TenantSettings> TenantSettings::make(TenantDescription description) {
  try {
    if (auto checked = check_names(description); !checked) return std::move(checked).error();
    if (auto prepared = prepare_realms(description.realms); !prepared) return std::move(prepared).error();
    TenantSettings tenant(std::move(description));
    std::string& default_realm = tenant.description_.default_realm;
    if (default_realm.empty()) return tenant;
    auto domain = prepare_domain(default_realm, "default_realm");
    if (!domain) return std::move(domain).error();
    default_realm = *std::move(domain);
    if (tenant.find_realm(default_realm) == nullptr) return refused("default_realm", "one of the realms");
    return tenant;
  } catch (const std::bad_alloc&) {
    return detail::out_of_memory();
  }
}

const Realm* TenantSettings::find_realm(std::string_view domain) const noexcept {
  const auto& realms = description_.realms;
  const auto found =
      std::find_if(realms.begin(), realms.end(), [&](const Realm& realm) { return realm.domain == domain; });
  return found == realms.end() ? nullptr : &*found;
}

const ValidPolicy& TenantSettings::policy_of(std::string_view domain) const noexcept {
  const Realm* realm = find_realm(domain);
  return realm == nullptr ? description_.policy : realm->policy;
}

Result<RealmUsername> TenantSettings::resolve(std::string_view username) const {
  try {
    auto prepared = prepare_username(username);
    if (!prepared) return std::move(prepared).error();
    if (realms().empty()) return RealmUsername{*std::move(prepared), {}};
    std::size_t at = prepared->find('@');
    if (at == std::string::npos) {
      if (default_realm().empty()) {
        return Error(errc::invalid_username, "username: expected a name with its domain");
      }
      at = prepared->size();
      prepared = prepare_username(*prepared + "@" + default_realm());
      if (!prepared) return std::move(prepared).error();
    }
    if (at == 0 || prepared->find('@', at + 1) != std::string::npos) {
      return Error(errc::invalid_username, "username: expected a name, one @, and a domain");
    }
    std::string domain = prepared->substr(at + 1);
    if (find_realm(domain) == nullptr) {
      return Error(errc::not_found, "username: expected a domain that is one of the tenant's realms");
    }
    return RealmUsername{*std::move(prepared), std::move(domain)};
  } catch (const std::bad_alloc&) {
    return detail::out_of_memory();
  }
}

}  // namespace counterfoil
