#include <algorithm>
#include <utility>

#include "engine/challenges.hpp"
#include "engine/decide_device.hpp"
#include "engine/decide_report.hpp"
#include "engine/device_records.hpp"
#include "engine/field_names.hpp"
#include "engine/lanes.hpp"
#include "engine/methods.hpp"
#include "engine/prompts.hpp"
#include "engine/registrations.hpp"

namespace counterfoil {

namespace {

using protocol::Refusal;
using protocol::Refused;
using protocol::ReplyContent;

/// Whether the phone showed what is asked: the digest of the request's own bytes.
Result<bool> showed_the_request(const AccountDocument& account, const Challenge& challenge,
                                const Digest256& context, const Facts& facts) {
  const auto request =
      facts.keys.open_field(account, push_request_field(challenge.id), challenge.sealed_request);
  if (!request) return request.error();
  const auto digest = protocol::context_digest(request->read_text(SecretAccess::grant()));
  if (!digest) return digest.error();
  return equal_in_constant_time(*digest, context);
}

/// Why an answer is not taken, before it is looked at.
std::optional<Refusal> refusal_of(const AccountDocument& account, const DeviceRecord& device,
                                  const Challenge* challenge, const Facts& facts) {
  if (account.state == AccountState::suspended) return Refusal::suspended;
  if (device.method != nullptr && device.method->suspended) return Refusal::suspended;
  if (challenge == nullptr || challenge->method != device.method_id()) return Refusal::request_over;
  if (challenge->state == ChallengeState::cancelled) return Refusal::request_over;
  if (challenge->state != ChallengeState::pending) return Refusal::answered_already;
  if (is_over(*challenge, account, facts.policy, facts.now)) return Refusal::request_over;
  return std::nullopt;
}

/// One answer to one pending challenge.
struct AnswerCase {
  ChallengeId id;
  bool is_test;
  MethodId method;
  std::string label;
};

void record(Draft& draft, const AnswerCase& one, EventType type, std::string detail = {}) {
  const Challenge& challenge = *find_challenge(draft.account(), one.id);
  draft.record({.type = type,
                .factor = FactorKind::authenticator_app,
                .method = one.method,
                .label = one.label,
                .detail = std::move(detail),
                .known_browser = challenge.known_browser.has_value()});
}

void end(Draft& draft, const AnswerCase& one, ChallengeState state, const Facts& facts) {
  AccountDocument& account = draft.edit();
  end_challenge(account, *find_challenge(account, one.id), state, facts);
}

ReplyContent approve(Draft& draft, const AnswerCase& one, const Facts& facts) {
  end(draft, one, ChallengeState::approved, facts);
  if (one.is_test) {
    find_registration(draft.edit(), registration_of(one.method))->proved = facts.now;
    record(draft, one, EventType::device_proved);
  } else {
    record(draft, one, EventType::prompt_approved);
  }
  return protocol::AnswerReply{};
}

void charge_wrong_number(Draft& draft, const AnswerCase& one, const Facts& facts) {
  const Challenge& challenge = *find_challenge(draft.account(), one.id);
  const FailedGuess guess{one.method,
                          FactorKind::authenticator_app,
                          errc::code_mismatch,
                          lane_of(challenge),
                          challenge.known_browser,
                          1,
                          challenge.purpose == ChallengePurpose::sign_in && challenge.behind_password,
                          {}};
  settle_clock(draft, one.method, facts);
  charge_failure(draft, guess, facts);
}

ReplyContent refuse_number(Draft& draft, const AnswerCase& one, const Facts& facts) {
  end(draft, one, ChallengeState::wrong_number, facts);
  if (!one.is_test) {
    charge_wrong_number(draft, one, facts);
    return Refused{Refusal::wrong_number};
  }
  record(draft, one, EventType::registration_refused, std::string(name_of(errc::code_mismatch)));
  const RegistrationId id = registration_of(one.method);
  if (++find_registration(draft.edit(), id)->tries >= facts.policy.registration.tries)
    end_registration(draft, id, "too_many_tries", {});
  return Refused{Refusal::wrong_number};
}

/// "This wasn't me" (FLOWS k): what was done since the request was sent is undone.
Result<ReplyContent> report(Draft& draft, const AnswerCase& one, const Facts& facts) {
  const std::uint64_t sent_by = find_challenge(draft.account(), one.id)->sent_by;
  end(draft, one, ChallengeState::denied, facts);
  if (one.is_test) {
    end_registration(draft, registration_of(one.method), "reported", {});
    return ReplyContent(protocol::AnswerReply{});
  }
  record(draft, one, EventType::prompt_denied, "reported");
  const ReportState state{draft.account().account, draft.account().incarnation, sent_by, Timestamp::max()};
  if (const auto reported = decide_report(draft, state, facts); !reported) return reported.error();
  pause_prompts(draft.edit(), facts);
  return ReplyContent(protocol::AnswerReply{});
}

Result<ReplyContent> answer_number(Draft& draft, const AnswerCase& one, const SecretBytes& number,
                                   const Facts& facts) {
  const Challenge& challenge = *find_challenge(draft.account(), one.id);
  const auto expected = facts.keys.match_number(draft.account(), challenge);
  if (!expected) return expected.error();
  if (number.size() != expected->size()) return ReplyContent(Refused{Refusal::malformed});
  return *expected == number ? approve(draft, one, facts) : refuse_number(draft, one, facts);
}

}  // namespace

Result<ReplyContent> decide_device_answer(Draft& draft, const Digest256& key_id,
                                          const protocol::Answer& answer, const Facts& facts) {
  const DeviceRecord device = find_device(draft.account(), key_id);
  if (!device) return ReplyContent(Refused{Refusal::unknown_device});
  const Challenge* challenge = find_challenge(draft.account(), answer.challenge);
  if (const auto refusal = refusal_of(draft.account(), device, challenge, facts)) {
    settle_prompts(draft, facts);
    return ReplyContent(Refused{*refusal});
  }
  const auto shown = showed_the_request(draft.account(), *challenge, answer.context, facts);
  if (!shown) return shown.error();
  if (!*shown) return ReplyContent(Refused{Refusal::malformed});
  const AnswerCase one{challenge->id, challenge->purpose == ChallengePurpose::registration,
                       device.method_id(), device.label()};
  if (const auto* approval = std::get_if<protocol::Approval>(&answer.verdict))
    return answer_number(draft, one, approval->number, facts);
  if (std::holds_alternative<protocol::Report>(answer.verdict)) return report(draft, one, facts);
  end(draft, one, ChallengeState::denied, facts);
  if (!one.is_test) record(draft, one, EventType::prompt_denied);
  return ReplyContent(protocol::AnswerReply{});
}

}  // namespace counterfoil
