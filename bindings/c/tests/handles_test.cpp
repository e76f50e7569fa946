#include "c_fixture.hpp"
#include "support/catch.hpp"

TEST_CASE("Destroying NULL, or twice, does nothing") {
  cfoil_engine_destroy(nullptr);
  cfoil_step_destroy(nullptr);
  cfoil_assurance_destroy(nullptr);
  cfoil_prompt_destroy(nullptr);
  cfoil_overview_destroy(nullptr);
  cfoil_registration_destroy(nullptr);
  cfoil_changed_destroy(nullptr);
  cfoil_inbox_destroy(nullptr);
  cfoil_phone_destroy(nullptr);
  cfoil_phone* phone = nullptr;
  int released = 0;
  const auto release = [](void* count) { ++*static_cast<int*>(count); };
  REQUIRE(cfoil_phone_create(&phone, CFixture::carry, &released, release) == CFOIL_OK);
  cfoil_phone_destroy(phone);
  cfoil_phone_destroy(phone);
  CHECK(released == 1);
}

TEST_CASE("A handle that was destroyed is refused, and so is one of another kind") {
  CFixture c;
  cfoil_step* step = nullptr;
  const cfoil_sign_in request = c.request();
  REQUIRE(cfoil_sign_in_begin(c.engine, &step, &request) == CFOIL_OK);
  REQUIRE(cfoil_step_way_count(step) > 0);

  cfoil_step* other = nullptr;
  CHECK(cfoil_sign_in_begin(reinterpret_cast<cfoil_engine*>(step), &other, &request) == CFOIL_INVALID_HANDLE);
  CHECK(cfoil_assurance_token(reinterpret_cast<cfoil_assurance*>(step)) == nullptr);
  cfoil_overview_destroy(reinterpret_cast<cfoil_overview*>(step));
  CHECK(cfoil_step_ticket(step) != nullptr);

  cfoil_step_destroy(step);
  CHECK(cfoil_step_ticket(step) == nullptr);
  CHECK(cfoil_step_way_count(step) == 0);

  cfoil_engine* engine = c.engine;
  cfoil_engine_destroy(engine);
  CHECK(cfoil_sign_in_begin(engine, &other, &request) == CFOIL_INVALID_HANDLE);
  CHECK(other == nullptr);
}

TEST_CASE("A result outlives its engine") {
  CFixture c;
  cfoil_step* step = nullptr;
  const cfoil_sign_in request = c.request();
  REQUIRE(cfoil_sign_in_begin(c.engine, &step, &request) == CFOIL_OK);
  cfoil_engine_destroy(c.engine);
  CHECK(cfoil_step_ticket(step) != nullptr);
  CHECK(cfoil_step_way_label(step, 1'000) == nullptr);
  cfoil_step_destroy(step);
}
