#pragma once

#include <string>

#include "counterfoil/store/sqlite_store.hpp"

namespace counterfoil {

/// Copies the database that `options` names into the new file `path`. Throws StoreFailure.
void back_up_sqlite(const SqliteOptions& options, const std::string& path);

}  // namespace counterfoil
