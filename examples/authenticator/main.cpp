// The phone's side of the device protocol in a terminal. See README.md.

#include <iostream>
#include <string_view>

#include "commands.hpp"
#include "waiting.hpp"

using namespace counterfoil;

namespace {

constexpr int failed = 1;
constexpr int wrong_usage = 2;

struct Command {
  std::string_view name;
  Result<void> (*run)(Session&);
};

constexpr Command commands[] = {{"add", add},   {"list", list},     {"codes", codes},
                                {"wait", wait}, {"rotate", rotate}, {"register", register_again},
                                {"move", move}, {"leave", leave},   {"forget", forget}};

int run(const Command& command, const Arguments& arguments) {
  auto saved = SavedPhone::open(arguments.file);
  if (!saved) {
    std::cerr << "authenticator: " << saved.error().message << '\n';
    return failed;
  }
  Session session{arguments, *std::move(saved), Post(arguments.authorities), system_clock()};
  const auto done = command.run(session);
  if (done) return 0;
  std::cerr << "authenticator: " << done.error().message << '\n';
  return failed;
}

}  // namespace

int main(int count, char** words) {
  const auto arguments = read_arguments(count, words);
  if (!arguments) return wrong_usage;
  if (arguments->command == "help") {
    std::cout << usage;
    return 0;
  }
  for (const Command& command : commands) {
    if (command.name == arguments->command) return run(command, *arguments);
  }
  std::cerr << "authenticator: no command \"" << arguments->command
            << "\"; \"authenticator help\" lists them\n";
  return wrong_usage;
}
