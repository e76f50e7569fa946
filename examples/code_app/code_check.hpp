#pragma once

#include <counterfoil/counterfoil.hpp>
#include <memory>
#include <string>
#include <string_view>

/// Checks the codes of one registered app, and remembers what makes each of them good only once. A product stores
/// the two remembered numbers with the account, in the commit that accepts the code.
class CodeCheck {
 public:
  CodeCheck(counterfoil::SecretBytes secret, const counterfoil::TotpParameters& parameters,
            std::shared_ptr<counterfoil::Clock> clock);

  /// What to tell the person who typed this. An error only when this machine cannot decide.
  counterfoil::Result<std::string> answer(std::string_view typed);

 private:
  counterfoil::Result<std::string> verdict(std::string_view code, counterfoil::Timestamp now);

  counterfoil::SecretBytes secret_;
  counterfoil::TotpParameters parameters_;
  std::shared_ptr<counterfoil::Clock> clock_;
  counterfoil::TotpCheck remembered_{};
};
