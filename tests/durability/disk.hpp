#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace counterfoil::testing {

/// Something that SQLite asks of a disk and that matters when it is interrupted there.
struct DiskCall {
  enum class Kind {
    write,
    truncate,
    sync,
    remove,
    lock,  ///< Of the shared memory beside the write-ahead log: the moments between changes of that.
  };

  Kind kind;
  std::string path;
  std::span<const std::byte> bytes{};  ///< write: what
  std::int64_t offset = 0;             ///< write: where; truncate: the new size
  bool is_durable = false;             ///< remove: whether the directory is synced too
};

/// A disk between SQLite and the real one.
///
/// Thread safety: called from several threads at once.
class Disk {
 public:
  /// Does what a call asks, or another one, on the real disk. @return SQLite's code.
  using PassOn = std::function<int(const DiskCall&)>;

  Disk() = default;
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  virtual ~Disk() = default;

  /// A file is about to be opened, and made if it is not there.
  virtual void open(const std::string& path);
  /// Otherwise files are opened for reading only, as SQLite's own VFS then does.
  virtual bool can_be_opened_for_writing() const;
  /// @return the code that SQLite gets.
  virtual int call(const DiskCall& call, const PassOn& pass_on) = 0;
};

/// The same call for the first half of what it writes: how a write looks that is interrupted.
DiskCall half_of(DiskCall write);

/// A VFS of SQLite by which a database lies on a disk of ours, as long as this lives.
class DiskVfs {
 public:
  /// @param disk  outlives this.
  DiskVfs(std::string name, Disk& disk);
  DiskVfs(const DiskVfs&) = delete;
  DiskVfs& operator=(const DiskVfs&) = delete;
  ~DiskVfs();

  const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
  ::sqlite3_vfs vfs_;
};

}  // namespace counterfoil::testing
