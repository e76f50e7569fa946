#include "api/security_info_api.hpp"

#include <charconv>

#include "api/sign_in_api.hpp"

namespace portal {

using namespace counterfoil;

namespace {

constexpr std::uint64_t default_limit = 20;
constexpr std::uint64_t highest_limit = 100;

SecurityInfo door(const Call& call) {
  return call.engine().security_info();
}

/// A number of the query. Refuses what is none.
std::uint64_t number_in(const std::string& query, std::string_view name, std::uint64_t otherwise) {
  const std::string key = std::string(name) + "=";
  std::string_view rest = query;
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    if (!pair.starts_with(key)) continue;
    const std::string_view digits = pair.substr(key.size());
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) {
      throw Refused{bad_request("'" + std::string(name) + "' is no number.")};
    }
    return value;
  }
  return otherwise;
}

}  // namespace

Json overview(Call& call) {
  return view(or_refuse(door(call).overview(call.caller())));
}

Json rename_method(Call& call) {
  or_refuse(door(call).rename(call.caller(), call.id_in_path<MethodId>(), call.text("nickname")));
  return Json::object();
}

Json remove_method(Call& call) {
  const Changed changed = or_refuse(door(call).remove(call.caller(), call.id_in_path<MethodId>()));
  call.keep(changed);
  return view(changed);
}

Json set_default(Call& call) {
  or_refuse(door(call).set_default(call.caller(), call.method_in_body()));
  return Json::object();
}

Json change_password(Call& call) {
  const Changed changed = or_refuse(
      door(call).change_password(call.caller(), call.secret("current"), call.secret("replacement")));
  call.keep(changed);
  return view(changed);
}

Json screen_password(Call& call) {
  const auto screened = door(call).screen_password(call.caller(), call.secret("candidate"));
  if (screened) return {{"accepted", true}};
  if (screened.error().code != errc::password_rejected && screened.error().code != errc::invalid_password) {
    or_refuse(screened);
  }
  return {{"accepted", false}, {"reason", problem_of(screened.error()).detail}};
}

Json sessions(Call& call) {
  Json list = Json::array();
  for (const SessionView& session : or_refuse(door(call).sessions(call.caller())))
    list.push_back(view(session));
  return {{"sessions", std::move(list)}};
}

Json end_session(Call& call) {
  or_refuse(door(call).end_session(call.caller(), call.id_in_path<SessionId>()));
  return Json::object();
}

Json browsers(Call& call) {
  Json list = Json::array();
  for (const BrowserView& browser : or_refuse(door(call).browsers(call.caller())))
    list.push_back(view(browser));
  return {{"browsers", std::move(list)}};
}

Json forget_browser(Call& call) {
  or_refuse(door(call).forget_browser(call.caller(), call.id_in_path<BrowserId>()));
  return Json::object();
}

Json sign_out_everywhere(Call& call) {
  call.keep(or_refuse(door(call).sign_out_everywhere(call.caller())));
  return session_view(call);
}

Json activity(Call& call) {
  const std::uint64_t before = number_in(call.request.query, "before", 0);
  const std::uint64_t limit = number_in(call.request.query, "limit", default_limit);
  if (limit < 1 || limit > highest_limit) throw Refused{bad_request("'limit' is 1 to 100.")};
  return view(or_refuse(door(call).activity(call.caller(), before, static_cast<std::size_t>(limit))));
}

}  // namespace portal
