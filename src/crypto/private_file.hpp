#pragma once

#include <string>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil::detail {

/// An open file descriptor, closed at the end.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number = -1) noexcept : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int number() const noexcept { return number_; }
  bool is_open() const noexcept { return number_ >= 0; }

 private:
  int number_;
};

/// A file that holds secrets, beside which a lock file and, during a write, `<path>.new` lie. See KeyRingFile
/// for what is demanded of it.
class PrivateFile {
 public:
  explicit PrivateFile(const std::string& path);

  /// The whole content. @return errc::key_file_missing, errc::key_file_exposed, errc::key_file_damaged when
  /// it is too large, errc::provider_failed. Throws std::bad_alloc only.
  Result<SecretBytes> read() const;

  /// Waits for the lock that writers hold; closing it gives it back. @return errc::key_file_exposed,
  /// errc::provider_failed.
  Result<FileDescriptor> lock() const;

  /// Writes the content to a file that is not there yet, all or nothing. Under the lock.
  /// @return errc::already_exists, errc::provider_failed.
  Result<void> create(const SecretBytes& content) const;

  /// Writes the content in place of what is there, all or nothing. Under the lock. @return
  /// errc::provider_failed.
  Result<void> replace(const SecretBytes& content) const;

 private:
  Result<void> check_directory() const;
  Result<void> write_new(const SecretBytes& content) const;
  Result<void> sync_directory() const;

  std::string path_;
  std::string new_path_;
  std::string directory_;
};

}  // namespace counterfoil::detail
