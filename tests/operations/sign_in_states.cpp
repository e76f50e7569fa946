#include "operations/sign_in_changes.hpp"

namespace counterfoil::operations {

using namespace std::chrono_literals;
using testing::Browser;
using testing::EngineFixture;
using testing::secret;

namespace {

/// As many completed sign-ins as are kept.
void complete_many(World& world) {
  for (;;) {
    const Browser browser = EngineFixture::new_browser();
    const auto outcome = world.fixture.type_password("ada", browser);
    if (!outcome) return;
    world.fixture.next_step();
    if (const auto* step = std::get_if<SignInStep>(&*outcome)) {
      REQUIRE(world.fixture.type_code(browser, step->ticket, world.app));
    }
  }
}

void import_carol(World& world) {
  NewAccount carol{world.tenant, AccountId::parse("carol").value(), {"carol@example.ac.uk"}};
  carol.foreign_hash = secret("{FOREIGN}carol");
  REQUIRE(world.accounts().create(carol));
  world.username = "carol@example.ac.uk";
  world.current = secret("an old password of hers");
}

constexpr const char* few_tickets = R"({"live": {"spent_tickets": 8}})";
constexpr const char* host = R"({"password": {"keeper": "host"}})";

States names_and_browsers() {
  return {
      {"a name that no account has", first(for_nobody)},
      {"a username that cannot be one", first([](World& w) { w.username = "a da@example.ac.uk"; })},
      {"a domain of no realm", first([](World& w) { w.username = "ada@elsewhere.example"; })},
      {"a known browser", first(at_known_browser)},
      {"a known browser, and another person's name", first([](World& w) {
         w.fixture.create("bob");
         w.username = "bob@example.ac.uk";
         at_known_browser(w);
       })},
      {"a known browser, and a name that no account has", first([](World& w) {
         for_nobody(w);
         at_known_browser(w);
       })},
      {"a known browser that failed too often", first([](World& w) {
         fail_at(w, w.mine, 5);
         at_known_browser(w);
       })},
      {"a known browser of an account that was deleted", first([](World& w) {
         REQUIRE(w.accounts().remove(w.tenant, w.account));
         at_known_browser(w);
       })},
      {"a known-browser token that was not made here",
       first([](World& w) { w.browser.known = KnownBrowserToken("AAAA"); })},
      {"the account is suspended",
       first([](World& w) { REQUIRE(w.accounts().suspend(w.tenant, w.account)); })},
      {"the account is deleted", first([](World& w) { REQUIRE(w.accounts().remove(w.tenant, w.account)); })},
      {"the password has to be changed",
       first([](World& w) { REQUIRE(w.sign_in().report(w.tenant, w.report_of(EventType::signed_in))); })},
      {"the ticket is over", then([](World& w) { w.fixture.clock->advance(10min); })},
      {"the ticket was cancelled",
       then([](World& w) { REQUIRE(w.sign_in().cancel(w.tenant, w.ticket, w.browser.session)); })},
      {"no factor was proved", then([](World& w) { w.ticket = w.begin().value().ticket; })},
      {"the clock went back an hour", then([](World& w) { w.fixture.clock->advance(-1h); })},
      {"as many completed sign-ins as are kept", then(complete_many, few_tickets)},
      {"an account with a password only, and as many completed sign-ins as are kept",
       bare(then(complete_many, few_tickets))},
      {"the method was suspended after a report",
       first([](World& w) { REQUIRE(w.sign_in().report(w.tenant, w.report_of(EventType::method_added))); })},
  };
}

States passwords() {
  return {
      {"a wrong password", wrong({})},
      {"a wrong password, the same as before", wrong(first([](World& w) {
         (void)w.fixture.type_password("ada", EngineFixture::new_browser(), "wrong");
       }))},
      {"a wrong password of an account with a password only", wrong(bare({}))},
      {"a wrong password at a known browser", wrong(first(at_known_browser))},
      {"a password that cannot be one",
       then([](World& w) { w.proof = PasswordProof{secret("tab\tulator")}; })},
      {"the name is paused", first([](World& w) { fail_at(w, EngineFixture::new_browser(), 10); })},
      {"the name is paused, at a known browser", first([](World& w) {
         fail_at(w, EngineFixture::new_browser(), 10);
         at_known_browser(w);
       })},
      {"a hash of another system", first(import_carol)},
      {"in a step-up", first(in_step_up)},
      {"in a step-up, a wrong one", wrong(first(in_step_up))},
      {"in a step-up, after ten wrong passwords", first([](World& w) {
         in_step_up(w);
         w.begin_second_step();
         w.proof = PasswordProof{secret("wrong")};
         for (int i = 0; i < 10; ++i) (void)w.answer();
       })},
      {"in a reset", first(in_reset)},
      {"a password was proved already",
       then([](World& w) { w.ticket = std::get<SignInStep>(w.answer().value()).ticket; })},
      {"the host keeps the passwords, of an account with a password only", bare(first({}, host))},
      {"the host keeps the passwords, a name that no account has", first(for_nobody, host)},
      {"the host keeps the passwords, the account is suspended",
       first([](World& w) { REQUIRE(w.accounts().suspend(w.tenant, w.account)); }, host)},
      {"the host keeps the passwords, in a step-up",
       [] {
         State state = first({}, host);
         state.then = [](World& world, const Operation&) {
           in_step_up(world);
           world.begin_second_step();
         };
         return state;
       }()},
  };
}

States reports() {
  const auto reported = [](EventType type) { return [type](World& w) { w.report = w.report_of(type); }; };
  return {
      {"of an added method", first(reported(EventType::method_added))},
      {"of a sign-in that made a browser known", first([reported](World& w) {
         (void)w.fixture.sign_in_by_code("ada", w.stranger, w.app);
         reported(EventType::signed_in)(w);
       })},
      {"of a method that took the place of another", first([reported](World& w) {
         w.add_app();
         reported(EventType::method_added)(w);
         REQUIRE(w.security_info().remove(w.caller(), w.app.method));
       })},
      {"an account with a password only, of a sign-in", bare({})},
      {"the link is 30 days old", then([](World& w) { w.fixture.clock->advance(24h * 30); })},
      {"a link that was not made here", first([](World& w) { w.report = ReportToken("AAAA"); })},
      {"the account was deleted and made again since", then([](World& w) {
         REQUIRE(w.accounts().remove(w.tenant, w.account));
         w.fixture.create("ada");
       })},
  };
}

}  // namespace

States sign_in_states() {
  States states = names_and_browsers();
  for (States more : {passwords(), reports()}) states.merge(more);
  return states;
}

}  // namespace counterfoil::operations
