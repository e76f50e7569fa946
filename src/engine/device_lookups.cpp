#include "engine/device_lookups.hpp"

namespace counterfoil {

namespace {

LookupKey lookup(LookupKind kind, const TenantId& tenant, const Digest256& digest) {
  return {kind, tenant, Bytes(digest.begin(), digest.end())};
}

void remove_lookups(Draft& draft, const MethodPayload& payload) {
  const auto* app = std::get_if<AuthenticatorApp>(&payload);
  if (app == nullptr) return;
  const TenantId& tenant = draft.account().tenant;
  if (!app->public_key.empty()) draft.remove_lookup(device_lookup(tenant, app->key_id));
  if (app->move) draft.remove_lookup(code_lookup(tenant, app->move->code_digest));
}

}  // namespace

LookupKey code_lookup(const TenantId& tenant, const Digest256& code_digest) {
  return lookup(LookupKind::registration_code, tenant, code_digest);
}

LookupKey device_lookup(const TenantId& tenant, const Digest256& key_id) {
  return lookup(LookupKind::device_key, tenant, key_id);
}

void remove_lookups(Draft& draft, const Registration& registration) {
  if (!registration.sealed_code.empty())
    draft.remove_lookup(code_lookup(draft.account().tenant, registration.code_digest));
  remove_lookups(draft, registration.payload);
}

void remove_lookups(Draft& draft, const Method& method) {
  remove_lookups(draft, method.payload);
}

void remove_device_lookups(Draft& draft) {
  const AccountDocument& account = draft.account();
  for (const Registration& registration : account.registrations) remove_lookups(draft, registration);
  for (const Method& method : account.methods) remove_lookups(draft, method);
  for (const RemovedMethod& removed : account.removed_methods) remove_lookups(draft, removed.method);
}

}  // namespace counterfoil
