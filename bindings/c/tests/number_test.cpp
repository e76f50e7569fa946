#include "c_fixture.hpp"
#include "support/catch.hpp"

namespace {

/// A phone whose registration has been sent its test.
struct TestedPhone {
  explicit TestedPhone(CFixture& c) {
    REQUIRE(c.type_password("correct horse battery") == CFOIL_OK);
    const cfoil_caller caller = c.caller();
    REQUIRE(cfoil_phone_create(&phone, CFixture::carry, &c, nullptr) == CFOIL_OK);
    cfoil_registration* begun = nullptr;
    REQUIRE(cfoil_security_info_begin_authenticator(c.engine, &begun, &caller, nullptr) == CFOIL_OK);
    size_t size = sizeof account;
    REQUIRE(cfoil_phone_scan(phone, account, &size, cfoil_registration_link(begun)) == CFOIL_OK);
    const char* issuer = nullptr;
    const char* label = nullptr;
    REQUIRE(cfoil_phone_preview(phone, &issuer, &label, account) == CFOIL_OK);
    REQUIRE(cfoil_phone_register(phone, account, "Ada's phone") == CFOIL_OK);
    id = cfoil_registration_id(begun);
    cfoil_registration_destroy(begun);
    REQUIRE(cfoil_security_info_test_authenticator(c.engine, &tested, &caller, id.c_str()) == CFOIL_OK);
    REQUIRE(cfoil_phone_inbox(phone, &inbox, account) == CFOIL_OK);
    REQUIRE(cfoil_inbox_count(inbox) == 1);
  }
  TestedPhone(const TestedPhone&) = delete;
  TestedPhone& operator=(const TestedPhone&) = delete;
  ~TestedPhone() {
    cfoil_inbox_destroy(inbox);
    cfoil_registration_destroy(tested);
    cfoil_phone_destroy(phone);
  }

  cfoil_phone* phone = nullptr;
  cfoil_registration* tested = nullptr;
  cfoil_inbox* inbox = nullptr;
  std::string id;
  char account[CFOIL_ID_SIZE] = {};
};

}  // namespace

TEST_CASE("A wrong number is not CFOIL_OK, and proves no phone") {
  CFixture c;
  TestedPhone made(c);
  std::string number = cfoil_registration_number(made.tested);
  number[0] = number[0] == '9' ? '0' : static_cast<char>(number[0] + 1);
  CHECK(cfoil_phone_approve(made.phone, made.account, made.inbox, 0, number.c_str()) == CFOIL_CODE_MISMATCH);
  const cfoil_caller caller = c.caller();
  cfoil_changed* changed = nullptr;
  CHECK(cfoil_security_info_confirm_authenticator(c.engine, &changed, &caller, made.id.c_str()) ==
        CFOIL_WRONG_STATE);
  CHECK(changed == nullptr);
}

TEST_CASE("The right number proves the phone, and the password alone is CFOIL_NEXT_STEP from then on") {
  CFixture c;
  TestedPhone made(c);
  const char* number = cfoil_registration_number(made.tested);
  CHECK(cfoil_phone_approve(made.phone, made.account, made.inbox, 1, number) == CFOIL_INVALID_ARGUMENT);
  CHECK(cfoil_phone_approve(made.phone, made.account, made.inbox, 0, number) == CFOIL_OK);
  const cfoil_caller caller = c.caller();
  cfoil_changed* changed = nullptr;
  REQUIRE(cfoil_security_info_confirm_authenticator(c.engine, &changed, &caller, made.id.c_str()) ==
          CFOIL_OK);
  cfoil_changed_destroy(changed);
  CHECK(c.type_password("correct horse battery") == CFOIL_NEXT_STEP);
}

TEST_CASE("A wrong password is not CFOIL_OK, and gives nothing") {
  CFixture c;
  CHECK(c.type_password("correct horse batterie") == CFOIL_PASSWORD_MISMATCH);
}

TEST_CASE("What an application's transport says comes back as it is") {
  CFixture c;
  TestedPhone made(c);
  const auto broken = [](void*, size_t*, const char*, const char*, const void*, size_t,
                         void*) -> cfoil_status { return CFOIL_APPLICATION_FIRST + 7; };
  const auto boastful = [](void*, size_t* size, const char*, const char*, const void*, size_t,
                           void*) -> cfoil_status {
    ++*size;
    return CFOIL_OK;
  };
  size_t size = 0;
  REQUIRE(cfoil_phone_save(made.phone, nullptr, &size) == CFOIL_BUFFER_TOO_SMALL);
  std::string saved(size, '\0');
  REQUIRE(cfoil_phone_save(made.phone, saved.data(), &size) == CFOIL_OK);
  const auto outcome_with = [&](cfoil_transport transport) {
    cfoil_phone* phone = nullptr;
    REQUIRE(cfoil_phone_restore(&phone, saved.data(), size, transport, nullptr, nullptr) == CFOIL_OK);
    cfoil_inbox* inbox = nullptr;
    const cfoil_status status = cfoil_phone_inbox(phone, &inbox, made.account);
    cfoil_phone_destroy(phone);
    return status;
  };
  CHECK(outcome_with(broken) == CFOIL_APPLICATION_FIRST + 7);
  CHECK(outcome_with(boastful) == CFOIL_PROVIDER_FAILED);
}
