#pragma once

#include <memory>
#include <optional>
#include <string>

#include "counterfoil/provider/store.hpp"

namespace counterfoil::testing {

/// The functions of Store.
enum class StoreOperation {
  load,
  commit,
  find,
  scan,
  journal,
  prune,
  erase,
  claim,
  settle,
  sweep,
  on_change
};

/// One call at the port of a store, as FaultyStore records it.
struct StoreCall {
  StoreOperation operation;
  /// load, commit, scan: the row's kind. journal, prune, erase: account.
  std::optional<RowKind> row{};
  /// find: the key's kind.
  std::optional<LookupKind> lookup{};
  /// load, commit: the row's name. journal, prune, erase: the account's id. Otherwise empty.
  std::string name{};
  /// commit: the whole change.
  std::shared_ptr<const Change> change{};
};

/// The call without what is individual about it: `"load account"`, `"find username"`, `"claim"`. Two
/// operations whose shapes are equal cannot be told apart by what they ask of the store.
std::string shape(const StoreCall& call);

}  // namespace counterfoil::testing
