#pragma once

#include <memory>

#include "counterfoil/provider/store.hpp"

namespace counterfoil {

/// A store that lives in this process's memory and ends with it: for tests, simulations and demonstrations.
///
/// It keeps the whole contract of Store, so that what works on it works on the others. Rows are spread over
/// hash tables with a lock each; the cost of an operation does not grow with the number of accounts (scan()
/// and sweep() excepted). A change is stored entirely or not at all, also when memory runs out.
///
/// Thread safety: all functions may be called from several threads. Not usable in a child after fork().
COUNTERFOIL_API std::shared_ptr<Store> memory_store();

}  // namespace counterfoil
