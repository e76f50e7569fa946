#include "options.hpp"

#include <charconv>
#include <stdexcept>

namespace portal {
namespace {

std::uint16_t port_in(const std::string& text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) {
    throw std::invalid_argument("not a port: " + text);
  }
  return port;
}

}  // namespace

const char* const usage =
    R"(usage: portal FOLDER [options]

  Serves the portal and the phone's web app. FOLDER has, or gets, the databases and the keys.

  --port N                 of the portal (8080)
  --authenticator-port N   of the phone's web app (8081)
  --host NAME              as browsers name this machine (localhost)
  --address ADDRESS        to listen at (127.0.0.1); any but loopback needs a certificate
  --certificate FILE       PEM, with --private-key FILE: serves HTTPS
  --trusted-proxy ADDRESS  whose X-Forwarded-For is believed; may be repeated
  --demo                   makes the demo accounts
  --movable-clock          with --demo: lets POST /demo/clock move the engine's clock, for tests
  --quiet                  no request log on standard error
)";

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string& name = arguments[at];
    const auto value = [&]() -> const std::string& {
      if (at + 1 == arguments.size()) throw std::invalid_argument(name + " needs a value");
      return arguments[++at];
    };
    if (name == "--port")
      options.port = port_in(value());
    else if (name == "--authenticator-port")
      options.authenticator_port = port_in(value());
    else if (name == "--host")
      options.host = value();
    else if (name == "--address")
      options.address = value();
    else if (name == "--certificate")
      options.certificate = value();
    else if (name == "--private-key")
      options.private_key = value();
    else if (name == "--trusted-proxy")
      options.trusted_proxies.push_back(value());
    else if (name == "--demo")
      options.demo = true;
    else if (name == "--movable-clock")
      options.movable_clock = true;
    else if (name == "--quiet")
      options.quiet = true;
    else if (name.starts_with("--") || !options.folder.empty())
      throw std::invalid_argument("unknown: " + name);
    else
      options.folder = name;
  }
  if (options.folder.empty()) throw std::invalid_argument("FOLDER is missing");
  if (options.certificate.empty() != options.private_key.empty()) {
    throw std::invalid_argument("--certificate and --private-key go together");
  }
  if (options.movable_clock && !options.demo)
    throw std::invalid_argument("--movable-clock is for --demo only");
  return options;
}

}  // namespace portal
