#pragma once

#include "api/call.hpp"
#include "api/views.hpp"

namespace portal {

Json overview(Call& call);
Json rename_method(Call& call);
Json remove_method(Call& call);
Json set_default(Call& call);
Json change_password(Call& call);
Json screen_password(Call& call);
Json sessions(Call& call);
Json end_session(Call& call);
Json browsers(Call& call);
Json forget_browser(Call& call);
Json sign_out_everywhere(Call& call);
Json activity(Call& call);

}  // namespace portal
