#include "codec/account_export.hpp"

#include <chrono>
#include <new>
#include <nlohmann/json.hpp>

#include "base/out_of_memory.hpp"
#include "counterfoil/model/method_kind.hpp"

namespace counterfoil {

namespace {

using Json = nlohmann::ordered_json;

std::string date_text(Timestamp time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{days};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - days)};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

Json date_or_null(const std::optional<Timestamp>& time) {
  return time ? Json(date_text(*time)) : Json(nullptr);
}

const char* kind_text(const MethodPayload& payload) {
  if (std::holds_alternative<Totp>(payload)) return "totp";
  if (std::holds_alternative<RecoveryCodes>(payload)) return "recovery_codes";
  if (std::holds_alternative<AuthenticatorApp>(payload)) return "authenticator_app";
  return "unknown";
}

Json methods_of(const AccountDocument& document) {
  Json methods = Json::array();
  for (const Method& method : document.methods) {
    methods.push_back({{"id", method.id.text()},
                       {"kind", kind_text(method.payload)},
                       {"nickname", method.nickname},
                       {"created", date_text(method.created)},
                       {"last_used", date_or_null(method.last_used)},
                       {"suspended", method.suspended},
                       {"default", document.default_method == method.id}});
  }
  return methods;
}

Json browsers_of(const AccountDocument& document) {
  Json browsers = Json::array();
  for (const KnownBrowser& browser : document.browsers) {
    browsers.push_back({{"browser", browser.label},
                        {"place", browser.place},
                        {"since", date_text(browser.since)},
                        {"last_used", date_or_null(browser.last_used)}});
  }
  return browsers;
}

Json sessions_of(const AccountDocument& document) {
  Json sessions = Json::array();
  for (const LiveSession& session : document.sessions) {
    sessions.push_back({{"app", session.app},
                        {"browser", session.browser},
                        {"place", session.place},
                        {"started", date_text(session.started)},
                        {"expires", date_text(session.expires)}});
  }
  return sessions;
}

Json events_of(const std::vector<Event>& events) {
  Json list = Json::array();
  for (const Event& event : events) {
    list.push_back({{"sequence", event.sequence},
                    {"type", name_of(event.type)},
                    {"at", date_text(event.at)},
                    {"label", event.label},
                    {"app", event.app},
                    {"place", event.place},
                    {"browser", event.browser},
                    {"detail", event.detail}});
  }
  return list;
}

}  // namespace

Result<SecretBytes> export_account(const AccountExport& account) try {
  const AccountDocument& document = account.document;
  Json usernames = Json::array();
  for (const SecretBytes& name : account.usernames)
    usernames.push_back(name.read_text(SecretAccess::grant()));
  const Json exported{{"tenant", document.tenant.text()},
                      {"account", document.account.text()},
                      {"created", date_text(document.created)},
                      {"last_signed_in", date_or_null(document.last_signed_in)},
                      {"usernames", std::move(usernames)},
                      {"notice_address", account.notice_address.read_text(SecretAccess::grant())},
                      {"methods", methods_of(document)},
                      {"browsers", browsers_of(document)},
                      {"sessions", sessions_of(document)},
                      {"events", events_of(account.events)}};
  std::string text = exported.dump(2, ' ', false, Json::error_handler_t::replace);
  SecretBytes secret{std::string_view(text)};
  wipe(text.data(), text.size());
  return secret;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
