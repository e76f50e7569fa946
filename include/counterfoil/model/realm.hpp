#pragma once

#include <string>

#include "counterfoil/model/valid_policy.hpp"

namespace counterfoil {

/// A username domain of a tenant, with the policy of those whose username is in it.
struct Realm {
  std::string domain;        ///< `student.example.ac.uk`: what follows the `@`, the whole of it.
  std::string display_name;  ///< As people read it; empty: the domain.
  ValidPolicy policy{};

  friend bool operator==(const Realm&, const Realm&) = default;
};

/// A username as it is stored and compared, and the realm that it is in.
struct RealmUsername {
  std::string username;  ///< Prepared, with its domain.
  std::string realm;     ///< Domain; empty in a tenant without realms.

  friend bool operator==(const RealmUsername&, const RealmUsername&) = default;
};

}  // namespace counterfoil
