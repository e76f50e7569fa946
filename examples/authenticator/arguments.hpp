#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// What the command line says.
struct Arguments {
  std::string file;                   ///< Where the phone is kept.
  std::string authorities;            ///< A file of certificate authorities instead of the system's.
  std::string command;                ///< "add", "list", …
  std::vector<std::string> operands;  ///< What follows the command.
  std::string picture;                ///< Of a QR code, for add.
  std::string device_name;            ///< For add.
  bool consents = false;              ///< Says yes to what add shows, without asking.
  std::optional<std::chrono::seconds> wait_for{};  ///< How long wait waits; 0: it asks once.
};

/// @return none, after a sentence on standard error, when they make no sense.
std::optional<Arguments> read_arguments(int count, char** words);

/// What `help` prints.
extern const char* const usage;
