#include "qr_picture.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string_view>

extern char** environ;

using namespace counterfoil;

namespace {

constexpr std::size_t max_output = 8192;

/// Starts zbarimg without a shell, so that the path is only a path. @return its process, or −1.
pid_t start_zbarimg(const std::string& path, const std::array<int, 2>& ends) {
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions) != 0) return -1;
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::array<std::string, 6> words = {"zbarimg",         "--quiet",
                                      "--raw",           "-Sdisable",
                                      "-Sqrcode.enable", path.rfind('-', 0) == 0 ? "./" + path : path};
  std::array<char*, 7> pointers{};
  for (std::size_t i = 0; i < words.size(); ++i) pointers[i] = words[i].data();
  pid_t process = -1;
  const int failure = posix_spawnp(&process, words[0].c_str(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failure == 0 ? process : -1;
}

std::string read_all(int file) {
  std::string text;
  std::array<char, 4096> part{};
  for (ssize_t size = 0; (size = read(file, part.data(), part.size())) > 0;) {
    if (text.size() < max_output) text.append(part.data(), static_cast<std::size_t>(size));
  }
  wipe(part.data(), part.size());
  return text;
}

}  // namespace

Result<SecretBytes> read_qr_picture(const std::string& path) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return Error(errc::provider_failed, "picture: no pipe to zbarimg");
  const pid_t process = start_zbarimg(path, ends);
  close(ends[1]);
  std::string text = process < 0 ? "" : read_all(ends[0]);
  close(ends[0]);
  if (process < 0) return Error(errc::provider_failed, "picture: cannot start zbarimg (package zbar-tools)");
  int status = 0;
  waitpid(process, &status, 0);
  const std::string_view line = std::string_view(text).substr(0, text.find('\n'));
  const bool is_one = !line.empty() && line.size() + 1 >= text.size();
  const SecretBytes link(is_one ? line : std::string_view{});
  wipe(text.data(), text.size());
  if (status != 0 || !is_one) return Error(errc::invalid_uri, "picture: expected exactly one QR code");
  return link;
}
