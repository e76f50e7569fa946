#include "operations/sign_in_changes.hpp"

namespace counterfoil::operations {

using namespace std::chrono_literals;
using testing::Browser;
using testing::EngineFixture;
using testing::secret;

namespace {

constexpr const char* ten_and_over = R"({"method_failures": {"disabled_at": 10}})";

void use_codes_up(World& world) {
  for (const SecretBytes& code : world.codes) {
    const Browser browser = EngineFixture::new_browser();
    const auto step = std::get<SignInStep>(world.fixture.type_password("ada", browser).value());
    REQUIRE(world.fixture.answer(browser, step.ticket, RecoveryCodeProof{code}));
    world.fixture.clock->advance(2min);
  }
}

/// Answers the other proof of a reset, so that what comes is the second.
void prove_the_other(World& world, const Operation&) {
  const Proof mine = world.proof;
  const bool code = std::holds_alternative<CodeProof>(mine);
  if (code) {
    world.proof = RecoveryCodeProof{world.codes[1]};
  } else {
    world.proof = CodeProof{MethodId{}, world.fixture.code_of(world.app)};
  }
  world.ticket = std::get<SignInStep>(world.answer().value()).ticket;
  world.proof = code ? Proof(CodeProof{world.app.method, world.fixture.code_of(world.app)}) : mine;
}

State second_proof(bool is_wrong) {
  State state = first(in_reset);
  state.then = [is_wrong](World& world, const Operation& operation) {
    prove_the_other(world, operation);
    if (is_wrong) wrong({}).then(world, operation);
  };
  return state;
}

State same_proof_again() {
  State state = first(in_reset);
  state.then = [](World& world, const Operation&) {
    world.ticket = std::get<SignInStep>(world.answer().value()).ticket;
    if (std::holds_alternative<RecoveryCodeProof>(world.proof)) {
      world.proof = RecoveryCodeProof{world.codes[1]};
    } else {
      world.proof = CodeProof{world.app.method, world.fixture.code_of(world.app)};
    }
  };
  return state;
}

}  // namespace

States code_states() {
  return {
      {"a wrong code", wrong({})},
      {"a wrong code at a known browser", wrong(first(at_known_browser))},
      {"the fifth wrong code at a known browser", wrong(first([](World& w) {
         at_known_browser(w);
         w.begin_second_step();
         // The password is right again after these, which must not end the row.
         for (int i = 0; i < 4; ++i) {
           (void)w.fixture.answer(w.mine, w.ticket, CodeProof{w.app.method, w.fixture.wrong_code(w.app)});
         }
       }))},
      {"a code that was used before", then([](World& w) {
         Browser browser = EngineFixture::new_browser();
         (void)w.fixture.sign_in_by_code("ada", browser, w.app);
       })},
      {"a recovery code that was used before", then([](World& w) {
         const Browser browser = EngineFixture::new_browser();
         const auto step = std::get<SignInStep>(w.fixture.type_password("ada", browser).value());
         REQUIRE(w.fixture.answer(browser, step.ticket, RecoveryCodeProof{w.codes[0]}));
       })},
      {"what cannot be a recovery code", then([](World& w) { w.proof = RecoveryCodeProof{secret("?")}; })},
      {"no recovery code is left", first(use_codes_up)},
      {"the method is paused", first([](World& w) { w.guess(10); })},
      {"as many wrong codes as a day allows the method", first([](World& w) { w.guess_slowly(30); })},
      {"as many wrong codes as a day allows the account",
       first([](World& w) { w.guess(5); }, R"({"account_failures": {"per_day": 5}})")},
      {"the method was disabled by failures", first([](World& w) { w.guess_slowly(10); }, ten_and_over)},
      {"the wrong code that disables the last method", wrong(first(
                                                           [](World& w) {
                                                             REQUIRE(w.security_info().remove(
                                                                 w.caller(), w.codes_method));
                                                             w.guess_slowly(9);
                                                           },
                                                           ten_and_over))},
      {"the 30th wrong code behind a right password", wrong(first([](World& w) { w.guess_slowly(29); }))},
      {"a method that the account does not have",
       then([](World& w) { std::get<CodeProof>(w.proof).method = MethodId(w.codes_method); })},
      {"in a reset, as its first proof", first(in_reset)},
      {"in a reset, a wrong first proof", wrong(first(in_reset))},
      {"in a reset, what cannot be a code",
       [] {
         State state = first(in_reset);
         state.then = [](World& w, const Operation&) {
           if (auto* code = std::get_if<CodeProof>(&w.proof)) code->code = secret("?");
           if (auto* code = std::get_if<RecoveryCodeProof>(&w.proof)) code->code = secret("?");
         };
         return state;
       }()},
      {"in a reset, a name that no account has", first([](World& w) {
         in_reset(w);
         for_nobody(w);
       })},
      {"in a reset, at a known browser", first([](World& w) {
         in_reset(w);
         at_known_browser(w);
       })},
      {"in a reset, the name is paused", first([](World& w) {
         in_reset(w);
         fail_at(w, EngineFixture::new_browser(), 10);
       })},
      {"in a reset, as its second proof", second_proof(false)},
      {"in a reset, a wrong second proof", second_proof(true)},
      {"in a reset, the same method again", same_proof_again()},
  };
}

}  // namespace counterfoil::operations
