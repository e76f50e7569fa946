#include "counterfoil/protocol/push_request.hpp"

#include <new>

#include "base/out_of_memory.hpp"
#include "model/display_text.hpp"
#include "protocol/member_reader.hpp"

namespace counterfoil::protocol {

namespace {

using nlohmann::json;

Error refused(std::string_view expected) {
  return {errc::invalid_argument, std::string("push request: ").append(expected)};
}

bool is_context(std::string_view text) noexcept {
  return text.empty() || is_display_text(text, max_context_size);
}

Result<void> check(const PushRequest& request) {
  if (!is_display_text(request.account, max_account_label_size)) {
    return refused("account: expected 1 to 256 bytes without control characters");
  }
  if (!is_context(request.context.app) || !is_context(request.context.place) ||
      !is_context(request.context.browser)) {
    return refused("context: expected at most 200 bytes without control characters");
  }
  if (request.digits != 2 && request.digits != 6) return refused("digits: expected 2 or 6");
  if (name_of(request.purpose).empty()) return refused("purpose: expected one of PushPurpose");
  if (request.created < Timestamp() || request.expires <= request.created) {
    return refused("expires: expected a time after it was created, and both after 1970");
  }
  return {};
}

unsigned read_digits(MemberReader& members) {
  const std::uint64_t digits = members.number("digits");
  if (digits == 2 || digits == 6) return static_cast<unsigned>(digits);
  members.refuse("digits", "2 or 6");
  return 2;
}

Result<PushRequest> read(const json& object) {
  MemberReader members(object, "push request");
  const auto challenge = ChallengeId::parse(members.ascii("challenge", 2 * ChallengeId::size));
  if (!challenge) members.refuse("challenge", "32 hexadecimal digits in small letters");
  const auto tenant = TenantId::parse(members.ascii("tenant", TenantId::max_size));
  const std::string account = members.display_text("account", max_account_label_size);
  const std::size_t purpose = members.choice("purpose", {"sign_in", "step_up", "registration_test"});
  RequestContext context{members.display_text("app", max_context_size, true),
                         members.display_text("place", max_context_size, true),
                         members.display_text("browser", max_context_size, true)};
  const bool is_first_time_here = members.flag("first_time_here");
  const unsigned digits = read_digits(members);
  const Timestamp created = members.time("created");
  const Timestamp expires = members.time("expires");
  if (expires <= created) members.refuse("expires", "a time after it was created");
  if (auto finished = members.finish(); !finished) return std::move(finished).error();
  return PushRequest{*challenge,
                     *tenant,
                     account,
                     static_cast<PushPurpose>(purpose + 1),
                     std::move(context),
                     is_first_time_here,
                     digits,
                     created,
                     expires};
}

}  // namespace

std::string_view name_of(PushPurpose purpose) noexcept {
  switch (purpose) {
    case PushPurpose::sign_in:
      return "sign_in";
    case PushPurpose::step_up:
      return "step_up";
    case PushPurpose::registration_test:
      return "registration_test";
  }
  return {};
}

Result<std::string> write_push_request(const PushRequest& request) try {
  if (auto checked = check(request); !checked) return std::move(checked).error();
  const json object = {{"challenge", request.challenge.text()},
                       {"tenant", request.tenant.text()},
                       {"account", request.account},
                       {"purpose", name_of(request.purpose)},
                       {"app", request.context.app},
                       {"place", request.context.place},
                       {"browser", request.context.browser},
                       {"first_time_here", request.is_first_time_here},
                       {"digits", request.digits},
                       {"created", unix_seconds(request.created)},
                       {"expires", unix_seconds(request.expires)}};
  return object.dump();
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

Result<PushRequest> read_push_request(std::string_view text) try {
  if (text.size() > max_push_request_size) {
    return Error(errc::too_long, "push request: expected at most 2048 bytes");
  }
  const auto object = read_json(text, "push request");
  if (!object) return object.error();
  return read(*object);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil::protocol
