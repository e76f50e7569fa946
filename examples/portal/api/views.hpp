#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "counterfoil/counterfoil.hpp"

namespace portal {

using Json = nlohmann::json;

/// What the engine says, as the API tells it (openapi.json).
std::string time_text(counterfoil::Timestamp time);
Json view(const counterfoil::SignInStep& step);
Json view(const counterfoil::PromptView& prompt, const counterfoil::RequestContext& context);
Json view(const counterfoil::Overview& overview);
Json view(const counterfoil::TotpRegistration& registration);
Json view(const counterfoil::AuthenticatorRegistration& registration,
          const counterfoil::RequestContext& context);
Json view(const counterfoil::NewRecoveryCodes& codes);
Json view(const counterfoil::Changed& changed);
Json view(const counterfoil::ActivityPage& page);
Json view(const counterfoil::SessionView& session);
Json view(const counterfoil::BrowserView& browser);

}  // namespace portal
