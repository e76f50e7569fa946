#include "durability/power_cut_disk.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <utility>

namespace counterfoil::testing {

namespace {

constexpr std::size_t sector = 512;

/// Whether something unsynced is there when power is back.
class Luck {
 public:
  explicit Luck(std::optional<std::uint64_t> seed) : has_any_(seed.has_value()), random_(seed.value_or(0)) {}

  bool next() { return has_any_ && (random_() & 1U) != 0; }

 private:
  bool has_any_;
  std::mt19937_64 random_;
};

void write_at(std::string& content, std::size_t offset, std::string_view bytes) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size(), '\0');
  content.replace(offset, bytes.size(), bytes);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The parts of a write that lie in different sectors, each of them there or not.
void write_sectors(std::string& content, std::size_t offset, std::string_view bytes, Luck& luck) {
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), sector - offset % sector);
    if (luck.next()) write_at(content, offset, bytes.substr(0, size));
    offset += size;
    bytes.remove_prefix(size);
  }
}

}  // namespace

void PowerCutDisk::open(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto known = files_.find(path);
  if (known != files_.end() && !known->second.is_removed) return;
  if (known != files_.end()) {
    if (known->second.is_name_synced) former_[path] = known->second.synced;
    files_[path] = File{};
  } else {
    const bool exists = std::filesystem::exists(path);
    files_[path] = File{exists, false, exists ? read_file(path) : std::string(), {}};
  }
}

int PowerCutDisk::call(const DiskCall& call, const PassOn& pass_on) {
  if (call.kind == DiskCall::Kind::lock) return pass_on(call);
  const std::lock_guard lock(mutex_);
  if (!is_cut_ && ++calls_ == fatal_call_) is_cut_ = true;
  if (is_cut_) return SQLITE_IOERR;
  // What is synced is known here; the real disk need not do it.
  const int code = call.kind == DiskCall::Kind::sync ? SQLITE_OK : pass_on(call);
  if (code == SQLITE_OK) note(call);
  return code;
}

void PowerCutDisk::note(const DiskCall& call) {
  File& file = files_[call.path];
  switch (call.kind) {
    case DiskCall::Kind::write: {
      const auto* text = reinterpret_cast<const char*>(call.bytes.data());
      file.unsynced.push_back(
          {call.kind, std::string(text, call.bytes.size()), static_cast<std::size_t>(call.offset)});
      break;
    }
    case DiskCall::Kind::truncate:
      file.unsynced.push_back({call.kind, {}, static_cast<std::size_t>(call.offset)});
      break;
    case DiskCall::Kind::sync:
      for (const Change& change : file.unsynced) {
        if (change.kind == DiskCall::Kind::truncate) {
          file.synced.resize(change.offset, '\0');
        } else {
          write_at(file.synced, change.offset, change.bytes);
        }
      }
      file.unsynced.clear();
      if (!file.is_name_synced) sync_names();
      break;
    case DiskCall::Kind::remove:
      file.is_removed = true;
      if (call.is_durable) sync_names();
      break;
    case DiskCall::Kind::lock:
      break;
  }
}

// SQLite syncs the directory together with a new log or journal.
void PowerCutDisk::sync_names() {
  std::erase_if(files_, [](const auto& entry) { return entry.second.is_removed; });
  for (auto& entry : files_) entry.second.is_name_synced = true;
  former_.clear();
}

void PowerCutDisk::cut() {
  const std::lock_guard lock(mutex_);
  is_cut_ = true;
}

bool PowerCutDisk::is_cut() const {
  const std::lock_guard lock(mutex_);
  return is_cut_;
}

std::size_t PowerCutDisk::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

void PowerCutDisk::restore(const std::string& folder, std::optional<std::uint64_t> seed) const {
  Luck luck(seed);
  for (const auto& [path, file] : files_) {
    std::string content = file.synced;
    const bool is_new_there = !file.is_removed && (file.is_name_synced || luck.next());
    if (is_new_there) {
      for (const Change& change : file.unsynced) {
        if (change.kind == DiskCall::Kind::write) {
          write_sectors(content, change.offset, change.bytes, luck);
        } else if (luck.next()) {
          content.resize(change.offset, '\0');
        }
      }
    } else if (file.is_removed && file.is_name_synced) {
      if (luck.next()) continue;  // gone; otherwise it is back
    } else if (const auto former = former_.find(path); former != former_.end()) {
      if (luck.next()) continue;
      content = former->second;
    } else {
      continue;
    }
    const auto name = std::filesystem::path(path).filename();
    std::ofstream(std::filesystem::path(folder) / name, std::ios::binary) << content;
  }
}

}  // namespace counterfoil::testing
