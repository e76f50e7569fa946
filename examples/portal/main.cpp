// The portal: sign-in, Security info, and the phone's web app, in one program.

#include <sys/resource.h>

#include <cstdlib>
#include <iostream>

#include "demo_clock.hpp"
#include "demo_welcome.hpp"
#include "http/request_log.hpp"
#include "http/server.hpp"
#include "options.hpp"
#include "portal.hpp"
#include "sites.hpp"

namespace {

using namespace portal;

std::string origin(const Options& options, std::uint16_t port) {
  return (options.certificate.empty() ? "http://" : "https://") + options.host + ":" + std::to_string(port);
}

/// As many open connections as the system lets us have.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void serve(const Options& options) {
  raise_file_limit();
  set_request_log(!options.quiet);
  PortalOptions what{options.folder,
                     {origin(options, options.port), origin(options, options.authenticator_port)},
                     options.demo};
  const auto clock = std::make_shared<DemoClock>();
  if (options.movable_clock) what.clock = clock;
  Portal opened = open_portal(what);
  Handler site = portal_site(opened);
  if (options.movable_clock) site = with_clock(std::move(site), clock);
  const auto listener = [&](std::uint16_t port, Handler handler) {
    return Listener{options.address, port, std::move(handler), options.certificate, options.private_key};
  };
  Server server({listener(options.port, std::move(site)),
                 listener(options.authenticator_port, authenticator_site(opened))},
                HttpLimits{}, options.trusted_proxies);
  std::cout << "Serving " << what.addresses.portal << " and " << what.addresses.authenticator << '\n';
  if (options.demo) print_welcome(std::cout, what.addresses);
  std::cout << std::flush;
  server.run();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  try {
    options = parse_options({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "portal: " << error.what() << "\n\n" << usage;
    return 2;
  }
  try {
    serve(options);
  } catch (const std::exception& error) {
    std::cerr << "portal: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
