#include "demo_clock.hpp"

#include <charconv>

namespace portal {

using namespace counterfoil;

Result<Timestamp> DemoClock::now() {
  return system_->now().transform([&](Timestamp time) { return time + Duration(ahead_.load()); });
}

Handler with_clock(Handler site, std::shared_ptr<DemoClock> clock) {
  return [site = std::move(site), clock = std::move(clock)](Request& request) {
    if (request.path != "/demo/clock" || request.method != "POST") return site(request);
    int seconds = 0;
    const auto [end, error] =
        std::from_chars(request.body.data(), request.body.data() + request.body.size(), seconds);
    Response response;
    response.route = "/demo/clock";
    response.status = error == std::errc() && *end == '\0' ? 204 : 400;
    if (response.status == 204) clock->advance(std::chrono::seconds(seconds));
    return response;
  };
}

}  // namespace portal
