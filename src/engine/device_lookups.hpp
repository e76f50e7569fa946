#pragma once

#include "engine/draft.hpp"

namespace counterfoil {

// The lookup keys by which devices find their account: hints, which the document has to confirm.

LookupKey code_lookup(const TenantId& tenant, const Digest256& code_digest);
LookupKey device_lookup(const TenantId& tenant, const Digest256& key_id);

/// Removes, in the draft, what leads to a registration or method that goes away for good.
void remove_lookups(Draft& draft, const Registration& registration);
void remove_lookups(Draft& draft, const Method& method);

/// Removes everything that leads to the account's devices: it is deleted.
void remove_device_lookups(Draft& draft);

}  // namespace counterfoil
