#pragma once

#include <string>

namespace counterfoil {

/// Makes an empty file, readable and writable by its owner only, unless it exists, and syncs its directory.
/// Never opens it: closing a file that SQLite has open elsewhere in the process would drop SQLite's locks.
/// @return whether it was made. Throws StoreFailure.
bool make_private_file(const std::string& path);

/// Gives the file `from` the name `to` unless that exists, and syncs the directory.
/// @return whether it was given. Throws StoreFailure.
bool publish_file(const std::string& from, const std::string& to);

}  // namespace counterfoil
