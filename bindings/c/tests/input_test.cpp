#include <string>

#include "c_fixture.hpp"
#include "support/catch.hpp"

TEST_CASE("NULL is refused wherever it is not allowed") {
  CFixture c;
  const cfoil_sign_in request = c.request();
  const cfoil_caller caller = c.caller();
  cfoil_step* step = nullptr;
  cfoil_assurance* assurance = nullptr;
  cfoil_prompt* prompt = nullptr;
  cfoil_overview* overview = nullptr;
  cfoil_registration* registration = nullptr;
  cfoil_phone* phone = nullptr;
  cfoil_engine* engine = nullptr;
  CHECK(cfoil_key_file_create(nullptr) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_engine_create(&engine, nullptr) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_random_bytes(nullptr, 1) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_accounts_create(c.engine, nullptr) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_sign_in_begin(nullptr, &step, &request) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_sign_in_begin(c.engine, nullptr, &request) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_sign_in_begin(c.engine, &step, nullptr) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_sign_in_answer_password(c.engine, &assurance, nullptr, &request, "x", 1) ==
        CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_sign_in_answer_password(c.engine, &assurance, &step, &request, nullptr, 1) ==
        CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_sign_in_start(c.engine, &prompt, &request, nullptr) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_sign_in_poll(c.engine, nullptr, &request) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_sign_in_check(c.engine, &assurance, nullptr, "x", c.session, 32) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_security_info_overview(c.engine, &overview, nullptr) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_security_info_test_authenticator(c.engine, &registration, &caller, nullptr) ==
        CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_phone_create(&phone, nullptr, nullptr, nullptr) == CFOIL_INVALID_ARGUMENT);
  CHECK(phone == nullptr);
  CHECK(std::string(cfoil_last_message()) == "transport: NULL");
}

TEST_CASE("A buffer that is too small says how much is needed, and nothing is done") {
  CFixture c;
  char reply[8] = {};
  size_t size = sizeof reply;
  CHECK(cfoil_devices_exchange(c.engine, reply, &size, "example", "x", 1) == CFOIL_BUFFER_TOO_SMALL);
  CHECK(size == CFOIL_MAX_REPLY_SIZE);
  CHECK(cfoil_devices_exchange(c.engine, reply, nullptr, "example", "x", 1) == CFOIL_INVALID_ARGUMENT);

  cfoil_phone* phone = nullptr;
  REQUIRE(cfoil_phone_create(&phone, CFixture::carry, &c, nullptr) == CFOIL_OK);
  size = sizeof reply;
  CHECK(cfoil_phone_scan(phone, reply, &size, "no link") == CFOIL_BUFFER_TOO_SMALL);
  CHECK(size == CFOIL_ID_SIZE);
  size = 0;
  CHECK(cfoil_phone_save(phone, nullptr, &size) == CFOIL_BUFFER_TOO_SMALL);
  CHECK(size > 0);
  cfoil_phone_destroy(phone);
}

TEST_CASE("A struct may be shorter or longer, but sets nothing that is not known") {
  CFixture c;
  struct Newer {
    cfoil_sign_in known;
    void* unknown;
  } newer{c.request(), nullptr};
  newer.known.struct_size = sizeof newer;
  cfoil_step* step = nullptr;
  CHECK(cfoil_sign_in_begin(c.engine, &step, &newer.known) == CFOIL_OK);
  cfoil_step_destroy(step);
  newer.unknown = &newer;
  CHECK(cfoil_sign_in_begin(c.engine, &step, &newer.known) == CFOIL_INVALID_ARGUMENT);

  cfoil_sign_in older = c.request();
  older.app = "\x01 is no app, and not read";
  older.struct_size = offsetof(cfoil_sign_in, app);
  CHECK(cfoil_sign_in_begin(c.engine, &step, &older) == CFOIL_OK);
  cfoil_step_destroy(step);
  older.struct_size = offsetof(cfoil_sign_in, ticket);
  CHECK(cfoil_sign_in_begin(c.engine, &step, &older) == CFOIL_INVALID_ARGUMENT);
}
