#pragma once

#include "api/call.hpp"
#include "api/views.hpp"

namespace portal {

/// The browser's session as the pages see it.
Json session_view(Call& call);
Json realms(Call& call);

Json begin_sign_in(Call& call);
Json begin_step_up(Call& call);
Json begin_password_reset(Call& call);
Json answer(Call& call);
Json send_prompt(Call& call);
Json prompt(Call& call);
/// The prompt as server-sent events, until it no longer waits.
Response prompt_events(Call& call);
Json cancel(Call& call);
Json set_reset_password(Call& call);
Json sign_out(Call& call);
Json report(Call& call);

}  // namespace portal
