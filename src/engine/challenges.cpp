#include "engine/challenges.hpp"

#include <algorithm>
#include <utility>

#include "counterfoil/protocol/push_request.hpp"
#include "engine/account_label.hpp"
#include "engine/field_names.hpp"
#include "engine/prompts.hpp"

namespace counterfoil {

namespace {

/// A name on one line, no longer than a request may have it: cut where a character ends.
std::string shortened(std::string text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  text.resize(size);
  return text;
}

protocol::PushPurpose shown_purpose(ChallengePurpose purpose) {
  if (purpose == ChallengePurpose::registration) return protocol::PushPurpose::registration_test;
  return purpose == ChallengePurpose::step_up ? protocol::PushPurpose::step_up
                                              : protocol::PushPurpose::sign_in;
}

Timestamp whole_seconds(Timestamp time) {
  return std::chrono::floor<std::chrono::seconds>(time);
}

Result<Bytes> sealed_request(const AccountDocument& account, const Challenge& challenge,
                             const ChallengePlan& plan, const Facts& facts) {
  auto label = account_label(account, facts.keys);
  if (!label) return std::move(label).error();
  const protocol::PushRequest request{challenge.id,
                                      account.tenant,
                                      shortened(*std::move(label), protocol::max_account_label_size),
                                      shown_purpose(plan.purpose),
                                      plan.context,
                                      plan.is_first_time_here,
                                      challenge.digits,
                                      whole_seconds(challenge.created),
                                      whole_seconds(challenge.expires)};
  const auto text = protocol::write_push_request(request);
  if (!text) return text.error();
  return facts.keys.seal_field(account, push_request_field(challenge.id),
                               SecretBytes(std::string_view(*text)), facts.entropy);
}

/// The oldest that is in this class of ended ones.
template <class List, class Ended>
bool drop_oldest(List& challenges, Ended ended) {
  const auto oldest = std::find_if(challenges.begin(), challenges.end(), ended);
  if (oldest == challenges.end()) return false;
  challenges.erase(oldest);
  return true;
}

/// An approval may still be redeemed, and goes last.
Result<void> make_room(AccountDocument& account, const Facts& facts) {
  auto& challenges = account.challenges;
  const auto is_pending = [](const Challenge& one) { return one.state == ChallengeState::pending; };
  const auto is_approved = [](const Challenge& one) { return one.state == ChallengeState::approved; };
  while (challenges.size() >= facts.policy.live.challenges) {
    if (drop_oldest(challenges, [&](const Challenge& one) { return !is_pending(one) && !is_approved(one); }))
      continue;
    if (drop_oldest(challenges, is_approved)) continue;
    return Error(errc::throttled, "too many requests wait already: try again later",
                 facts.policy.number_matching.lifetime);
  }
  return {};
}

template <class Matches>
const Challenge* newest(const AccountDocument& account, Matches matches) noexcept {
  const auto found = std::find_if(account.challenges.rbegin(), account.challenges.rend(), matches);
  return found == account.challenges.rend() ? nullptr : &*found;
}

}  // namespace

Result<Challenge*> add_challenge(Draft& draft, const ChallengePlan& plan, const Facts& facts) {
  const auto id = random_id<ChallengeId>(facts.entropy);
  if (!id) return id.error();
  Challenge challenge;
  challenge.id = *id;
  challenge.purpose = plan.purpose;
  challenge.method = plan.method;
  challenge.ticket = plan.ticket;
  challenge.epoch = draft.account().epoch;
  challenge.created = facts.now;
  challenge.expires = facts.now + facts.policy.number_matching.lifetime;
  challenge.known_browser = plan.known_browser;
  challenge.behind_password = plan.behind_password;
  challenge.digits = facts.policy.number_matching.digits;
  challenge.number_key = facts.keys.ring().primary().id();
  auto sealed = sealed_request(draft.account(), challenge, plan, facts);
  if (!sealed) return std::move(sealed).error();
  challenge.sealed_request = *std::move(sealed);
  AccountDocument& account = draft.edit();
  if (auto room = make_room(account, facts); !room) return std::move(room).error();
  account.challenges.push_back(std::move(challenge));
  return &account.challenges.back();
}

const Challenge* find_challenge(const AccountDocument& account, const ChallengeId& id) noexcept {
  return newest(account, [&](const Challenge& challenge) { return challenge.id == id; });
}

Challenge* find_challenge(AccountDocument& account, const ChallengeId& id) noexcept {
  return const_cast<Challenge*>(find_challenge(std::as_const(account), id));
}

const Challenge* challenge_of(const AccountDocument& account, const TicketId& ticket) noexcept {
  return newest(account, [&](const Challenge& challenge) { return challenge.ticket == ticket; });
}

const Challenge* test_of(const AccountDocument& account, const MethodId& method) noexcept {
  return newest(account, [&](const Challenge& challenge) {
    return challenge.purpose == ChallengePurpose::registration && challenge.method == method;
  });
}

PromptState state_of(const Challenge& challenge, const AccountDocument& account,
                     const Facts& facts) noexcept {
  switch (challenge.state) {
    case ChallengeState::pending:
      return is_over(challenge, account, facts.policy, facts.now) ? PromptState::expired
                                                                  : PromptState::waiting;
    case ChallengeState::approved: {
      const bool late =
          facts.now >= challenge.answered.value_or(Timestamp{}) + facts.policy.lifetimes.approval;
      return late ? PromptState::expired : PromptState::approved;
    }
    case ChallengeState::denied:
      return PromptState::denied;
    case ChallengeState::wrong_number:
      return PromptState::wrong_number;
    case ChallengeState::cancelled:
      return challenge.answered >= challenge.expires ? PromptState::expired : PromptState::cancelled;
    case ChallengeState::consumed:
      return PromptState::redeemed;
  }
  return PromptState::cancelled;
}

Result<PromptView> prompt_view(const AccountDocument& account, const Challenge& challenge,
                               const std::string& label, const Facts& facts) {
  PromptView view{state_of(challenge, account, facts), challenge.method, label, {}, challenge.expires};
  if (view.state == PromptState::approved)
    view.expires = challenge.answered.value_or(Timestamp{}) + facts.policy.lifetimes.approval;
  if (view.state != PromptState::waiting) return view;
  auto number = facts.keys.match_number(account, challenge);
  if (!number) return std::move(number).error();
  view.number = *std::move(number);
  return view;
}

}  // namespace counterfoil
