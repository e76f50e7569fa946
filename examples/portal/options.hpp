#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace portal {

/// What the command line says.
struct Options {
  std::string folder;
  std::string address = "127.0.0.1";
  std::string host = "localhost";  ///< As browsers name it.
  std::uint16_t port = 8080;
  std::uint16_t authenticator_port = 8081;
  std::string certificate{};
  std::string private_key{};
  std::vector<std::string> trusted_proxies{};
  bool demo = false;
  bool movable_clock = false;
  bool quiet = false;
};

extern const char* const usage;

/// Reads the command line. Throws std::invalid_argument with a sentence.
Options parse_options(const std::vector<std::string>& arguments);

}  // namespace portal
