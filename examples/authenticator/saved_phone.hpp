#pragma once

#include <optional>
#include <string>

#include <counterfoil/device/phone.hpp>

/// An open file descriptor, closed at the end.
class File {
 public:
  explicit File(int number) noexcept : number_(number) {}
  File(File&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  File& operator=(File&&) = delete;
  ~File();

  int number() const noexcept { return number_; }
  bool is_open() const noexcept { return number_ >= 0; }

 private:
  int number_;
};

/// The phone and the file that it is kept in: keys in the clear, readable by nobody but its owner. While this lives,
/// no other program has the file.
class SavedPhone {
 public:
  /// Waits for nobody. A file that is not there is an empty phone.
  /// @return errc::provider_failed; errc::key_file_exposed when others may read the file or it is not a plain file of
  ///         this user; errc::document_damaged, errc::schema_too_new.
  static counterfoil::Result<SavedPhone> open(const std::string& path);

  counterfoil::device::Phone& phone() noexcept { return phone_; }
  /// Writes a new file in place of the old one, all or nothing. @return errc::provider_failed.
  counterfoil::Result<void> save() const;

 private:
  SavedPhone(std::string path, File lock, counterfoil::device::Phone phone)
      : path_(std::move(path)), lock_(std::move(lock)), phone_(std::move(phone)) {}

  std::string path_;
  File lock_;
  counterfoil::device::Phone phone_;
};
