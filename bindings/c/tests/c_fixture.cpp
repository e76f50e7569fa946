#include "c_fixture.hpp"

#include <stdexcept>

namespace {

void must(cfoil_status status) {
  if (status != CFOIL_OK) throw std::runtime_error(cfoil_last_message());
}

}  // namespace

CFixture::CFixture() {
  const std::string database = folder_ / "c.db";
  const std::string keys = folder_ / "c.keys";
  const char* tenant =
      R"({"id": "example", "issuer": "Example University", "realms": [{"domain": "example.ac.uk"}],
          "device_endpoint": "https://id.example.ac.uk/authenticator/example"})";
  must(cfoil_key_file_create(keys.c_str()));
  cfoil_engine_options options{};
  options.struct_size = sizeof options;
  options.database = database.c_str();
  options.key_file = keys.c_str();
  options.tenants = &tenant;
  options.tenant_count = 1;
  must(cfoil_engine_create(&engine, &options));

  const char* username = "ada@example.ac.uk";
  const std::string password = "correct horse battery";
  cfoil_new_account account{};
  account.struct_size = sizeof account;
  account.tenant = "example";
  account.account = "ada";
  account.usernames = &username;
  account.username_count = 1;
  account.password = password.data();
  account.password_size = password.size();
  must(cfoil_accounts_create(engine, &account));
  must(cfoil_random_bytes(session, sizeof session));
}

CFixture::~CFixture() {
  cfoil_engine_destroy(engine);
}

cfoil_sign_in CFixture::request() const {
  cfoil_sign_in made{};
  made.struct_size = sizeof made;
  made.tenant = "example";
  made.session = session;
  made.session_size = sizeof session;
  made.username = "ada@example.ac.uk";
  made.ticket = token.c_str();
  return made;
}

cfoil_caller CFixture::caller() const {
  cfoil_caller made{};
  made.struct_size = sizeof made;
  made.tenant = "example";
  made.assurance = token.c_str();
  made.session = session;
  made.session_size = sizeof session;
  return made;
}

cfoil_status CFixture::type_password(const std::string& password) {
  cfoil_step* step = nullptr;
  cfoil_assurance* assurance = nullptr;
  const cfoil_sign_in begun = request();
  must(cfoil_sign_in_begin(engine, &step, &begun));
  token = cfoil_step_ticket(step);
  cfoil_step_destroy(step);
  const cfoil_sign_in answered = request();
  const cfoil_status status =
      cfoil_sign_in_answer_password(engine, &assurance, &step, &answered, password.data(), password.size());
  if (assurance != nullptr) token = cfoil_assurance_token(assurance);
  if (step != nullptr) token = cfoil_step_ticket(step);
  cfoil_assurance_destroy(assurance);
  cfoil_step_destroy(step);
  return status;
}

cfoil_status CFixture::carry(void* reply, size_t* reply_size, const char* /*url*/,
                             const char* /*content_type*/, const void* body, size_t body_size,
                             void* user_data) {
  return cfoil_devices_exchange(static_cast<CFixture*>(user_data)->engine, reply, reply_size, "example", body,
                                body_size);
}
