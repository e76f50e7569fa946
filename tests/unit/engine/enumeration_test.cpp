// Section G of the attack catalogue: what can be learnt about names and secrets from outside.

#include <algorithm>

#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// Calls at the ports, in their order: the store's by their shape, and the password directory's.
class TracedDirectory final : public PasswordDirectory {
 public:
  Result<bool> verify(const TenantId&, const SecretBytes& foreign_hash,
                      const SecretBytes& password) override {
    ++calls;
    return foreign_hash == hash && password == right;
  }
  SecretBytes decoy_hash() const override { return secret("decoy"); }

  SecretBytes hash = secret("{FOREIGN}ada");
  SecretBytes right = secret("an old password of hers");
  int calls = 0;
};

struct Answered {
  errc begin_code;
  std::size_t ticket_size;
  Error error;
  std::vector<std::string> trace;
  int directory_calls;
};

/// A sign-in of `name` with a wrong password, and what it did at the ports.
Answered answer_wrongly(EngineFixture& fixture, TracedDirectory& directory, const std::string& name) {
  const Browser browser = EngineFixture::new_browser();
  fixture.store->forget();
  directory.calls = 0;
  const auto step = fixture.begin(name, browser);
  REQUIRE(step);
  const auto refused = fixture.answer(browser, step->ticket, PasswordProof{secret("not the password")});
  REQUIRE_FALSE(refused);
  return {errc{}, step->ticket.text().size(), refused.error(), fixture.store->shapes(), directory.calls};
}

}  // namespace

TEST_CASE("[G104] beginning a sign-in reads nothing and answers the same for every name") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.create("bob");
  fixture.store->forget();
  const auto known = fixture.begin("ada", EngineFixture::new_browser());
  const auto bare = fixture.begin("bob", EngineFixture::new_browser());
  const auto unknown = fixture.begin("eve", EngineFixture::new_browser());
  REQUIRE(known);
  REQUIRE(bare);
  REQUIRE(unknown);
  CHECK(fixture.store->trace().empty());
  CHECK(known->ticket.text().size() == bare->ticket.text().size());
  CHECK(known->ticket.text().size() == unknown->ticket.text().size());
  REQUIRE(known->ways.size() == unknown->ways.size());
  CHECK(known->ways[0].explanation.sentence == unknown->ways[0].explanation.sentence);
  CHECK(known->expires == unknown->expires);
}

TEST_CASE(
    "[G104] a wrong password gives known, bare, suspended and unknown names the same answer and trace") {
  auto directory = std::make_shared<TracedDirectory>();
  FixtureOptions options;
  options.directory = directory;
  EngineFixture fixture(options);
  const Ada ada(fixture);
  fixture.create("bob");
  const AccountId eve = fixture.create("eve");
  REQUIRE(fixture.accounts().suspend(fixture.tenant, eve));
  const Answered known = answer_wrongly(fixture, *directory, "ada");
  CHECK(known.directory_calls == 1);
  for (const std::string name : {"bob", "eve", "nil"}) {
    const Answered other = answer_wrongly(fixture, *directory, name);
    CHECK(other.error == known.error);
    CHECK(other.ticket_size == known.ticket_size);
    CHECK(other.trace == known.trace);
    CHECK(other.directory_calls == known.directory_calls);
  }
}

TEST_CASE("[G104] the tenth wrong password pauses known and unknown names alike, for the same time") {
  EngineFixture fixture;
  fixture.create("ada");
  std::vector<Error> answers;
  for (const std::string name : {"ada", "eve"}) {
    for (int i = 0; i < 10; ++i) {
      (void)fixture.type_password(name, EngineFixture::new_browser(), "wrong " + std::to_string(i));
    }
    const auto paused = fixture.type_password(name, EngineFixture::new_browser());
    REQUIRE_FALSE(paused);
    answers.push_back(paused.error());
  }
  CHECK(answers[0] == answers[1]);
  CHECK(answers[0].code == errc::throttled);
}

TEST_CASE("[G106] a password is hashed for absent users too") {
  // The directory stands for the hash: it is called once for each, with a hash of its own or the decoy's.
  auto directory = std::make_shared<TracedDirectory>();
  FixtureOptions options;
  options.directory = directory;
  EngineFixture fixture(options);
  CHECK(answer_wrongly(fixture, *directory, "nobody").directory_calls == 1);
}

TEST_CASE("[G108] a dump of every row, journal and message holds no secret, code, password or name") {
  EngineFixture fixture;
  const Ada ada(fixture);
  REQUIRE(fixture.accounts().set_notice_address(fixture.tenant, ada.account, "countess@home.example"));
  const auto codes = fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance));
  REQUIRE(codes);
  std::string dump;
  const auto add = [&](ByteView bytes) { dump.append(as_text(bytes)); };
  for (const StoreCall& call : fixture.store->trace()) {
    if (!call.change) continue;
    const Change& change = *call.change;
    add(change.bytes);
    add(change.event_headers);
    add(change.event_bodies);
    dump.append(change.summary);
    for (const OutboxRow& message : change.messages) add(message.sealed);
    for (const LookupKey& key : change.add_lookups) add(key.value);
  }
  const auto absent = [&](const SecretBytes& needle) {
    return dump.find(needle.read_text(SecretAccess::grant())) == std::string::npos;
  };
  CHECK(dump.size() > 1000);
  CHECK(absent(ada.app.secret));
  CHECK(absent(secret(EngineFixture::password)));
  CHECK(absent(secret("ada@example.ac.uk")));
  CHECK(absent(secret("countess@home.example")));
  for (const SecretBytes& code : codes->codes) CHECK(absent(code));
  CHECK(absent(secret(ada.assurance.text())));
}

TEST_CASE("[G110] a row moved to another account does not open") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const AccountId bob = fixture.create("bob");
  const auto bobs = fixture.store->load({RowKind::account, fixture.tenant, bob.text()});
  REQUIRE(bobs);
  fixture.store->tamper([&](const RowKey& key, Row& row) {
    if (key.kind != RowKind::account || key.name != "ada") return;
    row.bytes = bobs->bytes;
  });
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::document_damaged);
  CHECK(fixture.alarms->has(AlarmKind::document_damaged));
}

TEST_CASE("[G111] a token with a flipped bit, cut short, or of another kind is not found") {
  EngineFixture fixture;
  const Ada ada(fixture);
  std::string flipped = ada.assurance.text();
  flipped[flipped.size() / 2] = flipped[flipped.size() / 2] == 'A' ? 'B' : 'A';
  const std::string cut = ada.assurance.text().substr(0, ada.assurance.text().size() / 2);
  for (const std::string& token :
       {flipped, cut, ada.browser.known->text(), std::string(), std::string("?")}) {
    CHECK(code_of(fixture.sign_in().check(fixture.tenant, Assurance(token), ada.browser.session)) ==
          errc::not_found);
  }
}

TEST_CASE("[G111] what an added key sealed opens, and what a retired key sealed does not") {
  EngineFixture fixture;
  const Ada ada(fixture);
  SeededEntropy entropy(11);
  const KeyRing first = fixture.keys->load().value();
  const KeyRing second = first.with_new_key(entropy, fixture.clock->now().value()).value();
  const KeyId added = second.keys().back().id;
  fixture.keys->replace(second.with_primary(added).value());
  fixture.restart();
  CHECK(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session));
  CHECK(fixture.type_password("ada", EngineFixture::new_browser()));
  const KeyId old = first.primary().id();
  fixture.keys->replace(
      second.with_primary(added).value().with_retired(old, fixture.clock->now().value()).value());
  fixture.restart();
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::not_found);
}

TEST_CASE("[G116] an edited row is refused and alarmed, whatever was changed in it, and never repaired") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const RowKey row{RowKind::account, fixture.tenant, "ada"};
  const Bytes genuine = fixture.store->load(row)->bytes;
  for (std::size_t at = 0; at < genuine.size(); at += genuine.size() / 24) {
    fixture.store->tamper([&](const RowKey& key, Row& loaded) {
      if (key == row) loaded.bytes[at] ^= std::byte{1};
    });
    const auto checked = fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session);
    REQUIRE_FALSE(checked);
    CHECK(kind_of(checked.error().code) == ErrorKind::environment);
  }
  fixture.store->tamper({});
  CHECK(fixture.alarms->has(AlarmKind::document_damaged));
  CHECK(fixture.store->load(row)->bytes == genuine);
  CHECK(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session));
}

TEST_CASE(
    "[G116a] an older row put back, or the row removed, while its journal remains is refused and alarmed") {
  EngineFixture fixture;
  Ada ada(fixture);
  const RowKey row{RowKind::account, fixture.tenant, "ada"};
  const Row older = *fixture.store->load(row);
  ada.assurance = fixture.sign_in_by_code("ada", ada.browser, ada.app).assurance;
  // By a process that has not seen the newer one: nothing but the journal tells it.
  const auto refused = [&] {
    fixture.restart();
    return code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
           errc::document_damaged;
  };
  fixture.store->tamper([&](const RowKey& key, Row& loaded) {
    if (key != row) return;
    loaded.bytes = older.bytes;
    loaded.version = older.version;
  });
  CHECK(refused());
  fixture.store->tamper([&](const RowKey& key, Row& loaded) {
    if (key != row) return;
    loaded.bytes.clear();
    loaded.version = 0;
  });
  CHECK(refused());
}

TEST_CASE("[G116a] row and journal rolled back together are found by whoever saw the newer ones") {
  EngineFixture fixture;
  Ada ada(fixture);
  const RowKey row{RowKind::account, fixture.tenant, "ada"};
  const Row older = *fixture.store->load(row);
  ada.assurance = fixture.sign_in_by_code("ada", ada.browser, ada.app).assurance;
  fixture.store->tamper([&](const RowKey& key, Row& loaded) {
    if (key == row) loaded = older;
  });
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session)) ==
        errc::document_damaged);
}

TEST_CASE("a lookup key that was redirected to another account signs nobody in, and raises an alarm") {
  EngineFixture fixture;
  fixture.create("ada");
  const AccountId bob = fixture.create("bob", "the passphrase of bob");
  // The username of ada leads to bob: whoever knows bob's password must not get in as ada, nor as bob.
  std::vector<LookupKey> keys;
  for (const StoreCall& call : fixture.store->trace()) {
    if (call.change && call.name == "ada") keys = call.change->add_lookups;
  }
  REQUIRE_FALSE(keys.empty());
  const auto move = [&](const std::string& name, bool add) {
    const RowKey row{RowKind::account, fixture.tenant, name};
    const Row present = *fixture.store->load(row);
    Change change{.row = row,
                  .expected_version = present.version,
                  .commit_id = random_id<CommitId>(*system_entropy()).value(),
                  .bytes = present.bytes};
    change.summary = "{}";
    (add ? change.add_lookups : change.remove_lookups) = keys;
    REQUIRE(fixture.store->commit(change).value() == CommitOutcome::committed);
  };
  const Row bobs = *fixture.store->load({RowKind::account, fixture.tenant, bob.text()});
  const Row adas = *fixture.store->load({RowKind::account, fixture.tenant, "ada"});
  move("ada", false);
  move("bob", true);
  fixture.store->tamper([&](const RowKey& key, Row& row) {
    if (key.name == "bob") row = bobs;
    if (key.name == "ada") row = adas;
  });
  CHECK(code_of(fixture.type_password("ada", EngineFixture::new_browser(), "the passphrase of bob")) ==
        errc::password_mismatch);
  CHECK(fixture.alarms->has(AlarmKind::document_damaged));
}
