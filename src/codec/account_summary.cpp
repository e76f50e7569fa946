#include "codec/account_summary.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "counterfoil/model/method_kind.hpp"

namespace counterfoil {

namespace {

/// A JSON object as it is written. Everything in a summary is a number or one of our own names, of which none needs
/// escaping, and each commit writes one: a general JSON library costs ten times as much here.
class JsonObject {
 public:
  explicit JsonObject(std::string& text) : text_(text) { text_ += '{'; }

  void add(std::string_view name, std::string_view word) {
    begin(name);
    text_.append("\"").append(word).append("\"");
  }
  void add(std::string_view name, std::uint64_t number) {
    begin(name);
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text_.append(digits.data(), end);
  }
  void add_truth(std::string_view name, bool holds) {
    begin(name);
    text_ += holds ? "true" : "false";
  }
  /// A word, or null when it is empty.
  void add_if_any(std::string_view name, std::string_view word) {
    if (!word.empty()) return add(name, word);
    begin(name);
    text_ += "null";
  }
  /// An object in this one; nothing else is added until its end.
  JsonObject open(std::string_view name) {
    begin(name);
    return JsonObject(text_);
  }
  void end() { text_ += '}'; }

 private:
  void begin(std::string_view name) {
    if (text_.back() != '{') text_ += ',';
    text_.append("\"").append(name).append("\":");
  }

  std::string& text_;
};

void append_digits(std::string& text, std::uint64_t number, std::size_t width) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  const auto size = static_cast<std::size_t>(end - digits.data());
  text.append(width > size ? width - size : 0, '0').append(digits.data(), size);
}

/// "2026-11-12T14:03:00Z" (RFC 3339)
std::string text_of(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  std::string text;
  append_digits(text, static_cast<std::uint64_t>(int(date.year())), 4);
  append_digits(text += '-', unsigned(date.month()), 2);
  append_digits(text += '-', unsigned(date.day()), 2);
  append_digits(text += 'T', static_cast<std::uint64_t>(clock.hours().count()), 2);
  append_digits(text += ':', static_cast<std::uint64_t>(clock.minutes().count()), 2);
  append_digits(text += ':', static_cast<std::uint64_t>(clock.seconds().count()), 2);
  return text += 'Z';
}

std::string_view name_of(AccountState state) {
  switch (state) {
    case AccountState::active:
      return "active";
    case AccountState::suspended:
      return "suspended";
    case AccountState::deleted:
      return "deleted";
  }
  return "unknown";
}

std::string_view kind_of(const MethodPayload& payload) {
  if (std::holds_alternative<Totp>(payload)) return name_of(MethodKind::totp);
  if (std::holds_alternative<RecoveryCodes>(payload)) return name_of(MethodKind::recovery_codes);
  if (std::holds_alternative<AuthenticatorApp>(payload)) return name_of(MethodKind::authenticator_app);
  return "unknown";
}

void add_methods(const AccountDocument& document, JsonObject& summary) {
  JsonObject kinds = summary.open("methods");
  for (const std::string_view kind :
       {name_of(MethodKind::authenticator_app), name_of(MethodKind::recovery_codes),
        name_of(MethodKind::totp), std::string_view("unknown")}) {
    std::array<std::uint64_t, 2> counts{};
    for (const Method& method : document.methods) {
      if (kind_of(method.payload) == kind) ++counts[method.suspended ? 1 : 0];
    }
    if (counts[0] + counts[1] == 0) continue;
    JsonObject states = kinds.open(kind);
    states.add("active", counts[0]);
    states.add("suspended", counts[1]);
    states.end();
  }
  kinds.end();
}

std::uint64_t codes_left(const AccountDocument& document) {
  std::ptrdiff_t left = 0;
  for (const Method& method : document.methods) {
    const auto* recovery = std::get_if<RecoveryCodes>(&method.payload);
    if (recovery == nullptr) continue;
    left += std::count_if(recovery->codes.begin(), recovery->codes.end(),
                          [](const RecoveryCodes::Code& code) { return !code.used; });
  }
  return static_cast<std::uint64_t>(left);
}

std::string_view default_of(const AccountDocument& document) {
  for (const Method& method : document.methods) {
    if (method.id == document.default_method) return kind_of(method.payload);
  }
  return {};
}

std::string_view password_of(const AccountDocument& document) {
  if (!document.password) return {};
  return document.password->scheme == PasswordScheme::argon2id ? "argon2id" : "foreign";
}

}  // namespace

std::string summary_of(const AccountDocument& document) {
  std::string text;
  text.reserve(512);
  JsonObject summary(text);
  summary.add("created", text_of(document.created));
  summary.add_if_any("default", default_of(document));
  summary.add("known_browsers", document.browsers.size());
  summary.add_if_any("last_sign_in",
                     document.last_signed_in ? text_of(*document.last_signed_in) : std::string());
  add_methods(document, summary);
  summary.add_if_any("password", password_of(document));
  summary.add_truth("password_change_required", document.password_change_required);
  summary.add("privilege", document.privilege);
  summary.add("recovery_codes_left", codes_left(document));
  summary.add_truth("recovery_open", document.recovery_open);
  summary.add_truth("second_factor", document.had_second_factor);
  summary.add("sessions", document.sessions.size());
  summary.add("state", name_of(document.state));
  summary.end();
  return text;
}

}  // namespace counterfoil
