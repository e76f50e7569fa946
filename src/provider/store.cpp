#include "counterfoil/provider/store.hpp"

namespace counterfoil {

Subscription::~Subscription() = default;
Store::~Store() = default;

}  // namespace counterfoil
