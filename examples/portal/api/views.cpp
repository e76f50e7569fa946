#include "api/views.hpp"

#include <ctime>

#include "api/call.hpp"

namespace portal {

using namespace counterfoil;

namespace {

std::string reveal(const SecretBytes& secret) {
  return std::string(secret.read_text(SecretAccess::grant()));
}

std::string qr_svg(const SecretBytes& text, const char* title) {
  return or_refuse(or_refuse(QrCode::encode(text.read_text(SecretAccess::grant()))).svg(title));
}

void add_explanation(Json& json, const Explanation& explanation) {
  json["reason"] = std::string(name_of(explanation.reason));
  json["parameters"] = Json::object();
  for (const auto& [name, value] : explanation.parameters) json["parameters"][name] = value;
  json["sentence"] = explanation.sentence;
}

void add_time(Json& json, const char* name, const std::optional<Timestamp>& time) {
  if (time) json[name] = time_text(*time);
}

const char* stage_name(AuthenticatorStage stage) {
  switch (stage) {
    case AuthenticatorStage::waiting_for_phone:
      return "waiting_for_phone";
    case AuthenticatorStage::phone_linked:
      return "phone_linked";
    case AuthenticatorStage::proved:
      return "proved";
  }
  return "unknown";
}

const char* category_of(EventType type) {
  switch (type) {
    case EventType::factor_refused:
    case EventType::sign_in_refused:
    case EventType::registration_refused:
    case EventType::device_refused:
    case EventType::prompt_denied:
    case EventType::prompt_unanswered:
    case EventType::prompts_stopped:
    case EventType::password_known:
      return "refusal";
    case EventType::first_factor_proved:
    case EventType::signed_in:
    case EventType::stepped_up:
    case EventType::prompt_sent:
    case EventType::prompt_approved:
      return "sign_in";
    default:
      return "change";
  }
}

Json view(const MethodView& method) {
  Json json = {{"id", method.id.text()},
               {"kind", std::string(name_of(method.kind))},
               {"nickname", method.nickname},
               {"detail", method.detail},
               {"suspended", method.suspended},
               {"is_default", method.is_default},
               {"added", time_text(method.created)},
               {"can_rename", method.kind != MethodKind::recovery_codes},
               {"can_remove", true},
               {"can_be_default", method.kind != MethodKind::recovery_codes}};
  add_time(json, "last_used", method.last_used);
  return json;
}

}  // namespace

std::string time_text(Timestamp time) {
  const std::time_t seconds = unix_seconds(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::string text(sizeof "2026-11-24T23:30:00Z", '\0');
  text.resize(std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts));
  return text;
}

Json view(const SignInStep& step) {
  Json ways = Json::array();
  for (const Way& way : step.ways) {
    Json json = {{"factor", std::string(name_of(way.factor))},
                 {"label", way.label},
                 {"offered", way.offered},
                 {"suggested", way.suggested}};
    if (way.method) json["method"] = way.method->text();
    add_explanation(json, way.explanation);
    ways.push_back(std::move(json));
  }
  return {{"ways", std::move(ways)}, {"expires", time_text(step.expires)}};
}

Json view(const PromptView& prompt, const RequestContext& context) {
  Json json = {{"state", std::string(name_of(prompt.state))},
               {"method", prompt.method.text()},
               {"label", prompt.label},
               {"expires", time_text(prompt.expires)},
               {"context", {{"app", context.app}, {"place", context.place}, {"browser", context.browser}}}};
  if (!prompt.number.empty()) json["number"] = reveal(prompt.number);
  return json;
}

Json view(const Overview& overview) {
  Json json = {{"methods", Json::array()},
               {"has_password", overview.has_password},
               {"must_change_password", overview.must_change_password},
               {"has_second_factor", overview.has_second_factor},
               {"recovery_codes_left", overview.recovery_codes_left},
               {"browsers", overview.browsers},
               {"sessions", overview.sessions},
               {"addable", Json::array()}};
  add_time(json, "password_changed", overview.password_changed);
  for (const MethodView& method : overview.methods) json["methods"].push_back(view(method));
  for (const Overview::Addable& addable : overview.addable) {
    Json one = {{"kind", std::string(name_of(addable.kind))}, {"offered", addable.offered}};
    add_explanation(one, addable.explanation);
    json["addable"].push_back(std::move(one));
  }
  return json;
}

Json view(const TotpRegistration& registration) {
  return {{"id", registration.id.text()},
          {"qr_svg", qr_svg(registration.otpauth_uri, "QR code for a code app")},
          {"otpauth_uri", reveal(registration.otpauth_uri)},
          {"secret", reveal(registration.secret_text)},
          {"expires", time_text(registration.expires)}};
}

Json view(const AuthenticatorRegistration& registration, const RequestContext& context) {
  Json json = {{"id", registration.id.text()},
               {"stage", stage_name(registration.stage)},
               {"second_phone_refused", registration.second_phone_refused},
               {"tests_left", registration.tests_left},
               {"expires", time_text(registration.expires)}};
  if (!registration.link.empty()) {
    json["link"] = reveal(registration.link);
    json["qr_svg"] = qr_svg(registration.link, "QR code for the authenticator");
  }
  if (!registration.device_name.empty()) json["device_name"] = registration.device_name;
  if (registration.test) json["test"] = view(*registration.test, context);
  return json;
}

Json view(const NewRecoveryCodes& codes) {
  Json list = Json::array();
  for (const SecretBytes& code : codes.codes) list.push_back(reveal(code));
  return {{"method", codes.method.text()}, {"codes", std::move(list)}};
}

Json view(const Changed& changed) {
  Json json = Json::object();
  if (changed.method) json["method"] = changed.method->text();
  return json;
}

Json view(const ActivityPage& page) {
  Json entries = Json::array();
  for (const ActivityPage::Entry& entry : page.entries) {
    const Event& event = entry.event;
    Json json = {{"sequence", event.sequence},
                 {"time", time_text(event.at)},
                 {"event", std::string(name_of(event.type))},
                 {"category", category_of(event.type)},
                 {"sentence", entry.sentence},
                 {"app", event.app},
                 {"place", event.place},
                 {"browser", event.browser}};
    if (entry.report) json["report"] = entry.report->text();
    entries.push_back(std::move(json));
  }
  return {{"entries", std::move(entries)}, {"next", page.next}};
}

Json view(const SessionView& session) {
  return {{"id", session.id.text()},
          {"current", session.is_this},
          {"started", time_text(session.started)},
          {"app", session.app},
          {"place", session.place},
          {"browser", session.browser},
          {"expires", time_text(session.expires)}};
}

Json view(const BrowserView& browser) {
  Json json = {{"id", browser.id.text()},
               {"current", browser.is_this},
               {"added", time_text(browser.since)},
               {"name", browser.label},
               {"place", browser.place}};
  add_time(json, "last_used", browser.last_used);
  return json;
}

}  // namespace portal
