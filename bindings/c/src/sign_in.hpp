#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine.hpp"

// The results of signing in, as their accessors give them.

struct cfoil_step {
  explicit cfoil_step(const counterfoil::SignInStep& step);

  struct WayTexts {
    counterfoil::Way way;
    std::optional<std::string> method;
  };

  std::string ticket;
  std::vector<WayTexts> ways;
  std::int64_t expires;
};

struct cfoil_assurance {
  explicit cfoil_assurance(const counterfoil::SignedIn& signed_in);
  explicit cfoil_assurance(const counterfoil::AssuranceStatus& status);

  std::string account;
  std::optional<std::string> token;
  std::optional<std::string> known_browser;
  std::vector<std::string> amr;
  std::int64_t expires;
  bool multi_factor;
  bool must_register;
  bool must_change_password;
};

struct cfoil_prompt {
  explicit cfoil_prompt(const counterfoil::PromptView& prompt);

  counterfoil::PromptState state;
  counterfoil::SecretBytes number;
  std::string label;
  std::int64_t expires;
};

inline const char* text_or_null(const std::optional<std::string>& text) {
  return text ? text->c_str() : nullptr;
}
