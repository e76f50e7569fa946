#pragma once

#include <optional>
#include <string>
#include <vector>

#include "counterfoil/model/explanation.hpp"
#include "counterfoil/model/factor.hpp"
#include "counterfoil/model/ids.hpp"

namespace counterfoil {

/// One offer at sign-in, or one that is withheld, with its reason.
struct Way {
  FactorKind factor;
  std::optional<MethodId> method;  ///< The method to name in the proof; none for first factors.
  std::string label;               ///< The method's nickname, or a plain English name.
  bool offered = true;
  bool suggested = false;
  Explanation explanation;
};

}  // namespace counterfoil
