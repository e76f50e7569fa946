// Registers a code app and checks the codes it shows: what a sign-in page does, in a terminal.

#include <iostream>
#include <string>
#include <string_view>

#include "code_check.hpp"
#include "registration.hpp"

using namespace counterfoil;

namespace {

constexpr int failed = 1;
constexpr int wrong_usage = 2;

int report(const Error& error) {
  std::cerr << "code_app: " << error.message << '\n';
  return failed;
}

void show(const Registration& registration) {
  std::cout << "1. Scan this with any code app on a phone. It needs a window of " << registration.columns
            << " by " << registration.lines + 1 << " characters.\n"
            << "   To enter it by hand instead: a time-based key, "
            << registration.typed_form.read_text(SecretAccess::grant()) << '\n'
            << "2. Type the code that the app shows. Then try the same code again, and a wrong one.\n"
            << "An empty line or \"quit\" ends it; the secret is kept nowhere.\n\n"
            << registration.picture << '\n';
}

int check_typed_codes(CodeCheck& check) {
  std::string line;
  while (std::cout << "code> " << std::flush && std::getline(std::cin, line)) {
    if (line.empty() || line == "quit") return 0;
    const auto answer = check.answer(line);
    if (!answer) return report(answer.error());
    std::cout << *answer << '\n';
  }
  std::cout << '\n';
  return 0;
}

}  // namespace

int main(int count, char** /*arguments*/) {
  if (count > 1) {
    std::cerr << "code_app: takes no arguments; it shows a QR code and reads codes from standard input\n";
    return wrong_usage;
  }
  auto registration = begin_registration("Counterfoil", "demo", *system_entropy());
  if (!registration) return report(registration.error());
  show(*registration);
  CodeCheck check(std::move(registration->secret), registration->parameters, system_clock());
  return check_typed_codes(check);
}
