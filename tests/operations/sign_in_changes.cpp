#include "operations/sign_in_changes.hpp"

namespace counterfoil::operations {

using testing::Browser;
using testing::secret;

State wrong(State state) {
  state.then = [](World& world, const Operation&) {
    if (std::holds_alternative<PasswordProof>(world.proof)) world.proof = PasswordProof{secret("wrong")};
    if (auto* code = std::get_if<CodeProof>(&world.proof)) code->code = world.fixture.wrong_code(world.app);
    if (std::holds_alternative<RecoveryCodeProof>(world.proof)) {
      world.proof = RecoveryCodeProof{secret("AAAA-AAAA-AAAA-A")};
    }
  };
  return state;
}

void at_known_browser(World& world) {
  world.browser = world.mine;
}

void fail_at(World& world, const Browser& browser, int times) {
  for (int i = 0; i < times; ++i) {
    (void)world.fixture.type_password("ada", browser, "wrong " + std::to_string(i));
  }
}

void in_step_up(World& world) {
  world.purpose = Purpose::step_up;
}

void in_reset(World& world) {
  world.purpose = Purpose::reset;
}

void for_nobody(World& world) {
  world.username = "nobody@example.ac.uk";
}

}  // namespace counterfoil::operations
