#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/counterfoil.hpp"

namespace portal {

/// The secret of one browser session: 32 random bytes, base64url in a cookie. The name of its row and the binding of
/// its tickets are both made of it by SHA-256, with a word before it, so that whoever reads the database has neither.
class SessionCookie {
 public:
  static counterfoil::Result<SessionCookie> make();
  /// What a browser sent, or nothing when it cannot be one.
  static std::optional<SessionCookie> parse(std::string_view text);

  const std::string& text() const noexcept { return text_; }
  counterfoil::Result<std::string> row_id() const;
  counterfoil::Result<counterfoil::SessionBinding> binding() const;

 private:
  explicit SessionCookie(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

}  // namespace portal
