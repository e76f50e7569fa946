#include <algorithm>

#include "operations/operation.hpp"
#include "operations/phones.hpp"

namespace counterfoil::operations {

namespace {

void prepare_start(World& world) {
  world.begin_second_step();
  if (world.method.is_nil() && world.purpose != Purpose::reset) world.method = world.phone_method;
}

void prepare_poll(World& world) {
  ask(world);
  if (world.verdict) answer_with(world, *world.verdict);
}

void prepare_answer(World& world) {
  ask(world);
  answer_with(world, world.verdict.value_or(Verdict::approve));
  world.proof = DeviceAnswer{};
}

}  // namespace

std::string outcome_of(const Result<PromptView>& view) {
  if (!view) return std::string(name_of(view.error().code));
  std::string words = "request " + std::string(name_of(view->state));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

Operations prompt_operations() {
  return {
      {"SignIn::start",
       {prepare_start,
        [](World& w) {
          return outcome_of(w.sign_in().start({w.tenant, w.ticket, w.browser.session, w.method, w.key}));
        },
        phone_story}},
      {"SignIn::poll",
       {prepare_poll,
        [](World& w) { return outcome_of(w.sign_in().poll(w.tenant, w.ticket, w.browser.session)); },
        phone_story}},
      {"SignIn::wait",
       {prepare_poll,
        [](World& w) {
          return outcome_of(w.sign_in().wait(w.tenant, w.ticket, w.browser.session, Duration::zero()));
        },
        phone_story}},
      {"SignIn::answer (phone)",
       {prepare_answer, [](World& w) { return outcome_of(w.answer()); }, phone_story}},
  };
}

}  // namespace counterfoil::operations
