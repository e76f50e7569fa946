#pragma once

#include "api/call.hpp"
#include "api/views.hpp"

namespace portal {

Json begin_code_app(Call& call);
Json code_app_registration(Call& call);
Json confirm_code_app(Call& call);

Json begin_authenticator(Call& call);
Json authenticator_registration(Call& call);
/// The registration as server-sent events, until its phone is proved.
Response authenticator_events(Call& call);
Json test_authenticator(Call& call);
Json confirm_authenticator(Call& call);

Json cancel_registration(Call& call);
Json new_recovery_codes(Call& call);

}  // namespace portal
