#include "model/document_check.hpp"

#include <functional>

#include "model/document_bounds.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"
#include "support/random_document.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

template <class Document>
std::string fault_of(const Document& document) {
  Inspection inspection;
  check(document, inspection);
  return std::string(inspection.fault());
}

/// The fault of an everyday document after a change.
std::string after(const std::function<void(AccountDocument&)>& change) {
  AccountDocument document = document_at_all_limits();
  change(document);
  return fault_of(document);
}

Totp& app(AccountDocument& document) {
  return std::get<Totp>(document.methods[0].payload);
}

const Timestamp before_1970 = Timestamp(Duration(-1));
const Timestamp after_9999 = Timestamp(Duration(bounds::latest_time + 1));

}  // namespace

TEST_CASE("documents that may exist pass") {
  CHECK(fault_of(minimal_document()) == "");
  CHECK(fault_of(everyday_document()) == "");
  CHECK(fault_of(document_at_all_limits()) == "");
  CHECK(fault_of(document_of_the_future()) == "");
  CHECK(fault_of(tombstone()) == "");
  RandomDocuments documents(7);
  for (int i = 0; i < 200; ++i) CHECK(fault_of(documents.next()) == "");
}

TEST_CASE("a document over a bound does not pass") {
  using D = AccountDocument;
  CHECK(after([](D& d) { d.usernames.resize(bounds::usernames + 1); }) == "usernames: no more than can be");
  CHECK(after([](D& d) { d.methods.resize(bounds::methods + 1); }) == "methods: no more than can be");
  CHECK(after([](D& d) { d.removed_methods.resize(bounds::removed_methods + 1); }) ==
        "removed methods: no more than can be");
  CHECK(after([](D& d) { d.registrations.resize(bounds::registrations + 1); }) ==
        "registrations: no more than can be");
  CHECK(after([](D& d) { d.spent.resize(bounds::spent_tickets + 1); }) ==
        "spent tickets: no more than can be");
  CHECK(after([](D& d) { d.outcomes.resize(bounds::outcomes + 1); }) == "outcomes: no more than can be");
  CHECK(after([](D& d) { d.browsers.resize(bounds::browsers + 1); }) ==
        "known browsers: no more than can be");
  CHECK(after([](D& d) { d.sessions.resize(bounds::sessions + 1); }) == "sessions: no more than can be");
  CHECK(after([](D& d) {
          std::get<RecoveryCodes>(d.methods[5].payload).codes.resize(bounds::recovery_codes + 1);
        }) == "recovery codes: no more than can be");
  CHECK(after([](D& d) { d.outcomes[0].numbers.resize(bounds::outcome_values + 1); }) ==
        "outcomes: no more values than can be");
}

TEST_CASE("an id stands once in its list") {
  using D = AccountDocument;
  CHECK(after([](D& d) { d.methods[3].id = d.methods[1].id; }) == "methods: each id once");
  CHECK(after([](D& d) { d.registrations[2].id = d.registrations[0].id; }) == "registrations: each id once");
  CHECK(after([](D& d) { d.spent[15].id = d.spent[0].id; }) == "spent tickets: each id once");
  CHECK(after([](D& d) { d.browsers[1].id = d.browsers[0].id; }) == "known browsers: each id once");
  CHECK(after([](D& d) { d.sessions[19].id = d.sessions[18].id; }) == "sessions: each id once");
  CHECK(after([](D& d) { d.outcomes[7].key = d.outcomes[0].key; }) == "outcomes: each key once");
  CHECK(after([](D& d) { d.removed_methods[0].method.id = d.methods[0].id; }) ==
        "removed methods: none that is there");
  CHECK(after([](D& d) { d.incarnation = {}; }) == "incarnation: an id");
  CHECK(after([](D& d) { d.methods[2].id = {}; }) == "method: an id");
  CHECK(after([](D& d) { d.registrations[2].id = {}; }) == "registration: an id");
}

TEST_CASE("the default is one of the methods, and never recovery codes") {
  CHECK(after([](AccountDocument& d) { d.default_method = numbered_id<MethodId>(0xFF, 1); }) ==
        "default: one of the methods");
  CHECK(after([](AccountDocument& d) { d.default_method = d.methods[5].id; }) ==
        "default: a method that can be one");
  CHECK(after([](AccountDocument& d) { d.default_method.reset(); }) == "");
}

TEST_CASE("numbers that are no enumerators do not pass") {
  using D = AccountDocument;
  CHECK(after([](D& d) { d.state = static_cast<AccountState>(0); }) == "state: one that exists");
  CHECK(after([](D& d) { d.state = static_cast<AccountState>(4); }) == "state: one that exists");
  CHECK(after([](D& d) { d.password->scheme = static_cast<PasswordScheme>(3); }) ==
        "password: a scheme that exists");
  CHECK(after([](D& d) { d.registrations[0].grounds = static_cast<Grounds>(0); }) ==
        "registration: grounds that exist");
  CHECK(after([](D& d) { app(d).algorithm = static_cast<OtpAlgorithm>(4); }) ==
        "code app: an algorithm, digits and period that exist");
  CHECK(after([](D& d) { d.privilege = 4; }) == "privilege: at most 3");
  CHECK(after([](D& d) { d.epoch = 0; }) == "epoch: from 1");
  CHECK(after([](D& d) { d.outcomes[0].code = -1; }) == "outcomes: a code that exists");
}

TEST_CASE("a code app that cannot be does not pass") {
  using D = AccountDocument;
  CHECK(after([](D& d) { app(d).sealed_secret.clear(); }) == "code app: a sealed secret");
  CHECK(after([](D& d) { app(d).sealed_secret.resize(bounds::sealed + 1); }) == "code app: a sealed secret");
  for (const unsigned digits : {0U, 5U, 9U}) {
    CHECK(after([=](D& d) { app(d).digits = digits; }) ==
          "code app: an algorithm, digits and period that exist");
  }
  for (const int period : {-30, 0, 301}) {
    CHECK(after([=](D& d) { app(d).period = std::chrono::seconds(period); }) ==
          "code app: an algorithm, digits and period that exist");
  }
  CHECK(after([](D& d) { app(d).last_accepted_step = -1; }) == "code app: a last accepted step that exists");
  CHECK(after([](D& d) { app(d).drift_steps = 61; }) == "code app: a drift within its limit");
  CHECK(after([](D& d) { app(d).drift_steps = -61; }) == "code app: a drift within its limit");
  CHECK(after([](D& d) { d.methods[0].payload = UnknownMethod{}; }) == "method: a payload");
}

TEST_CASE("what has to be sealed is there") {
  using D = AccountDocument;
  CHECK(after([](D& d) { d.usernames[0].sealed_text.clear(); }) == "usernames: sealed text");
  CHECK(after([](D& d) { d.password->sealed_hash.clear(); }) == "password: a sealed hash");
  CHECK(after([](D& d) { std::get<RecoveryCodes>(d.methods[5].payload).sealed_digest_key.clear(); }) ==
        "recovery codes: a sealed key");
  CHECK(after([](D& d) { d.sealed_notice_address.resize(bounds::sealed + 1); }) ==
        "notice address: a sealed text");
}

TEST_CASE("every time lies between 1970 and 9999") {
  const std::vector<std::function<void(AccountDocument&, Timestamp)>> places = {
      [](auto& d, Timestamp time) { d.created = time; },
      [](auto& d, Timestamp time) { d.last_signed_in = time; },
      [](auto& d, Timestamp time) { d.password->changed = time; },
      [](auto& d, Timestamp time) { d.password->change_failures.paused_until = time; },
      [](auto& d, Timestamp time) { d.methods[0].created = time; },
      [](auto& d, Timestamp time) { d.methods[1].last_used = time; },
      [](auto& d, Timestamp time) { d.methods[2].strangers.paused_until = time; },
      [](auto& d, Timestamp time) { std::get<RecoveryCodes>(d.methods[5].payload).codes[9].used = time; },
      [](auto& d, Timestamp time) { d.removed_methods[0].removed = time; },
      [](auto& d, Timestamp time) { d.removed_methods[0].method.created = time; },
      [](auto& d, Timestamp time) { d.registrations[0].created = time; },
      [](auto& d, Timestamp time) { d.registrations[1].expires = time; },
      [](auto& d, Timestamp time) { d.strangers.paused_until = time; },
      [](auto& d, Timestamp time) { d.spent[3].expires = time; },
      [](auto& d, Timestamp time) { d.outcomes[3].expires = time; },
      [](auto& d, Timestamp time) { d.browsers[3].since = time; },
      [](auto& d, Timestamp time) { d.browsers[3].last_used = time; },
      [](auto& d, Timestamp time) { d.sessions[3].started = time; },
      [](auto& d, Timestamp time) { d.sessions[3].expires = time; },
  };
  for (const auto& set : places) {
    for (const Timestamp time : {before_1970, after_9999, Timestamp::min(), Timestamp::max()}) {
      CHECK(after([&](AccountDocument& document) { set(document, time); }) == "times from 1970 to 9999");
    }
    CHECK(after([&](AccountDocument& document) { set(document, after_9999 - Duration(1)); }) == "");
  }
}

TEST_CASE("every text is UTF-8 and not too long") {
  using TextOf = std::function<std::string*(AccountDocument&)>;
  const std::vector<std::pair<std::string, TextOf>> places = {
      {"usernames: a realm in UTF-8", [](auto& d) { return &d.usernames[0].realm; }},
      {"method: a nickname in UTF-8", [](auto& d) { return &d.methods[0].nickname; }},
      {"method: a nickname in UTF-8", [](auto& d) { return &d.removed_methods[0].method.nickname; }},
      {"registration: a nickname in UTF-8", [](auto& d) { return &d.registrations[0].nickname; }},
      {"outcomes: a detail in UTF-8", [](auto& d) { return &d.outcomes[0].detail; }},
      {"known browsers: texts in UTF-8", [](auto& d) { return &d.browsers[0].label; }},
      {"known browsers: texts in UTF-8", [](auto& d) { return &d.browsers[0].place; }},
      {"sessions: texts in UTF-8", [](auto& d) { return &d.sessions[0].app; }},
      {"sessions: texts in UTF-8", [](auto& d) { return &d.sessions[0].browser; }},
      {"sessions: texts in UTF-8", [](auto& d) { return &d.sessions[0].place; }},
  };
  for (const auto& place : places) {
    for (const std::string& bad : {std::string("\xC3"), std::string(2000, 'x')}) {
      CHECK(after([&](AccountDocument& document) { *place.second(document) = bad; }) == place.first);
    }
  }
}

TEST_CASE("the ends of the event chain are in order, and no event is named beyond its head") {
  using D = AccountDocument;
  CHECK(after([](D& d) { d.events.anchor_sequence = 411; }) == "events: an anchor not beyond the head");
  CHECK(after([](D& d) { d.events.anchor_sequence = 410; }) == "events: one link for one event");
  CHECK(after([](D& d) { d.events.anchor_sequence = 0; }) == "events: no link without an event");
  CHECK(fault_of([] {
          AccountDocument document = minimal_document();
          document.events.head_sequence = 0;
          return document;
        }()) != "");
  const std::string beyond = "events: none named beyond the head";
  CHECK(after([](D& d) { d.methods[0].added_by = 411; }) == beyond);
  CHECK(after([](D& d) { d.methods[0].changed_by = 411; }) == beyond);
  CHECK(after([](D& d) { d.removed_methods[0].removed_by = 411; }) == beyond);
  CHECK(after([](D& d) { d.browsers[0].added_by = 411; }) == beyond);
  CHECK(after([](D& d) { d.reported_from = 411; }) == beyond);
  CHECK(after([](D& d) { d.reported_until = 411; }) == beyond);
}

TEST_CASE("a tombstone keeps nothing of the person") {
  const std::string claim = "deleted account: nothing of the person";
  const AccountDocument living = document_at_all_limits();
  const std::vector<std::function<void(AccountDocument&)>> remains = {
      [&](auto& d) { d.usernames = living.usernames; },
      [&](auto& d) { d.sealed_notice_address = living.sealed_notice_address; },
      [&](auto& d) { d.password = living.password; },
      [&](auto& d) { d.methods = living.methods; },
      [&](auto& d) { d.removed_methods = living.removed_methods; },
      [&](auto& d) { d.registrations = living.registrations; },
      [&](auto& d) { d.browsers = living.browsers; },
      [&](auto& d) { d.sessions = living.sessions; },
  };
  for (const auto& remain : remains) {
    AccountDocument document = tombstone();
    document.events = living.events;
    remain(document);
    CHECK(fault_of(document) == claim);
  }
}

TEST_CASE("guards and meters hold what they can") {
  GuardDocument guard{{}, {1, 2, (1U << 20U) - 1}, at(0), {}};
  CHECK(fault_of(guard) == "");
  guard.recent_wrong.push_back(4);
  CHECK(fault_of(guard) == "wrong passwords: no more than are remembered");
  guard.recent_wrong = {1U << 20U};
  CHECK(fault_of(guard) == "wrong passwords: digests of 20 bits");
  guard = {{}, {}, before_1970, {}};
  CHECK(fault_of(guard) == "times from 1970 to 9999");
  CHECK(fault_of(MeterDocument{0, 5, {}}) == "");
  CHECK(fault_of(MeterDocument{-1, 5, {}}) == "meter: a window since 1970");
}
