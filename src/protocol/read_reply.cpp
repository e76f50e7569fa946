#include <algorithm>
#include <iterator>
#include <new>

#include "base/out_of_memory.hpp"
#include "counterfoil/base/base64url.hpp"
#include "counterfoil/otp/otp_secret.hpp"
#include "counterfoil/protocol/registration_link.hpp"
#include "counterfoil/protocol/reply.hpp"
#include "protocol/member_reader.hpp"
#include "protocol/reply_limits.hpp"

namespace counterfoil::protocol {

namespace {

using nlohmann::json;
using Content = decltype(Reply::content);

Content read_refused(MemberReader& members) {
  const std::string name = members.ascii("refused", 64);
  Refused reply;
  const auto* const found = std::find_if(all_refusals.begin(), all_refusals.end(),
                                         [&](Refusal one) { return name_of(one) == name; });
  // A reason that this app does not know yet is still a refusal.
  if (found != all_refusals.end()) reply.reason = *found;
  if (members.has("retry_after")) {
    constexpr std::uint64_t longest = 31'536'000;
    reply.retry_after = std::chrono::seconds(members.number("retry_after", longest));
  }
  return reply;
}

Content read_preview(MemberReader& members) {
  return PreviewReply{members.display_text("issuer", max_issuer_size),
                      members.display_text("account", max_account_label_size), members.flag("move")};
}

TotpParameters read_totp(MemberReader& members) {
  const auto algorithm = parse_otp_algorithm(members.ascii("totp_algorithm", 16));
  const auto digits = static_cast<unsigned>(members.number("totp_digits", OtpParameters::max_digits));
  const std::chrono::seconds period(members.number("totp_period", 300));
  if (algorithm) {
    if (const auto code = OtpParameters::make(*algorithm, digits)) {
      if (const auto totp = TotpParameters::make(*code, period)) return *totp;
    }
  }
  members.refuse("totp_algorithm, totp_digits, totp_period", "SHA1, SHA256 or SHA512; 6 to 8; 15 to 300");
  return {};
}

Content read_register(MemberReader& members) {
  RegisterReply reply;
  reply.issuer = members.display_text("issuer", max_issuer_size);
  reply.account = members.display_text("account", max_account_label_size);
  reply.totp_secret = members.secret("totp_secret", {min_otp_secret_size, max_totp_secret_size});
  reply.totp = read_totp(members);
  reply.counter = members.number("counter");
  return reply;
}

std::vector<std::string> read_requests(MemberReader& members) {
  const json& list = members.value("requests");
  std::vector<std::string> requests;
  bool is_good = list.is_array() && list.size() <= max_inbox_requests;
  for (std::size_t i = 0; is_good && i < list.size(); ++i) {
    const auto* const text = list[i].get_ptr<const std::string*>();
    const auto bytes = text != nullptr ? decode_base64url(*text) : Result<Bytes>(Bytes());
    is_good = bytes && !bytes->empty() && bytes->size() <= max_push_request_size;
    if (is_good) requests.emplace_back(as_text(*bytes));
  }
  if (!is_good) members.refuse("requests", "at most 16 requests of 1 to 2048 bytes in base64url");
  return requests;
}

Content read_inbox(MemberReader& members) {
  InboxReply reply;
  reply.state = static_cast<AccountState>(
      members.choice("state", {"registering", "active", "suspended", "registration_dropped", "moved"}));
  reply.counter = members.number("counter");
  reply.requests = read_requests(members);
  return reply;
}

Content read_answer(MemberReader&) {
  return AnswerReply{};
}

Content read_rotate_key(MemberReader& members) {
  return RotateKeyReply{members.number("counter")};
}

Content read_set_push_address(MemberReader& members) {
  return SetPushAddressReply{members.number("counter")};
}

Content read_leave(MemberReader&) {
  return LeaveReply{};
}

Content read_authorise_move(MemberReader& members) {
  AuthoriseMoveReply reply;
  reply.counter = members.number("counter");
  reply.code = members.secret("code", {RegistrationLink::min_code_size, RegistrationLink::max_code_size});
  reply.expires = members.time("expires");
  return reply;
}

using ReadContent = Content (*)(MemberReader&);
/// In the order of the names below.
constexpr ReadContent readers[] = {read_preview,    read_register,         read_inbox, read_answer,
                                   read_rotate_key, read_set_push_address, read_leave, read_authorise_move};
static_assert(std::size(readers) + 1 == std::variant_size_v<Content>);

Result<Reply> read(const json& object) {
  MemberReader members(object, "reply");
  Reply reply;
  reply.time = members.time("time");
  if (members.has("refused")) {
    reply.content = read_refused(members);
  } else {
    const std::size_t kind = members.choice("op", {"preview", "register", "inbox", "answer", "rotate_key",
                                                   "set_push_address", "leave", "authorise_move"});
    if (auto begun = members.finish_leniently(); !begun) return std::move(begun).error();
    reply.content = readers[kind](members);
  }
  if (auto finished = members.finish_leniently(); !finished) return std::move(finished).error();
  return reply;
}

/// Overwrites the texts that may be secret, which the JSON library frees as they are.
void wipe_secrets(json& object) {
  for (const char* const name : {"totp_secret", "code"}) {
    if (!object.is_object() || !object.contains(name)) continue;
    if (auto* const text = object[name].get_ptr<std::string*>()) wipe(text->data(), text->size());
  }
}

}  // namespace

std::string_view name_of(AccountState state) noexcept {
  switch (state) {
    case AccountState::registering:
      return "registering";
    case AccountState::active:
      return "active";
    case AccountState::suspended:
      return "suspended";
    case AccountState::registration_dropped:
      return "registration_dropped";
    case AccountState::moved:
      return "moved";
  }
  return {};
}

Result<Reply> read_reply(std::string_view text) try {
  if (text.size() > max_reply_size) return Error(errc::too_long, "reply: expected at most 65536 bytes");
  auto object = read_json(text, "reply", 8);
  if (!object) return object.error();
  auto reply = read(*object);
  wipe_secrets(*object);
  return reply;
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil::protocol
