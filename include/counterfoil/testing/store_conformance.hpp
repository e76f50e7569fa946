#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "counterfoil/provider/store.hpp"

namespace counterfoil::testing {

/// Opens a store on one set of data, which is empty at the first call. Called several times, it gives several
/// stores on the same data, as several processes would have; called after all earlier ones are gone, it gives
/// the data as it was left. It throws when it cannot.
using OpenStore = std::function<std::shared_ptr<Store>()>;

/// A claim that does not hold. The text says which expectation failed and where.
class ConformanceFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One thing that every store must do.
struct StoreCheck {
  /// What is claimed, as a sentence.
  std::string claim;
  /// Whether it uses many threads at once: worth a run under ThreadSanitizer.
  bool is_race;
  /// Checks it on data of its own; throws ConformanceFailure. May take a few seconds on a durable store.
  std::function<void(const OpenStore&)> run;
};

/// The conformance kit: what is written in the contract of Store, as checks that know nothing of how a store
/// is made. A store passes when each of them, given data of its own, returns without throwing:
///
///     for (const StoreCheck& check : store_conformance_checks()) {
///       TemporaryDatabase database;
///       check.run([&] { return open_my_store(database.path()); });
///     }
///
/// The checks neither sleep nor measure time; where they wait for a notification they give up after 30 s.
std::vector<StoreCheck> store_conformance_checks();

}  // namespace counterfoil::testing
