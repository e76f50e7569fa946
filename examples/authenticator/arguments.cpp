#include "arguments.hpp"

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string_view>

const char* const usage =
    R"(authenticator: the phone's side of Counterfoil's device protocol, in a terminal

A DEVELOPMENT TOOL. The keys of its accounts lie in the clear in a file that only you can read (mode 0600). A real
authenticator keeps them where the platform keeps keys.

  authenticator [OPTIONS] COMMAND

  add [LINK]          takes a registration link: as an operand, from a picture with --picture, or typed. A link
                      on the command line can be seen by others on this machine
  list                the accounts, numbered
  codes [ACCOUNT]     the one-time codes of now
  wait [ACCOUNT]      asks for requests every two seconds, shows them, and sends your answers
  register ACCOUNT    tries again when the reply to a registration was lost
  rotate ACCOUNT      replaces the key
  move ACCOUNT        shows the link by which another phone takes this one's place
  leave ACCOUNT       has the server forget this phone, and forgets the account
  forget ACCOUNT      forgets the account here, without a word to the server
  help                this text

ACCOUNT is a number of the list.

  --file PATH         where the accounts are kept: ~/.counterfoil-authenticator unless this says otherwise
  --ca PATH           certificate authorities (PEM) instead of the system's
  --picture PATH      add: a picture with the QR code, read by zbarimg
  --name NAME         add: how the browser calls this phone ("terminal")
  --yes               add: consents without asking
  --once              wait: asks once
  --for SECONDS       wait: for so long
)";

namespace {

/// The words, one by one.
class Words {
 public:
  Words(int count, char** words) : words_(words + 1, words + count) {}

  std::optional<std::string> next() {
    if (at_ == words_.size()) return std::nullopt;
    return words_[at_++];
  }

 private:
  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

std::nullopt_t refuse(const std::string& sentence) {
  std::cerr << "authenticator: " << sentence << "; \"authenticator help\" says more\n";
  return std::nullopt;
}

bool read_seconds(const std::string& text, Arguments& arguments) {
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size() || seconds < 0) return false;
  arguments.wait_for = std::chrono::seconds(seconds);
  return true;
}

/// Takes one option. @return whether it is one and is complete.
bool take_option(const std::string& option, Words& words, Arguments& arguments) {
  if (option == "--yes") return arguments.consents = true;
  if (option == "--once") {
    arguments.wait_for = std::chrono::seconds(0);
    return true;
  }
  const auto value = words.next();
  if (!value) return false;
  if (option == "--for") return read_seconds(*value, arguments);
  std::string* const place = option == "--file"      ? &arguments.file
                             : option == "--ca"      ? &arguments.authorities
                             : option == "--picture" ? &arguments.picture
                             : option == "--name"    ? &arguments.device_name
                                                     : nullptr;
  if (place == nullptr) return false;
  *place = *value;
  return true;
}

}  // namespace

std::optional<Arguments> read_arguments(int count, char** words_in) {
  Arguments arguments;
  arguments.device_name = "terminal";
  Words words(count, words_in);
  while (const auto word = words.next()) {
    if (word->rfind("--", 0) == 0) {
      if (!take_option(*word, words, arguments)) return refuse("cannot use the option " + *word);
    } else if (arguments.command.empty()) {
      arguments.command = *word;
    } else {
      arguments.operands.push_back(*word);
    }
  }
  if (arguments.command.empty()) return refuse("expected a command");
  if (arguments.operands.size() > 1) return refuse("expected at most one operand");
  const char* const home = std::getenv("HOME");  // NOLINT: no other thread runs
  if (arguments.file.empty() && home != nullptr) {
    arguments.file = std::string(home) + "/.counterfoil-authenticator";
  }
  if (arguments.file.empty()) return refuse("expected --file, since there is no HOME");
  return arguments;
}
