#include "operations/operation.hpp"

namespace counterfoil::operations {

namespace {

struct NameOf {
  std::string operator()(const SignInStep&) const { return "next step"; }
  std::string operator()(const SignedIn&) const { return "signed in"; }
  std::string operator()(const ResetProved&) const { return "reset proved"; }
};

std::string answer(World& world) {
  return outcome_of(world.answer());
}

void first_step(World& world) {
  world.ticket = world.begin().value().ticket;
}

Operation begin(Purpose purpose) {
  return {[purpose](World& world) { world.purpose = purpose; },
          [](World& world) { return outcome_of(world.begin()); }};
}

void prepare_password(World& world) {
  if (world.purpose == Purpose::step_up) {
    world.begin_second_step();
  } else {
    first_step(world);
  }
  world.proof = PasswordProof{world.current};
}

void prepare_code(World& world) {
  world.begin_second_step();
  const bool unnamed = world.purpose == Purpose::reset;
  world.proof = CodeProof{unnamed ? MethodId{} : world.app.method, world.fixture.code_of(world.app)};
}

}  // namespace

std::string outcome_of(const Result<SignInStep>& step) {
  return step ? NameOf{}(*step) : std::string(name_of(step.error().code));
}

std::string outcome_of(const Result<SignInOutcome>& outcome) {
  return outcome ? std::visit(NameOf{}, *outcome) : std::string(name_of(outcome.error().code));
}

Operations sign_in_operations() {
  const auto step_up = [](World& world) {
    return outcome_of(world.sign_in().begin_step_up(
        {world.tenant, world.assurance, world.mine.session, StepUpNeed::fresh_factor, world.context}));
  };
  const auto code_proved = [](World& world) { world.begin_second_step(); };
  return {
      {"SignIn::begin", begin(Purpose::sign_in)},
      {"SignIn::begin_password_reset", begin(Purpose::reset)},
      {"SignIn::begin_step_up", {[](World&) {}, step_up}},
      {"SignIn::ways",
       {code_proved,
        [](World& world) {
          return outcome_of(world.sign_in().ways(world.tenant, world.ticket, world.browser.session));
        }}},
      {"SignIn::answer (password)", {prepare_password, answer}},
      {"SignIn::answer (host's word)",
       {[](World& world) {
          first_step(world);
          world.proof = HostProved{};
        },
        answer}},
      {"SignIn::answer (code)", {prepare_code, answer}},
      {"SignIn::answer (recovery code)",
       {[](World& world) {
          world.begin_second_step();
          world.proof = RecoveryCodeProof{world.codes[0]};
        },
        answer}},
      {"SignIn::cancel",
       {code_proved,
        [](World& world) {
          return outcome_of(world.sign_in().cancel(world.tenant, world.ticket, world.browser.session));
        }}},
      {"SignIn::check",
       {[](World&) {},
        [](World& world) {
          return outcome_of(world.sign_in().check(world.tenant, world.assurance, world.mine.session));
        }}},
      {"SignIn::report",
       {[](World& world) {
          if (!world.report) world.report = world.report_of(EventType::signed_in);
        },
        [](World& world) { return outcome_of(world.sign_in().report(world.tenant, *world.report)); }}},
  };
}

}  // namespace counterfoil::operations
