#include "store/sqlite_watch.hpp"

#include <exception>

namespace counterfoil {

bool SqliteWatch::changed() noexcept {
  try {
    if (!open_) open_.emplace(options_);
    auto rows = open_->data_version.run();
    const std::int64_t before = seen_;
    if (rows.next()) seen_ = rows.integer(0);
    return seen_ != before;
  } catch (const std::exception&) {
    return true;
  }
}

}  // namespace counterfoil
