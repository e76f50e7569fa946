#include "simulation/transition.hpp"

#include <algorithm>
#include <string>

#include "engine/methods.hpp"

namespace counterfoil::simulation {

namespace {

const Method* find_anywhere(const AccountDocument& account, const MethodId& id) {
  if (const Method* method = find_method(account, id)) return method;
  for (const RemovedMethod& removed : account.removed_methods) {
    if (removed.method.id == id) return &removed.method;
  }
  return nullptr;
}

bool has_fallen(const RollingCount& before, const RollingCount& after, Timestamp now) {
  return after.last_day(now) < before.last_day(now) || after.last_30_days(now) < before.last_30_days(now);
}

bool is_one_of(const Origin& origin, std::initializer_list<std::string_view> operations) {
  return std::find(operations.begin(), operations.end(), origin.operation) != operations.end();
}

bool is_same_account(const Transition& step) {
  return step.before != nullptr && step.before->incarnation == step.after.incarnation &&
         step.after.state != AccountState::deleted;
}

void floors_never_fall(const Method& before, const Method& after, Findings& findings) {
  if (const auto* totp = std::get_if<Totp>(&before.payload)) {
    const auto* later = std::get_if<Totp>(&after.payload);
    findings.expect(later != nullptr && later->last_accepted_step >= totp->last_accepted_step,
                    claims::floors_last, "the last accepted step of a code app fell");
  }
  if (const auto* codes = std::get_if<RecoveryCodes>(&before.payload)) {
    const auto* later = std::get_if<RecoveryCodes>(&after.payload);
    bool stay_used = later != nullptr && later->codes.size() == codes->codes.size();
    for (std::size_t i = 0; stay_used && i < codes->codes.size(); ++i) {
      stay_used = !codes->codes[i].used || later->codes[i].used;
    }
    findings.expect(stay_used, claims::floors_last, "a used recovery code became unused");
  }
}

void nothing_of_a_method_falls(const Transition& step, Findings& findings) {
  for (const Method& method : step.before->methods) {
    const Method* after = find_anywhere(step.after, method.id);
    if (after == nullptr) continue;
    floors_never_fall(method, *after, findings);
    findings.expect(!has_fallen(method.strangers.failures, after->strangers.failures, step.now),
                    claims::counts_last, "the count of a method fell before its time");
  }
}

void account_counts_fall_with_time_only(const Transition& step, Findings& findings) {
  findings.expect(!has_fallen(step.before->known_failures, step.after.known_failures, step.now),
                  claims::counts_last, "the count of known browsers fell before its time");
  if (has_new_password(step)) return;
  findings.expect(!has_fallen(step.before->strangers.failures, step.after.strangers.failures, step.now),
                  claims::counts_last, "the count of strangers fell before its time");
  findings.expect(step.after.failures_behind_password >= step.before->failures_behind_password,
                  claims::counts_last, "the failures behind the password fell");
}

void spent_tickets_stay_spent(const Transition& step, Findings& findings) {
  for (const SpentTicket& ticket : step.before->spent) {
    if (ticket.expires <= step.now) continue;
    const bool stays = std::any_of(step.after.spent.begin(), step.after.spent.end(),
                                   [&](const SpentTicket& later) { return later.id == ticket.id; });
    findings.expect(stays, claims::accepted_once, "a spent ticket was forgotten before it expired");
  }
}

void strangers_leave_known_browsers_alone(const Transition& step, Findings& findings) {
  if (step.origin.has_token || step.origin.actor == Actor::host || step.origin.is("report")) return;
  const auto& before = step.before->known_failures;
  const auto& after = step.after.known_failures;
  const bool is_more = after.last_day(step.now) > before.last_day(step.now) ||
                       after.last_30_days(step.now) > before.last_30_days(step.now);
  findings.expect(!is_more, claims::owner_not_paused,
                  "a stranger's operation counted against known browsers");
  for (const KnownBrowser& browser : step.after.browsers) {
    const auto found = std::find_if(step.before->browsers.begin(), step.before->browsers.end(),
                                    [&](const KnownBrowser& earlier) { return earlier.id == browser.id; });
    const bool unchanged = found == step.before->browsers.end() || *found == browser;
    findings.expect(unchanged, claims::owner_not_paused, "a stranger's operation changed a known browser");
  }
}

/// What was acknowledged is changed by its own operations only.
void only_its_operations_change_it(const Transition& step, Findings& findings) {
  const auto lost = [&](bool holds, std::string_view what) {
    findings.expect(holds, claims::nothing_lost,
                    std::string(what) + " during " + std::string(step.origin.operation));
  };
  for (const Method& method : step.before->methods) {
    const bool may_go = is_one_of(step.origin, {"remove", "new_recovery_codes", "report"});
    lost(may_go || find_method(step.after, method.id) != nullptr, "a method disappeared");
  }
  for (const Method& method : step.after.methods) {
    const Method* earlier = find_method(*step.before, method.id);
    const bool may_come = is_one_of(step.origin, {"confirm_totp", "new_recovery_codes", "report"});
    lost(may_come || earlier != nullptr, "a method appeared");
    if (earlier == nullptr) continue;
    lost(step.origin.is("rename") || earlier->nickname == method.nickname, "a nickname changed");
    lost(step.origin.is("report") || earlier->suspended == method.suspended, "a suspension changed");
  }
  const bool may_change_default =
      is_one_of(step.origin, {"set_default", "remove", "confirm_totp", "new_recovery_codes", "report"});
  lost(may_change_default || step.before->default_method == step.after.default_method, "the default changed");
  lost(step.origin.is("set_privilege") || step.before->privilege == step.after.privilege,
       "the privilege changed");
  lost(is_one_of(step.origin, {"suspend", "resume"}) || step.before->state == step.after.state,
       "the state changed");
  const auto realm = [](const Username& name) { return name.sealed_text; };
  const bool same_names = std::equal(step.before->usernames.begin(), step.before->usernames.end(),
                                     step.after.usernames.begin(), step.after.usernames.end(),
                                     [&](const auto& a, const auto& b) { return realm(a) == realm(b); });
  lost(step.origin.is("set_usernames") || same_names, "the usernames changed");
  lost(step.origin.is("set_notice_address") ||
           step.before->sealed_notice_address == step.after.sealed_notice_address,
       "the notice address changed");
  const bool may_replace =
      is_one_of(step.origin, {"change_password", "reset_password", "set_password", "answer_password"});
  const bool same_hash =
      step.before->password.has_value() == step.after.password.has_value() &&
      (!step.before->password || step.before->password->sealed_hash == step.after.password->sealed_hash);
  lost(may_replace || same_hash, "the password changed");
}

bool is_told(const Transition& step, NoticeKind kind) {
  return std::any_of(step.notices.begin(), step.notices.end(),
                     [&](const NoticeMessage& notice) { return notice.kind == kind; });
}

bool has_used_recovery_code(const Transition& step) {
  for (const Method& method : step.after.methods) {
    const Method* before = find_method(*step.before, method.id);
    const auto* codes = std::get_if<RecoveryCodes>(&method.payload);
    if (codes == nullptr || before == nullptr) continue;
    if (codes_left(*codes) < codes_left(std::get<RecoveryCodes>(before->payload))) return true;
  }
  return false;
}

void every_change_is_told(const Transition& step, Findings& findings) {
  const auto told = [&](bool happened, NoticeKind kind) {
    findings.expect(!happened || is_told(step, kind), claims::told,
                    std::string(name_of(kind)) + " is missing");
  };
  const auto& before = *step.before;
  const auto& after = step.after;
  for (const Method& method : before.methods) {
    const Method* later = find_method(after, method.id);
    told(later == nullptr && step.origin.is("remove"), NoticeKind::method_removed);
    told(later != nullptr && later->nickname != method.nickname, NoticeKind::method_renamed);
  }
  for (const Method& method : after.methods) {
    const bool is_new = find_method(before, method.id) == nullptr;
    told(is_new && step.origin.is("confirm_totp"), NoticeKind::method_added);
    told(is_new && step.origin.is("new_recovery_codes"), NoticeKind::recovery_codes_replaced);
  }
  told(step.origin.is("set_default") && before.default_method != after.default_method,
       NoticeKind::default_changed);
  told(has_used_recovery_code(step), NoticeKind::recovery_code_used);
  told(step.origin.is("reset_password") && has_new_password(step), NoticeKind::password_reset);
  told(!step.origin.is("reset_password") && has_new_password(step), NoticeKind::password_changed);
  told(!before.password_known_told && after.password_known_told, NoticeKind::password_known);
  told(!before.recovery_open && after.recovery_open, NoticeKind::recovery_path_opened);
  told(before.reported_until != after.reported_until, NoticeKind::reported);
  told(before.state == AccountState::active && after.state == AccountState::suspended,
       NoticeKind::account_suspended);
  told(before.state == AccountState::suspended && after.state == AccountState::active,
       NoticeKind::account_resumed);
  told(step.origin.is("set_usernames"), NoticeKind::usernames_changed);
  told(step.origin.is("set_notice_address"), NoticeKind::notice_address_changed);
  told(step.origin.is("sign_out_everywhere"), NoticeKind::signed_out_everywhere);
  const bool somewhere_new = after.sessions.size() > before.sessions.size() &&
                             before.last_signed_in.has_value() && !step.origin.has_token;
  told(somewhere_new, NoticeKind::signed_in_somewhere_new);
}

void nobody_is_stranded(const Transition& step, Findings& findings) {
  if (step.after.state != AccountState::active) return;
  findings.expect(can_sign_in(step.after, step.policy) || step.after.recovery_open, claims::not_stranded,
                  "no way to sign in is left, and no recovery path is open");
}

void revocations_last(const Transition& step, Findings& findings) {
  if (step.before == nullptr) return;
  findings.expect(step.after.epoch >= step.before->epoch, claims::revoked, "the epoch fell");
  findings.expect(!is_revocation(step) || step.after.epoch > step.before->epoch, claims::revoked,
                  "the epoch stayed as it was");
}

}  // namespace

bool has_new_password(const Transition& step) {
  if (step.before == nullptr || !step.after.password) return false;
  if (!is_one_of(step.origin, {"change_password", "reset_password", "set_password"})) return false;
  return !step.before->password || step.before->password->sealed_hash != step.after.password->sealed_hash;
}

bool is_revocation(const Transition& step) {
  if (step.before == nullptr) return false;
  const bool stopped = step.before->state == AccountState::active && step.after.state != AccountState::active;
  const bool reported = step.before->reported_until != step.after.reported_until;
  return stopped || reported || has_new_password(step) || step.origin.is("sign_out_everywhere") ||
         step.before->incarnation != step.after.incarnation;
}

void check_transition(const Transition& step, Findings& findings) {
  findings.expect(
      step.before == nullptr || step.after.events.head_sequence >= step.before->events.head_sequence,
      claims::chain_whole, "the head of the chain went back");
  revocations_last(step, findings);
  nobody_is_stranded(step, findings);
  if (!is_same_account(step)) return;
  nothing_of_a_method_falls(step, findings);
  account_counts_fall_with_time_only(step, findings);
  spent_tickets_stay_spent(step, findings);
  strangers_leave_known_browsers_alone(step, findings);
  only_its_operations_change_it(step, findings);
  every_change_is_told(step, findings);
}

}  // namespace counterfoil::simulation
