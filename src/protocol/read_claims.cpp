#include <algorithm>
#include <iterator>

#include "counterfoil/protocol/message.hpp"
#include "protocol/jws.hpp"
#include "protocol/member_reader.hpp"
#include "protocol/operation_claims.hpp"
#include "protocol/operation_limits.hpp"

namespace counterfoil::protocol {

namespace {

using nlohmann::json;

std::optional<std::string> read_push_address(MemberReader& claims) {
  if (!claims.has("push_address")) return std::nullopt;
  return claims.ascii("push_address", max_push_address_size);
}

std::uint64_t read_counter(MemberReader& claims) {
  const std::uint64_t counter = claims.number("counter");
  if (counter == 0) claims.refuse("counter", "a number above 0");
  return counter;
}

Operation read_register(MemberReader& claims, const ClaimsContext&) {
  Register operation;
  operation.code = claims.secret("code", {RegistrationLink::min_code_size, RegistrationLink::max_code_size});
  operation.device_name = claims.display_text("device_name", max_device_name_size);
  operation.push_address = read_push_address(claims);
  return operation;
}

Operation read_inbox(MemberReader&, const ClaimsContext&) {
  return ReadInbox{};
}

Operation read_answer(MemberReader& claims, const ClaimsContext&) {
  Answer operation;
  if (auto id = ChallengeId::parse(claims.ascii("challenge", 2 * ChallengeId::size))) {
    operation.challenge = *id;
  } else {
    claims.refuse("challenge", "32 hexadecimal digits in small letters");
  }
  const Bytes context = claims.bytes("ctx", {operation.context.size(), operation.context.size()});
  std::ranges::copy(context, operation.context.begin());
  const std::size_t verdict = claims.choice("verdict", {"approve", "deny", "report"});
  if (verdict == 1) operation.verdict = Denial{};
  if (verdict == 2) operation.verdict = Report{};
  if (verdict == 0) {
    const std::string number = claims.ascii("number", 6);
    if (!is_match_number(number)) claims.refuse("number", "2 or 6 digits");
    operation.verdict = Approval{SecretBytes(number)};
  }
  return operation;
}

/// A RotateKey is not made without a valid proof; until there is one, this is any operation.
Operation read_rotate_key(MemberReader& claims, const ClaimsContext& context) {
  const std::uint64_t counter = read_counter(claims);
  auto proof = KeyProof::verify(claims.ascii("proof", jws::max_size), context.key, context.endpoint);
  if (proof) return RotateKey{counter, *std::move(proof)};
  claims.refuse(std::move(proof).error());
  return ReadInbox{};
}

Operation read_set_push_address(MemberReader& claims, const ClaimsContext&) {
  return SetPushAddress{read_counter(claims), read_push_address(claims)};
}

Operation read_leave(MemberReader& claims, const ClaimsContext&) {
  return Leave{read_counter(claims)};
}

Operation read_authorise_move(MemberReader& claims, const ClaimsContext&) {
  return AuthoriseMove{read_counter(claims)};
}

using ReadOperation = Operation (*)(MemberReader&, const ClaimsContext&);
constexpr ReadOperation readers[] = {read_register,         read_inbox, read_answer,        read_rotate_key,
                                     read_set_push_address, read_leave, read_authorise_move};
static_assert(std::size(readers) == std::variant_size_v<Operation>);

Result<void> check_time(Timestamp issued, Timestamp now) {
  if (issued < now - max_clock_skew || issued > now + max_clock_skew) {
    return Error(errc::clock_skewed, "device message: \"iat\": expected a time within 60 s of the present");
  }
  return {};
}

}  // namespace

Result<Operation> read_claims(std::string_view payload, const ClaimsContext& context) {
  const auto object = read_json(payload, "device message");
  if (!object) return object.error();
  MemberReader claims(*object, "device message");
  if (claims.ascii("aud", DeviceEndpoint::max_size) != context.endpoint.url()) {
    claims.refuse("aud", "the URL of this endpoint");
  }
  const Timestamp issued = claims.time("iat");
  const std::size_t kind = claims.choice(
      "op", {"register", "inbox", "answer", "rotate_key", "set_push_address", "leave", "authorise_move"});
  // Whose time is wrong has to be told so, whatever else it says; for another endpoint nothing counts.
  if (auto begun = claims.finish_leniently(); !begun) return std::move(begun).error();
  if (auto checked = check_time(issued, context.now); !checked) return std::move(checked).error();
  Operation operation = readers[kind](claims, context);
  if (auto finished = claims.finish(); !finished) return std::move(finished).error();
  return operation;
}

}  // namespace counterfoil::protocol
