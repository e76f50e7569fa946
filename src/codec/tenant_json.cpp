#include "counterfoil/codec/tenant_json.hpp"

#include <algorithm>

#include "base/field_path.hpp"
#include "base/strict_json.hpp"
#include "codec/json_refusal.hpp"
#include "codec/policy_json.hpp"
#include "counterfoil/codec/policy_json.hpp"
#include "model/policy_field.hpp"

namespace counterfoil {

namespace {

using nlohmann::json;

Error expected(const std::string& path, std::string_view what, const json& value) {
  return {errc::invalid_policy,
          readable_path(path).append(": expected ").append(what).append(", not ").append(describe(value))};
}

Result<void> check_object(const json& object, const std::string& path,
                          const std::vector<std::string_view>& names) {
  if (!object.is_object()) return expected(path, "an object", object);
  for (const auto& [name, value] : object.items()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) return unknown_field(path, name, names);
  }
  return {};
}

/// The text at `name`; `otherwise` when there is none.
Result<std::string> text_at(const json& object, const std::string& path, const char* name,
                            const char* otherwise) {
  const auto found = object.find(name);
  if (found == object.end()) return std::string(otherwise);
  if (!found->is_string()) return expected(path_of(path, name), "a text", *found);
  return found->get<std::string>();
}

Result<Realm> read_realm(const json& object, const std::string& path, const ValidPolicy& base) {
  if (auto checked = check_object(object, path, {"domain", "display_name", "policy"}); !checked) {
    return std::move(checked).error();
  }
  auto domain = text_at(object, path, "domain", "");
  if (!domain) return std::move(domain).error();
  auto display_name = text_at(object, path, "display_name", "");
  if (!display_name) return std::move(display_name).error();
  Realm realm{*std::move(domain), *std::move(display_name), base};
  if (const auto overlay = object.find("policy"); overlay != object.end()) {
    auto policy = overlay_policy(base, *overlay, path_of(path, "policy"));
    if (!policy) return std::move(policy).error();
    realm.policy = *std::move(policy);
  }
  return realm;
}

Result<void> read_realms(const json& object, TenantDescription& tenant) {
  const auto list = object.find("realms");
  if (list == object.end()) return {};
  if (!list->is_array()) return expected("realms", "a list", *list);
  if (list->size() > TenantSettings::max_realms) return expected("realms", "at most 100", *list);
  for (const json& element : *list) {
    auto realm = read_realm(element, "realms[" + std::to_string(tenant.realms.size()) + "]", tenant.policy);
    if (!realm) return std::move(realm).error();
    tenant.realms.push_back(*std::move(realm));
  }
  return {};
}

Result<TenantId> read_id(const json& object) {
  auto text = text_at(object, "", "id", "");
  if (!text) return std::move(text).error();
  auto id = TenantId::parse(*text);
  if (!id) return expected("id", "1 to 128 characters of ASCII without spaces", json(*text));
  return id;
}

Result<TenantSettings> read_tenant(const json& object) {
  if (auto checked = check_object(
          object, "", {"id", "issuer", "language", "policy", "realms", "default_realm", "device_endpoint"});
      !checked) {
    return std::move(checked).error();
  }
  auto id = read_id(object);
  if (!id) return std::move(id).error();
  TenantDescription tenant{*std::move(id), {}};
  const struct {
    const char* name;
    const char* otherwise;
    std::string& value;
  } texts[] = {{"issuer", "", tenant.issuer},
               {"language", "en", tenant.language},
               {"default_realm", "", tenant.default_realm},
               {"device_endpoint", "", tenant.device_endpoint}};
  for (const auto& text : texts) {
    auto read = text_at(object, "", text.name, text.otherwise);
    if (!read) return std::move(read).error();
    text.value = *std::move(read);
  }
  if (const auto found = object.find("policy"); found != object.end()) {
    auto policy = read_policy(*found, "policy");
    if (!policy) return std::move(policy).error();
    tenant.policy = *std::move(policy);
  }
  if (auto read = read_realms(object, tenant); !read) return std::move(read).error();
  return TenantSettings::make(std::move(tenant));
}

}  // namespace

Result<TenantSettings> parse_tenant(std::string_view text) {
  return without_bad_alloc([&]() -> Result<TenantSettings> {
    const auto object = read_strict_json(text, {max_policy_json_size, errc::invalid_policy});
    if (!object) return object.error();
    return read_tenant(*object);
  });
}

}  // namespace counterfoil
