#include "model/document_check.hpp"

#include <algorithm>

#include "model/document_bounds.hpp"

namespace counterfoil {

namespace {

/// Whether no two elements have the same `key(element)`. The lists are short.
template <class List, class Key>
bool are_distinct(const List& list, Key key) {
  for (auto one = list.begin(); one != list.end(); ++one) {
    for (auto other = list.begin(); other != one; ++other) {
      if (key(*one) == key(*other)) return false;
    }
  }
  return true;
}

const auto id_of = [](const auto& element) -> const auto& {
  return element.id;
};

void check_sizes(const AccountDocument& document, Inspection& inspection) {
  inspection.require(document.usernames.size() <= bounds::usernames, "usernames: no more than can be");
  inspection.require(document.methods.size() <= bounds::methods, "methods: no more than can be");
  inspection.require(document.removed_methods.size() <= bounds::removed_methods,
                     "removed methods: no more than can be");
  inspection.require(document.registrations.size() <= bounds::registrations,
                     "registrations: no more than can be");
  inspection.require(document.challenges.size() <= bounds::challenges, "challenges: no more than can be");
  inspection.require(document.spent.size() <= bounds::spent_tickets, "spent tickets: no more than can be");
  inspection.require(document.outcomes.size() <= bounds::outcomes, "outcomes: no more than can be");
  inspection.require(document.browsers.size() <= bounds::browsers, "known browsers: no more than can be");
  inspection.require(document.sessions.size() <= bounds::sessions, "sessions: no more than can be");
}

void check_ids(const AccountDocument& document, Inspection& inspection) {
  inspection.require(!document.incarnation.is_nil(), "incarnation: an id");
  inspection.require(are_distinct(document.methods, id_of), "methods: each id once");
  inspection.require(are_distinct(document.registrations, id_of), "registrations: each id once");
  inspection.require(are_distinct(document.challenges, id_of), "challenges: each id once");
  inspection.require(are_distinct(document.spent, id_of), "spent tickets: each id once");
  inspection.require(are_distinct(document.browsers, id_of), "known browsers: each id once");
  inspection.require(are_distinct(document.sessions, id_of), "sessions: each id once");
  inspection.require(are_distinct(document.outcomes, [](const KeptOutcome& outcome) { return outcome.key; }),
                     "outcomes: each key once");
}

void check_identity(const AccountDocument& document, Inspection& inspection) {
  inspection.require(document.epoch > 0, "epoch: from 1");
  inspection.require(document.privilege <= bounds::privilege, "privilege: at most 3");
  inspection.require(document.state >= AccountState::active && document.state <= AccountState::deleted,
                     "state: one that exists");
  check(document.created, inspection);
  check(document.last_signed_in, inspection);
  for (const Username& username : document.usernames) {
    inspection.require(is_sealed(username.sealed_text), "usernames: sealed text");
    inspection.require(is_text(username.realm, bounds::realm), "usernames: a realm in UTF-8");
  }
  inspection.require(document.sealed_notice_address.size() <= bounds::sealed,
                     "notice address: a sealed text");
}

void check_password(const PasswordRecord& password, Inspection& inspection) {
  inspection.require(
      password.scheme == PasswordScheme::argon2id || password.scheme == PasswordScheme::foreign,
      "password: a scheme that exists");
  inspection.require(is_sealed(password.sealed_hash), "password: a sealed hash");
  check(password.changed, inspection);
  check(password.change_failures, inspection);
}

void check_methods(const AccountDocument& document, Inspection& inspection) {
  for (const Method& method : document.methods) check(method, inspection);
  for (const Registration& registration : document.registrations) check(registration, inspection);
  for (const RemovedMethod& removed : document.removed_methods) {
    check(removed.method, inspection);
    check(removed.removed, inspection);
    inspection.require(std::find_if(document.methods.begin(), document.methods.end(),
                                    [&removed](const Method& method) {
                                      return method.id == removed.method.id;
                                    }) == document.methods.end(),
                       "removed methods: none that is there");
  }
  if (!document.default_method) return;
  const auto found =
      std::find_if(document.methods.begin(), document.methods.end(),
                   [&document](const Method& method) { return method.id == document.default_method; });
  inspection.require(found != document.methods.end(), "default: one of the methods");
  inspection.require(
      found == document.methods.end() || !std::holds_alternative<RecoveryCodes>(found->payload),
      "default: a method that can be one");
}

void check_browsers_and_sessions(const AccountDocument& document, Inspection& inspection) {
  for (const KnownBrowser& browser : document.browsers) {
    inspection.require(
        is_text(browser.label, bounds::context_text) && is_text(browser.place, bounds::context_text),
        "known browsers: texts in UTF-8");
    check(browser.since, inspection);
    check(browser.last_used, inspection);
  }
  for (const LiveSession& session : document.sessions) {
    inspection.require(is_text(session.app, bounds::context_text) &&
                           is_text(session.browser, bounds::context_text) &&
                           is_text(session.place, bounds::context_text),
                       "sessions: texts in UTF-8");
    check(session.started, inspection);
    check(session.expires, inspection);
  }
}

void check_challenges(const AccountDocument& document, Inspection& inspection) {
  for (const Challenge& challenge : document.challenges) check(challenge, inspection);
  check(document.stranger_prompts, inspection);
  check(document.known_prompts, inspection);
  check(document.prompts_without_password, inspection);
}

void check_operations(const AccountDocument& document, Inspection& inspection) {
  for (const SpentTicket& ticket : document.spent) check(ticket.expires, inspection);
  for (const KeptOutcome& outcome : document.outcomes) {
    inspection.require(outcome.code >= 0, "outcomes: a code that exists");
    inspection.require(
        outcome.ids.size() <= bounds::outcome_values && outcome.numbers.size() <= bounds::outcome_values,
        "outcomes: no more values than can be");
    inspection.require(is_text(outcome.detail, bounds::outcome_detail), "outcomes: a detail in UTF-8");
    check(outcome.expires, inspection);
  }
}

/// The chain is written last, so that whatever names an event names one that is in it.
void check_events(const AccountDocument& document, Inspection& inspection) {
  const EventChain& chain = document.events;
  inspection.require(chain.anchor_sequence <= chain.head_sequence, "events: an anchor not beyond the head");
  inspection.require(chain.anchor_sequence != chain.head_sequence || chain.anchor == chain.head,
                     "events: one link for one event");
  inspection.require(chain.head_sequence > 0 || chain.head == Digest256{},
                     "events: no link without an event");
  inspection.require(chain.anchor_sequence > 0 || chain.anchor == Digest256{},
                     "events: no link without an event");
  std::uint64_t newest = std::max(document.reported_from, document.reported_until);
  for (const Method& method : document.methods)
    newest = std::max({newest, method.added_by, method.changed_by});
  for (const RemovedMethod& removed : document.removed_methods) newest = std::max(newest, removed.removed_by);
  for (const KnownBrowser& browser : document.browsers) newest = std::max(newest, browser.added_by);
  for (const Challenge& challenge : document.challenges) newest = std::max(newest, challenge.sent_by);
  inspection.require(newest <= chain.head_sequence, "events: none named beyond the head");
}

void check_tombstone(const AccountDocument& document, Inspection& inspection) {
  inspection.require(document.usernames.empty() && document.sealed_notice_address.empty() &&
                         !document.password && document.methods.empty() && document.removed_methods.empty() &&
                         document.registrations.empty() && document.challenges.empty() &&
                         document.browsers.empty() && document.sessions.empty(),
                     "deleted account: nothing of the person");
}

}  // namespace

void check(const AccountDocument& document, Inspection& inspection) {
  check_sizes(document, inspection);
  if (!inspection.passed()) return;
  check_ids(document, inspection);
  check_identity(document, inspection);
  if (document.password) check_password(*document.password, inspection);
  check_methods(document, inspection);
  check(document.strangers, inspection);
  check(document.known_failures, inspection);
  check_challenges(document, inspection);
  check_operations(document, inspection);
  check_browsers_and_sessions(document, inspection);
  check_events(document, inspection);
  if (document.state == AccountState::deleted) check_tombstone(document, inspection);
}

void check(const GuardDocument& document, Inspection& inspection) {
  check(document.ledger, inspection);
  check(document.last_failure, inspection);
  inspection.require(document.recent_wrong.size() <= bounds::recent_wrong_passwords,
                     "wrong passwords: no more than are remembered");
  for (const std::uint32_t digest : document.recent_wrong) {
    inspection.require(digest >> bounds::recent_wrong_bits == 0, "wrong passwords: digests of 20 bits");
  }
}

void check(const MeterDocument& document, Inspection& inspection) {
  inspection.require(document.window >= 0, "meter: a window since 1970");
}

}  // namespace counterfoil
