#include <new>
#include <utility>

#include "base/out_of_memory.hpp"
#include "device/account_access.hpp"

namespace counterfoil::device {

using detail::out_of_memory;

namespace {

/// The request, if this app can show it and it is of the account's tenant.
std::optional<PendingRequest> read_request(const Account& account, std::string bytes) {
  auto shown = protocol::read_push_request(bytes);
  if (!shown || shown->tenant != account.endpoint.tenant()) return std::nullopt;
  return PendingRequest{*std::move(shown), std::move(bytes)};
}

using Verdict = decltype(protocol::Answer::verdict);

Result<Outgoing> answer(PhoneState& state, const LocalId& id, const PendingRequest& request, Verdict verdict,
                        Timestamp now) {
  const auto account = find_registered(state, id);
  if (!account) return account.error();
  const auto context = protocol::context_digest(request.bytes);
  if (!context) return context.error();
  return sign(**account, protocol::Answer{request.shown.challenge, *context, std::move(verdict)}, now);
}

}  // namespace

Result<Outgoing> Phone::inbox(const LocalId& id, Timestamp now) const try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  return sign(**account, protocol::ReadInbox{}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<Inbox> Phone::read_inbox(const LocalId& id, std::string_view reply, Timestamp now) try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  auto read = read_reply_as<protocol::InboxReply>(**account, reply, now);
  if (!read) return std::move(read).error();
  (*account)->state = read->state;
  raise_counter(**account, read->counter);
  Inbox inbox{read->state};
  for (std::string& bytes : read->requests) {
    if (auto request = read_request(**account, std::move(bytes))) {
      inbox.requests.push_back(*std::move(request));
    } else {
      ++inbox.unreadable;
    }
  }
  return inbox;
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<Outgoing> Phone::approve(const LocalId& id, const PendingRequest& request, const SecretBytes& number,
                                Timestamp now) const try {
  if (number.size() != request.shown.digits) {
    return Error(errc::invalid_argument, "number: expected as many digits as stand on the screen");
  }
  return answer(*state_, id, request, protocol::Approval{number}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<Outgoing> Phone::deny(const LocalId& id, const PendingRequest& request, Timestamp now) const try {
  return answer(*state_, id, request, protocol::Denial{}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<Outgoing> Phone::report(const LocalId& id, const PendingRequest& request, Timestamp now) const try {
  return answer(*state_, id, request, protocol::Report{}, now);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<void> Phone::read_answer(const LocalId& id, std::string_view reply, Timestamp now) try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  auto read = read_reply_as<protocol::AnswerReply>(**account, reply, now);
  if (!read) return std::move(read).error();
  return {};
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

}  // namespace counterfoil::device
