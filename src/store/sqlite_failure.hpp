#pragma once

#include <string>

#include "store/store_failure.hpp"

namespace counterfoil {

/// What SQLite answered when it did not do what was asked.
class SqliteFailure : public StoreFailure {
 public:
  /// @param code  an extended result code.
  SqliteFailure(int code, const std::string& doing);

  bool is_disk_full() const noexcept;

 private:
  int code_;
};

/// Throws SqliteFailure unless `code` is SQLITE_OK.
void require_ok(int code, const char* doing);

}  // namespace counterfoil
