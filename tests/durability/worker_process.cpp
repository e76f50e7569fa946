#include "durability/worker_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <system_error>

namespace counterfoil::testing {

namespace {

void require(int code, const char* doing) {
  if (code != 0) throw std::system_error(code, std::generic_category(), doing);
}

/// The two ends of a pipe, closed with it unless they were taken. No child inherits them.
struct Pipe {
  std::array<int, 2> ends{-1, -1};

  Pipe() { require(::pipe2(ends.data(), O_CLOEXEC) == 0 ? 0 : errno, "pipe"); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }

  std::FILE* take(std::size_t end, const char* mode) {
    std::FILE* file = ::fdopen(ends[end], mode);
    require(file == nullptr ? errno : 0, "fdopen");
    ends[end] = -1;
    return file;
  }
};

}  // namespace

WorkerProcess::WorkerProcess(const std::vector<std::string>& arguments) {
  Pipe input;
  Pipe output;
  std::vector<std::string> words{COUNTERFOIL_DURABILITY_WORKER};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::posix_spawn_file_actions_t actions;
  require(::posix_spawn_file_actions_init(&actions), "spawn");
  ::posix_spawn_file_actions_adddup2(&actions, input.ends[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output.ends[1], STDOUT_FILENO);
  const int spawned = ::posix_spawn(&id_, pointers[0], &actions, nullptr, pointers.data(), ::environ);
  ::posix_spawn_file_actions_destroy(&actions);
  require(spawned, "spawn");
  to_.reset(input.take(1, "w"));
  from_.reset(output.take(0, "r"));
}

WorkerProcess::~WorkerProcess() {
  if (id_ < 0) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

std::optional<std::string> WorkerProcess::read_line() {
  std::string line;
  for (int character = 0; (character = std::fgetc(from_.get())) != EOF;) {
    if (character == '\n') return line;
    line.push_back(static_cast<char>(character));
  }
  return std::nullopt;
}

std::vector<std::string> WorkerProcess::read_lines() {
  std::vector<std::string> lines;
  while (auto line = read_line()) lines.push_back(*std::move(line));
  return lines;
}

void WorkerProcess::go() {
  std::fputc('\n', to_.get());
  std::fflush(to_.get());
}

int WorkerProcess::wait() {
  int status = -1;
  require(::waitpid(id_, &status, 0) == id_ ? 0 : errno, "waitpid");
  id_ = -1;
  return status;
}

void say(const std::string& line) {
  std::fputs((line + '\n').c_str(), stdout);
  std::fflush(stdout);
}

void wait_for_go() {
  std::fgetc(stdin);
}

}  // namespace counterfoil::testing
