#include "operations/world.hpp"

#include "counterfoil/otp/base32.hpp"
#include "counterfoil/store/memory_store.hpp"

namespace counterfoil::operations {

using namespace std::chrono_literals;
using testing::Browser;
using testing::CodeApp;
using testing::EngineFixture;
using testing::FixtureOptions;
using testing::secret;

namespace {

std::vector<Change> changes_of(EngineFixture& fixture) {
  std::vector<Change> changes;
  for (const auto& call : fixture.store->trace()) {
    if (call.change) changes.push_back(*call.change);
  }
  return changes;
}

Story live_bare() {
  EngineFixture fixture;
  fixture.create("ada");
  Browser browser = EngineFixture::new_browser();
  const SignedIn signed_in = fixture.sign_in_by_password("ada", browser);
  fixture.next_step();
  return {changes_of(fixture), fixture.clock->now().value(), browser, signed_in.assurance, signed_in.session};
}

Story live_full() {
  EngineFixture fixture;
  const testing::Ada ada(fixture);
  const auto codes =
      fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance)).value();
  const auto session =
      fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session).value().session;
  fixture.next_step();
  return {changes_of(fixture),
          fixture.clock->now().value(),
          ada.browser,
          ada.assurance,
          session,
          ada.app,
          codes.method,
          codes.codes,
          {},
          {},
          {}};
}

Story live_phone() {
  EngineFixture fixture;
  const testing::AdaWithPhone ada(fixture);
  const auto codes =
      fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance)).value();
  const auto session =
      fixture.sign_in().check(fixture.tenant, ada.assurance, ada.browser.session).value().session;
  fixture.next_step();
  Story story{changes_of(fixture), fixture.clock->now().value(), ada.browser, ada.assurance, session};
  story.codes_method = codes.method;
  story.codes = codes.codes;
  story.phone_method = ada.method;
  story.phone_id = ada.phone.id;
  story.phone = ada.phone.phone.save().value();
  return story;
}

/// Knows one hash of another system.
class OtherSystem final : public PasswordDirectory {
 public:
  Result<bool> verify(const TenantId&, const SecretBytes& foreign_hash,
                      const SecretBytes& password) override {
    return foreign_hash == secret("{FOREIGN}carol") && password == secret("an old password of hers");
  }
  SecretBytes decoy_hash() const override { return secret("{FOREIGN}"); }
};

/// The story as it lies in a store.
FixtureOptions told(const Story& story, const std::string& policy_json, bool has_device_endpoint) {
  FixtureOptions options;
  options.has_device_endpoint = has_device_endpoint;
  options.store = memory_store();
  for (const Change& change : story.changes) {
    REQUIRE(options.store->commit(change).value() == CommitOutcome::committed);
  }
  options.entropy = std::make_shared<testing::SeededEntropy>(17);
  options.directory = std::make_shared<OtherSystem>();
  options.policy_json = policy_json;
  return options;
}

}  // namespace

const Story& bare_story() {
  static const Story story = live_bare();
  return story;
}

const Story& full_story() {
  static const Story story = live_full();
  return story;
}

const Story& phone_story() {
  static const Story story = live_phone();
  return story;
}

World::World(const Story& story, const std::string& policy_json, bool has_device_endpoint)
    : fixture(told(story, policy_json, has_device_endpoint)),
      account(AccountId::parse("ada").value()),
      mine(story.browser),
      assurance(story.assurance),
      session(story.session),
      app(story.app),
      codes_method(story.codes_method),
      codes(story.codes),
      phone(fixture, 101),
      other(fixture, 102),
      phone_method(story.phone_method),
      tenant(fixture.tenant),
      browser(stranger),
      created{fixture.tenant, AccountId::parse("bob").value(), {"bob@example.ac.uk"}} {
  fixture.clock->set(story.now);
  created.password = secret("the passphrase of bob");
  if (story.phone.empty()) return;
  phone.phone = device::Phone::restore(story.phone, std::make_shared<testing::SeededEntropy>(103)).value();
  phone.id = story.phone_id;
}

Timestamp World::sender_time() const {
  const auto now = fixture.clock->now();
  return (now ? *now : phone_story().now) + ahead;
}

Caller World::caller() const {
  return {tenant, assurance, mine.session, context, key};
}

Result<SignInStep> World::begin() {
  BeginSignIn begun{tenant, username, browser.session, context, browser.known};
  return purpose == Purpose::reset ? sign_in().begin_password_reset(begun) : sign_in().begin(begun);
}

Result<SignInOutcome> World::answer() {
  SignInAnswer answer{tenant, ticket, browser.session, proof, std::nullopt, remember, key};
  return sign_in().answer(answer);
}

void World::begin_second_step() {
  if (purpose == Purpose::step_up) {
    ticket = sign_in()
                 .begin_step_up({tenant, assurance, mine.session, StepUpNeed::fresh_factor, context})
                 .value()
                 .ticket;
    browser = mine;
    return;
  }
  ticket = begin().value().ticket;
  if (purpose == Purpose::reset) return;
  proof = PasswordProof{current};
  ticket = std::get<SignInStep>(answer().value()).ticket;
}

void World::begin_registration() {
  const auto begun = security_info().begin_totp(caller(), "Tablet").value();
  registration = begun.id;
  pending.secret = decode_base32(begun.secret_text.read_text(SecretAccess::grant())).value();
  code = fixture.code_of(pending);
}

void World::guess(int times) {
  const Browser thief = EngineFixture::new_browser();
  const auto step = std::get<SignInStep>(fixture.type_password("ada", thief).value());
  for (int i = 0; i < times; ++i) {
    (void)fixture.answer(thief, step.ticket, CodeProof{app.method, fixture.wrong_code(app)});
  }
}

void World::guess_slowly(int times) {
  const int at_once = std::min(times, 9);
  guess(at_once);
  for (int i = at_once; i < times; ++i) {
    fixture.clock->advance(61min);
    guess(1);
  }
  fixture.clock->advance(61min);
}

CodeApp World::add_app(const std::string& name) {
  const CodeApp added = fixture.register_app(mine, assurance, name);
  fixture.next_step();
  return added;
}

void World::sign_out_everywhere() {
  REQUIRE(security_info().sign_out_everywhere(caller()));
}

ReportToken World::report_of(EventType type) {
  const auto page = security_info().activity(caller(), 0, 100).value();
  for (const auto& entry : page.entries) {
    if (entry.event.type == type && entry.report) return *entry.report;
  }
  FAIL("no event of this type can be reported");
  return ReportToken(std::string());
}

}  // namespace counterfoil::operations
