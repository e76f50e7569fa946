#include "saved_phone.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

using namespace counterfoil;
using device::Phone;

namespace {

constexpr off_t max_file = off_t{4} << 20;
constexpr mode_t owner_only = 0600;

Error failed(const std::string& path, const std::string& why) {
  return Error(errc::provider_failed, path + ": " + why);
}

Error failed_by_system(const std::string& path) {
  return failed(path, std::strerror(errno));  // NOLINT: no other thread runs
}

/// @return the size, when nobody but this user can read it.
Result<std::size_t> check_file(int file, const std::string& path) {
  struct stat found {};
  if (fstat(file, &found) != 0) return failed_by_system(path);
  if (!S_ISREG(found.st_mode) || found.st_uid != geteuid() || (found.st_mode & 077U) != 0) {
    return Error(errc::key_file_exposed,
                 path + ": expected a file of yours that nobody else can read (mode 0600)");
  }
  if (found.st_size > max_file) return failed(path, "is too large");
  return static_cast<std::size_t>(found.st_size);
}

Result<SecretBytes> read_file(int file, const std::string& path) {
  const auto size = check_file(file, path);
  if (!size) return size.error();
  SecretBytes content(*size);
  auto rest = content.write(SecretAccess::grant());
  while (!rest.empty()) {
    const ssize_t count = read(file, rest.data(), rest.size());
    if (count <= 0) return failed(path, "cannot be read");
    rest = rest.subspan(static_cast<std::size_t>(count));
  }
  return content;
}

Result<void> write_file(int file, const SecretBytes& content, const std::string& path) {
  for (ByteView rest = content.read(SecretAccess::grant()); !rest.empty();) {
    const ssize_t count = write(file, rest.data(), rest.size());
    if (count <= 0) return failed_by_system(path);
    rest = rest.subspan(static_cast<std::size_t>(count));
  }
  if (fsync(file) != 0) return failed_by_system(path);
  return {};
}

}  // namespace

File::~File() {
  if (number_ >= 0) close(number_);
}

Result<SavedPhone> SavedPhone::open(const std::string& path) {
  const std::string lock_path = path + ".lock";
  File lock(::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, owner_only));
  if (!lock.is_open()) return failed_by_system(lock_path);
  if (flock(lock.number(), LOCK_EX | LOCK_NB) != 0) return failed(path, "is in use by another authenticator");

  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.is_open()) {
    if (errno != ENOENT) return failed_by_system(path);
    return SavedPhone(path, std::move(lock), Phone(system_entropy()));
  }
  const auto saved = read_file(file.number(), path);
  if (!saved) return saved.error();
  auto phone = Phone::restore(*saved, system_entropy());
  if (!phone) return std::move(phone).error();
  return SavedPhone(path, std::move(lock), *std::move(phone));
}

Result<void> SavedPhone::save() const {
  const auto content = phone_.save();
  if (!content) return content.error();
  const std::string new_path = path_ + ".new";
  unlink(new_path.c_str());
  const File file(::open(new_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, owner_only));
  if (!file.is_open()) return failed_by_system(new_path);
  if (auto written = write_file(file.number(), *content, new_path); !written) return written;
  if (std::rename(new_path.c_str(), path_.c_str()) != 0) return failed_by_system(path_);
  return {};
}
