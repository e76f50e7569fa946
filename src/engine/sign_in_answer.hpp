#pragma once

#include "counterfoil/engine/sign_in.hpp"
#include "engine/decide_answer.hpp"
#include "engine/engine_core.hpp"

namespace counterfoil {

// How answers reach their decision: which rows are read and written before it, in the order of FLOWS a and b.

/// An answer with what it was found to mean.
struct RoutedAnswer {
  EngineCore& core;
  const Policy& policy;
  AnswerCommand command;
};

/// A password before any other factor: guard or known browser, hash, account, guard.
Result<SignInOutcome> answer_password(const RoutedAnswer& routed, const PasswordProof& proof);

/// A password in a step-up: the account is known, and its own ledger is charged.
Result<SignInOutcome> answer_step_up_password(const RoutedAnswer& routed, const PasswordProof& proof);

/// The host's word.
Result<SignInOutcome> answer_host_proved(const RoutedAnswer& routed);

/// A request on a phone that was approved.
Result<SignInOutcome> answer_prompt(const RoutedAnswer& routed);

/// A code of a reset whose account is not known yet: charged to the guard of the name.
Result<SignInOutcome> answer_guarded_code(const RoutedAnswer& routed);

}  // namespace counterfoil
