#include "crypto/private_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace counterfoil::detail {

namespace {

constexpr std::size_t largest_file = 1U << 20;
constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

Error failed(const std::string& path, const char* what, int number) {
  return {errc::provider_failed, path + ": it cannot be " + std::string(what) + ": " +
                                     std::error_code(number, std::generic_category()).message()};
}

Error exposed(const std::string& path, const char* expected) {
  return {errc::key_file_exposed, path + ": expected " + std::string(expected)};
}

template <class Call>
auto retried(const Call& call) noexcept {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

FileDescriptor open_file(const std::string& path, int flags) noexcept {
  return FileDescriptor(
      retried([&] { return ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, owner_only); }));
}

Result<void> check_private(const std::string& path, const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return exposed(path, "a regular file");
  if (status.st_uid != ::geteuid()) return exposed(path, "a file that belongs to the user of this process");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return exposed(path, "no permission for group and others (mode 0600)");
  }
  return {};
}

Result<void> write_all(const FileDescriptor& file, const std::string& path, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = retried([&] { return ::write(file.number(), bytes.data(), bytes.size()); });
    if (written < 0) return failed(path, "written", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(file.number()) != 0) return failed(path, "synced to disk", errno);
  return {};
}

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (is_open()) ::close(number_);
}

PrivateFile::PrivateFile(const std::string& path)
    : path_(path), new_path_(path + ".new"), directory_(directory_of(path)) {}

Result<SecretBytes> PrivateFile::read() const {
  const FileDescriptor file = open_file(path_, O_RDONLY);
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR)
      return Error(errc::key_file_missing, path_ + ": there is no such file");
    if (errno == ELOOP) return exposed(path_, "a file, not a symbolic link");
    return failed(path_, "opened", errno);
  }
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return failed(path_, "examined", errno);
  if (auto checked = check_private(path_, status); !checked) return std::move(checked).error();
  if (auto checked = check_directory(); !checked) return std::move(checked).error();
  if (static_cast<std::size_t>(status.st_size) > largest_file) {
    return Error(errc::key_file_damaged, path_ + ": expected at most 1 MiB");
  }

  SecretBytes content(static_cast<std::size_t>(status.st_size));
  std::size_t filled = 0;
  while (filled < content.size()) {
    const auto rest = content.write(SecretAccess::grant()).subspan(filled);
    const ssize_t got = retried([&] { return ::read(file.number(), rest.data(), rest.size()); });
    if (got < 0) return failed(path_, "read", errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  content.shrink(filled);
  return content;
}

Result<FileDescriptor> PrivateFile::lock() const {
  if (auto checked = check_directory(); !checked) return std::move(checked).error();
  const std::string lock_path = path_ + ".lock";
  FileDescriptor file = open_file(lock_path, O_RDWR | O_CREAT);
  if (!file.is_open()) {
    if (errno == ELOOP) return exposed(lock_path, "a file, not a symbolic link");
    return failed(lock_path, "opened", errno);
  }
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return failed(lock_path, "examined", errno);
  if (auto checked = check_private(lock_path, status); !checked) return std::move(checked).error();
  if (retried([&] { return ::flock(file.number(), LOCK_EX); }) != 0)
    return failed(lock_path, "locked", errno);
  return file;
}

// link() refuses to replace and shows the whole file at once, which O_EXCL on the path itself would not.
Result<void> PrivateFile::create(const SecretBytes& content) const {
  if (auto written = write_new(content); !written) return written;
  const int linked = ::link(new_path_.c_str(), path_.c_str());
  const int fault = errno;
  ::unlink(new_path_.c_str());
  if (linked != 0 && fault == EEXIST) {
    return Error(errc::already_exists, path_ + ": it exists already and is not replaced");
  }
  if (linked != 0) return failed(path_, "created", fault);
  return sync_directory();
}

Result<void> PrivateFile::replace(const SecretBytes& content) const {
  if (auto written = write_new(content); !written) return written;
  if (::rename(new_path_.c_str(), path_.c_str()) != 0) return failed(path_, "replaced", errno);
  return sync_directory();
}

Result<void> PrivateFile::check_directory() const {
  struct stat status {};
  if (::stat(directory_.c_str(), &status) != 0) return failed(directory_, "examined", errno);
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return exposed(directory_, "a directory that belongs to the user of this process or to root");
  }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && (status.st_mode & S_ISVTX) == 0) {
    return exposed(directory_, "a directory that group and others cannot write to");
  }
  return {};
}

Result<void> PrivateFile::write_new(const SecretBytes& content) const {
  ::unlink(new_path_.c_str());  // what a crash may have left
  const FileDescriptor file = open_file(new_path_, O_WRONLY | O_CREAT | O_EXCL);
  if (!file.is_open()) return failed(new_path_, "created", errno);
  auto written = write_all(file, new_path_, content.read(SecretAccess::grant()));
  if (!written) ::unlink(new_path_.c_str());
  return written;
}

Result<void> PrivateFile::sync_directory() const {
  const FileDescriptor directory(
      retried([&] { return ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!directory.is_open()) return failed(directory_, "opened", errno);
  if (::fsync(directory.number()) != 0) return failed(directory_, "synced to disk", errno);
  return {};
}

}  // namespace counterfoil::detail
