#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "durability/disk.hpp"

namespace counterfoil::testing {

/// A disk that keeps apart what has been synced and what has not, and loses power at one call. After that every
/// call fails; what is left is told by restore().
///
/// What has not been synced may be lost, all of it or sector by sector in any order; a new or removed name likewise.
///
/// Thread safety: as Disk; restore() when nobody calls any more.
class PowerCutDisk final : public Disk {
 public:
  /// @param fatal_call  counted from 1; 0: never.
  explicit PowerCutDisk(std::size_t fatal_call) : fatal_call_(fatal_call) {}

  void open(const std::string& path) override;
  int call(const DiskCall& call, const PassOn& pass_on) override;

  /// Loses power now.
  void cut();
  bool is_cut() const;
  std::size_t calls() const;

  /// Writes into `folder` the files as they are found when power is back.
  /// @param seed  which unsynced sectors are there; none: none of them.
  void restore(const std::string& folder, std::optional<std::uint64_t> seed) const;

 private:
  struct Change {
    DiskCall::Kind kind;
    std::string bytes;
    std::size_t offset;  // truncate: the new size
  };

  struct File {
    bool is_name_synced = false;
    bool is_removed = false;  // and that was not synced
    std::string synced;
    std::vector<Change> unsynced;
  };

  void note(const DiskCall& call);
  void sync_names();

  const std::size_t fatal_call_;
  mutable std::mutex mutex_;
  bool is_cut_ = false;
  std::size_t calls_ = 0;
  std::map<std::string, File> files_;
  // What had a name before the file that has it now, as long as that name is not synced.
  std::map<std::string, std::string> former_;
};

}  // namespace counterfoil::testing
