#pragma once

#include <string>
#include <vector>

#include "counterfoil/base/secret.hpp"

namespace counterfoil::testing {

/// What a story is when nothing disturbs it.
struct StoryRecord {
  /// The whole database when so many things had been stored: `databases[0]` is the empty one.
  std::vector<std::string> databases;
  /// For each operation, how many things had been stored when it was done.
  std::vector<std::size_t> stored_after;
  SecretBytes recovery_code;
};

/// Told once in each program.
const StoryRecord& story_record();

/// All rows of all tables, as text; empty without any.
std::string database_text(const std::string& path);

/// Checks, with Catch2, what a story left in `folder` when it ended after `acknowledged` things had been stored for
/// certain: a whole database that is that of one moment of the story, with everything acknowledged, with event
/// chains that hold, and in which a code is spent if, and only if, its sign-in is stored; and that it goes on from
/// there.
/// @return how many things are stored.
std::size_t check_remains(const std::string& folder, std::size_t acknowledged);

}  // namespace counterfoil::testing
