#include "engine/decide_methods.hpp"

#include <algorithm>
#include <utility>

#include "engine/device_lookups.hpp"
#include "engine/methods.hpp"

namespace counterfoil {

namespace {

Error no_such_method() {
  return Error(errc::not_found, "no such sign-in method");
}

/// Common to all: a kept outcome answers a retry, the caller may manage, and the method exists.
Result<bool> is_retry(const Draft& draft, const Operation& operation, const Facts& facts) {
  const auto kept = kept_outcome(draft.account(), operation, facts);
  if (!kept) return kept.error();
  return kept->has_value();
}

bool is_younger(const RemovedMethod& left, const RemovedMethod& right) {
  return left.method.added_by < right.method.added_by;
}

}  // namespace

void set_aside(Draft& draft, const MethodId& id, std::uint64_t removed_by, const Facts& facts) {
  AccountDocument& account = draft.edit();
  auto& removed = account.removed_methods;
  std::erase_if(removed, [&](const RemovedMethod& old) {
    if (old.removed + facts.policy.lifetimes.report_link > facts.now) return false;
    remove_lookups(draft, old.method);
    return true;
  });
  const bool was_default = account.default_method == id;
  removed.push_back({*find_method(account, id), removed_by, facts.now, was_default, {}});
  std::erase_if(account.methods, [&](const Method& method) { return method.id == id; });
  std::erase_if(account.challenges, [&](const Challenge& challenge) { return challenge.method == id; });
  if (was_default) account.default_method = strongest_default(account, facts.policy);
  if (removed.size() <= facts.policy.live.removed_methods) return;
  // Somebody who adds and removes methods to push the owner's out only pushes out their own.
  const auto youngest = std::max_element(removed.begin(), removed.end(), is_younger);
  remove_lookups(draft, youngest->method);
  removed.erase(youngest);
}

void remove_method(Draft& draft, const MethodId& id, EventDraft event, const Facts& facts) {
  const Method removed = *find_method(draft.account(), id);
  const RequestContext context = event.context;
  event.factor = factor_of(removed);
  event.method = id;
  event.label = label_of(removed);
  const auto sequence = draft.record(std::move(event));
  const auto former_default = draft.account().default_method;
  set_aside(draft, id, sequence, facts);
  const auto& present_default = draft.account().default_method;
  if (present_default != former_default)
    draft.record({.type = EventType::default_changed, .method = present_default, .context = context});
  draft.notify({.kind = NoticeKind::method_removed,
                .label = label_of(removed),
                .event_sequence = sequence,
                .context = context});
}

Result<void> decide_rename(Draft& draft, const ManageCommand& command, const MethodId& id,
                           const std::string& nickname, const Facts& facts) {
  const Operation operation = operation_of(command, "rename", {id.bytes(), as_bytes(nickname)});
  const auto retry = is_retry(draft, operation, facts);
  if (!retry) return retry.error();
  if (*retry) return {};
  if (auto checked = check_may_manage(draft.account(), command, facts); !checked) return checked;
  auto name = checked_nickname(nickname);
  if (!name) return std::move(name).error();
  if (find_method(draft.account(), id) == nullptr) return no_such_method();
  Method& method = *find_method(draft.edit(), id);
  method.nickname = *std::move(name);
  const auto sequence = draft.record({.type = EventType::method_renamed,
                                      .factor = factor_of(method),
                                      .method = id,
                                      .session = command.assurance.session_id,
                                      .label = method.nickname,
                                      .context = command.context});
  draft.notify({.kind = NoticeKind::method_renamed,
                .label = method.nickname,
                .event_sequence = sequence,
                .context = command.context});
  return keep_outcome(draft, operation, {}, facts);
}

Result<void> decide_set_default(Draft& draft, const ManageCommand& command, const MethodId& id,
                                const Facts& facts) {
  const Operation operation = operation_of(command, "set-default", {id.bytes()});
  const auto retry = is_retry(draft, operation, facts);
  if (!retry) return retry.error();
  if (*retry) return {};
  if (auto checked = check_may_manage(draft.account(), command, facts); !checked) return checked;
  const Method* method = find_method(draft.account(), id);
  if (method == nullptr) return no_such_method();
  if (std::holds_alternative<RecoveryCodes>(method->payload)) {
    return Error(errc::not_allowed, "recovery codes are for emergencies: choose another default");
  }
  if (!is_usable(*method, facts.policy))
    return Error(errc::not_allowed, "this method cannot be used at present");
  if (draft.account().default_method == id) return {};
  const std::string label = label_of(*method);
  draft.edit().default_method = id;
  const auto sequence = draft.record({.type = EventType::default_changed,
                                      .factor = factor_of(*method),
                                      .method = id,
                                      .session = command.assurance.session_id,
                                      .label = label,
                                      .context = command.context});
  draft.notify({.kind = NoticeKind::default_changed,
                .label = label,
                .event_sequence = sequence,
                .context = command.context});
  return keep_outcome(draft, operation, {}, facts);
}

Result<Changed> decide_remove(Draft& draft, const ManageCommand& command, const MethodId& id,
                              const Facts& facts) {
  const Operation operation = operation_of(command, "remove", {id.bytes()});
  const auto retry = is_retry(draft, operation, facts);
  if (!retry) return retry.error();
  if (*retry) return Changed{id, std::nullopt, std::nullopt};
  if (auto checked = check_may_manage(draft.account(), command, facts); !checked)
    return std::move(checked).error();
  if (find_method(draft.account(), id) == nullptr) return no_such_method();
  AccountDocument after = draft.account();
  std::erase_if(after.methods, [&](const Method& method) { return method.id == id; });
  if (!can_sign_in(after, facts.policy)) {
    return Error(errc::would_strand, "this is your last way to sign in: add another one first");
  }
  remove_method(draft, id,
                {.type = EventType::method_removed,
                 .session = command.assurance.session_id,
                 .context = command.context},
                facts);
  if (auto stored = keep_outcome(draft, operation, {}, facts); !stored) return std::move(stored).error();
  return Changed{id, std::nullopt, std::nullopt};
}

}  // namespace counterfoil
