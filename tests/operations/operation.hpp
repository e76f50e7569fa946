#pragma once

#include <functional>
#include <map>
#include <string>

#include "operations/world.hpp"

namespace counterfoil::operations {

/// One operation as the table names it.
struct Operation {
  /// Sets the arguments of the ordinary case.
  std::function<void(World&)> prepare;
  /// Calls it. @return what it leads to, in the table's words.
  std::function<std::string(World&)> run;
  /// What was before, in the ordinary case.
  const Story& (*story)() = full_story;
};

using Operations = std::map<std::string, Operation>;

Operations sign_in_operations();
Operations security_info_operations();
Operations accounts_operations();
Operations prompt_operations();         ///< Of SignIn, with a request on a phone.
Operations authenticator_operations();  ///< Of SecurityInfo, to register a phone.
Operations device_operations();

/// A state of the account, of the caller, or of the arguments.
struct State {
  bool bare = false;          ///< The account has nothing but a password.
  std::string policy = "{}";  ///< Laid over the recommended policy.
  bool has_device_endpoint = true;
  /// Before the arguments of the operation are made.
  std::function<void(World&)> first{};
  /// After that, immediately before the call.
  std::function<void(World&, const Operation&)> then{};
};

using States = std::map<std::string, State>;

/// A state that is made before the arguments.
State first(std::function<void(World&)> change, const std::string& policy = "{}");
/// A state that is made after them.
State then(std::function<void(World&)> change, const std::string& policy = "{}");
/// The same of an account that has nothing but a password.
State bare(State state);

States ordinary_states();  ///< That several operations share.
States sign_in_states();
States code_states();
States security_info_states();
States accounts_states();
States prompt_states();
States authenticator_states();
States device_states();

template <class T>
std::string outcome_of(const Result<T>& result) {
  return result ? "done" : std::string(name_of(result.error().code));
}

std::string outcome_of(const Result<SignInStep>& step);
std::string outcome_of(const Result<SignInOutcome>& outcome);
std::string outcome_of(const Result<PromptView>& view);
std::string outcome_of(const Result<AuthenticatorRegistration>& registration);

}  // namespace counterfoil::operations
