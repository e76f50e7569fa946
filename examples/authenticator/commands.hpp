#pragma once

#include <counterfoil/base/result.hpp>

#include "session.hpp"

// Each command prints what it did, and gives the error of what failed.

/// The account that the operand names. @return errc::not_found, errc::invalid_argument.
counterfoil::Result<counterfoil::device::AccountView> chosen_account(Session& session);

counterfoil::Result<void> add(Session& session);
counterfoil::Result<void> list(Session& session);
counterfoil::Result<void> codes(Session& session);
counterfoil::Result<void> register_again(Session& session);
counterfoil::Result<void> rotate(Session& session);
counterfoil::Result<void> move(Session& session);
counterfoil::Result<void> leave(Session& session);
counterfoil::Result<void> forget(Session& session);
