#include "store/sqlite_log_room.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace counterfoil {

namespace {

// The log has a header, and one before each page (https://www.sqlite.org/fileformat2.html#walformat).
constexpr std::int64_t log_header = 32;
constexpr std::int64_t page_header = 24;

// Room for as much again as the log holds, within these, in pages.
constexpr int least_room = 16;
constexpr int most_room = 256;

}  // namespace

SqliteLogRoom::SqliteLogRoom(SqliteConnection& connection)
    : connection_(connection), page_size_(connection.integer("PRAGMA page_size")) {}

void SqliteLogRoom::provide() noexcept {
  if (end_of(pages_ + std::max(pages_of_a_commit_, least_room / 2)) <= size_) return;
  lengthen(end_of(pages_ + std::clamp(pages_, least_room, most_room)));
}

void SqliteLogRoom::log_grew(int pages) noexcept {
  if (pages < pages_) size_ = 0;  // it started again: somebody may have shortened the file
  pages_of_a_commit_ = std::max(pages - pages_, 0);
  pages_ = pages;
}

std::int64_t SqliteLogRoom::end_of(int pages) const noexcept {
  return log_header + pages * (page_header + page_size_);
}

// From the file's real end, which others may have moved: what lies before it may be a log.
void SqliteLogRoom::lengthen(std::int64_t size) noexcept {
  static constexpr std::array<std::byte, std::size_t{64} * 1024> zeros{};
  sqlite3_file* log = nullptr;
  ::sqlite3_file_control(connection_.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  sqlite3_int64 end = 0;
  if (log == nullptr || log->pMethods == nullptr || log->pMethods->xFileSize(log, &end) != SQLITE_OK) return;
  while (end < size) {
    const auto part = std::min<sqlite3_int64>(size - end, zeros.size());
    if (log->pMethods->xWrite(log, zeros.data(), static_cast<int>(part), end) != SQLITE_OK) return;
    end += part;
  }
  size_ = end;
}

}  // namespace counterfoil
