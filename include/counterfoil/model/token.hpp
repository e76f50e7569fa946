#pragma once

#include <string>
#include <utility>

namespace counterfoil {

/// A sealed text that the host holds and hands back unchanged: base64url, at most 4096 characters.
/// `Tag` keeps the kinds apart at compile time. Anyone who has it and the session binding can use it, so it
/// belongs in the server-side session or in an HttpOnly cookie.
template <class Tag>
class Token {
 public:
  explicit Token(std::string text) : text_(std::move(text)) {}

  const std::string& text() const noexcept { return text_; }

  friend bool operator==(const Token&, const Token&) = default;

 private:
  std::string text_;
};

/// A sign-in, step-up or reset in progress. Sealed; single use at completion.
using Ticket = Token<struct TicketTokenTag>;
/// The result of a sign-in: who, which factors, when, in which session. Usable while it is fresh.
using Assurance = Token<struct AssuranceTokenTag>;
/// Permission to set a new password, once.
using ResetGrant = Token<struct ResetGrantTokenTag>;
/// A browser that completed a multi-factor sign-in. Proves no factor; gives a lane of its own.
using KnownBrowserToken = Token<struct KnownBrowserTokenTag>;
/// The "this wasn't me" token in a notice's link.
using ReportToken = Token<struct ReportTokenTag>;

}  // namespace counterfoil
