/*
 * The main story in C: an account, a phone with the authenticator, a restart, a sign-in with password and phone, and
 * signing out everywhere. Everything is kept in story.db and story.keys in a folder of your choice, which is there.
 * counterfoil.h is a sketch, and so is this.
 *
 *   story FOLDER
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counterfoil.h"

#define TENANT "example"
#define PASSWORD "correct horse battery"

static const char* const tenant_settings =
    "{\"id\": \"example\", \"issuer\": \"Example University\","
    " \"device_endpoint\": \"https://id.example.ac.uk/authenticator/example\","
    " \"realms\": [{\"domain\": \"example.ac.uk\", \"display_name\": \"Staff account\"}]}";

/* An example may end at the first answer that it does not want; a product deals with it. */
static void expect(cfoil_status wanted, cfoil_status status, const char* what) {
  if (status == wanted) return;
  fprintf(stderr, "%s: %s: %s\n", what, cfoil_status_name(status), cfoil_last_message());
  exit(EXIT_FAILURE);
}

static void must(cfoil_status status, const char* what) {
  expect(CFOIL_OK, status, what);
}

static void claim(int is_so, const char* what) {
  if (is_so) return;
  fprintf(stderr, "%s\n", what);
  exit(EXIT_FAILURE);
}

static void copy_text(char* to, size_t size, const char* from) {
  claim(from != NULL && strlen(from) < size, "a text is missing, or too long");
  strcpy(to, from);
}

static void path_of(char* path, size_t size, const char* folder, const char* name) {
  claim(strlen(folder) + strlen(name) + 2 <= size, "the folder's name is too long");
  sprintf(path, "%s/%s", folder, name);
}

/* What a product does when it starts. */
static cfoil_engine* start(const char* folder) {
  char database[1024];
  char keys[1024];
  cfoil_engine_options options;
  cfoil_engine* engine;
  path_of(database, sizeof database, folder, "story.db");
  path_of(keys, sizeof keys, folder, "story.keys");
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.database = database;
  options.key_file = keys;
  options.tenants = &tenant_settings;
  options.tenant_count = 1;
  must(cfoil_engine_create(&engine, &options), "engine");
  return engine;
}

static void install(const char* folder) {
  char keys[1024];
  path_of(keys, sizeof keys, folder, "story.keys");
  must(cfoil_key_file_create(keys), "key file");
}

static void create_account(cfoil_engine* engine) {
  static const char* const usernames[] = {"ada@example.ac.uk"};
  cfoil_new_account account;
  memset(&account, 0, sizeof account);
  account.struct_size = sizeof account;
  account.tenant = TENANT;
  account.account = "ada";
  account.usernames = usernames;
  account.username_count = 1;
  account.password = PASSWORD;
  account.password_size = strlen(PASSWORD);
  must(cfoil_accounts_create(engine, &account), "account");
}

/* What a web product keeps in its own session: random bytes, then the ticket, then the assurance. */
typedef struct web_session {
  unsigned char binding[32];
  char token[4097];
} web_session;

static cfoil_sign_in request_of(const web_session* session) {
  cfoil_sign_in request;
  memset(&request, 0, sizeof request);
  request.struct_size = sizeof request;
  request.tenant = TENANT;
  request.session = session->binding;
  request.session_size = sizeof session->binding;
  request.username = "ada@example.ac.uk";
  request.ticket = session->token;
  request.app = "Library catalogue";
  request.place = "Bristol, United Kingdom";
  request.browser = "Firefox on Linux";
  return request;
}

static cfoil_caller caller_of(const web_session* session) {
  cfoil_caller caller;
  memset(&caller, 0, sizeof caller);
  caller.struct_size = sizeof caller;
  caller.tenant = TENANT;
  caller.assurance = session->token;
  caller.session = session->binding;
  caller.session_size = sizeof session->binding;
  caller.app = "Security info";
  caller.browser = "Firefox on Linux";
  return caller;
}

/* Username and password. CFOIL_OK when that is all; CFOIL_NEXT_STEP with the ways. */
static cfoil_status type_password(cfoil_engine* engine, web_session* session, cfoil_step** next) {
  cfoil_sign_in request;
  cfoil_step* first;
  cfoil_assurance* assurance;
  cfoil_status status;
  must(cfoil_random_bytes(session->binding, sizeof session->binding), "session");
  request = request_of(session);
  must(cfoil_sign_in_begin(engine, &first, &request), "begin");
  copy_text(session->token, sizeof session->token, cfoil_step_ticket(first));
  cfoil_step_destroy(first);
  status = cfoil_sign_in_answer_password(engine, &assurance, next, &request, PASSWORD, strlen(PASSWORD));
  if (status == CFOIL_OK) {
    copy_text(session->token, sizeof session->token, cfoil_assurance_token(assurance));
  } else if (status == CFOIL_NEXT_STEP) {
    copy_text(session->token, sizeof session->token, cfoil_step_ticket(*next));
  }
  cfoil_assurance_destroy(assurance);
  return status;
}

/* Where the phone's messages go. A real one sends them to the product, which hands them to the engine like this. */
typedef struct wire {
  cfoil_engine* engine;
  int messages;
} wire;

static cfoil_status carry(void* reply, size_t* reply_size, const char* url, const char* content_type,
                          const void* body, size_t body_size, void* user_data) {
  wire* to = (wire*)user_data;
  (void)url;
  (void)content_type;
  ++to->messages;
  return cfoil_devices_exchange(to->engine, reply, reply_size, TENANT, body, body_size);
}

/* The phone shows what is asked, and the person types the number. */
static cfoil_status approve(cfoil_phone* phone, const char* account, const char* number) {
  cfoil_inbox* inbox;
  cfoil_status status;
  must(cfoil_phone_inbox(phone, &inbox, account), "inbox");
  claim(cfoil_inbox_count(inbox) == 1, "one request waits on the phone");
  printf("The phone asks: %s, with %s? The person types %u digits.\n", cfoil_inbox_app(inbox, 0),
         cfoil_inbox_browser(inbox, 0), (unsigned)cfoil_inbox_digits(inbox, 0));
  status = cfoil_phone_approve(phone, account, inbox, 0, number);
  cfoil_inbox_destroy(inbox);
  return status;
}

/* Scans the QR code, asks whose it is, and registers. */
static void add_account_to(cfoil_phone* phone, char* account, const char* link) {
  const char* issuer;
  const char* label;
  size_t size = CFOIL_ID_SIZE;
  must(cfoil_phone_scan(phone, account, &size, link), "scan");
  must(cfoil_phone_preview(phone, &issuer, &label, account), "preview");
  printf("The phone asks: add %s of %s? Yes.\n", label, issuer);
  must(cfoil_phone_register(phone, account, "Ada's phone"), "register");
}

static void add_phone(cfoil_engine* engine, web_session* session, cfoil_phone* phone, char* account) {
  const cfoil_caller caller = caller_of(session);
  cfoil_registration* begun;
  cfoil_registration* seen;
  cfoil_changed* changed;
  const char* id;
  must(cfoil_security_info_begin_authenticator(engine, &begun, &caller, NULL), "begin to register");
  id = cfoil_registration_id(begun);
  add_account_to(phone, account, cfoil_registration_link(begun));
  expect(CFOIL_WRONG_STATE, cfoil_security_info_confirm_authenticator(engine, &changed, &caller, id),
         "confirm without a proof");

  must(cfoil_security_info_test_authenticator(engine, &seen, &caller, id), "test");
  must(approve(phone, account, cfoil_registration_number(seen)), "approve the test");
  cfoil_registration_destroy(seen);
  must(cfoil_security_info_authenticator(engine, &seen, &caller, id), "look at the registration");
  claim(cfoil_registration_stage(seen) == CFOIL_STAGE_PROVED, "the phone has proved itself");
  cfoil_registration_destroy(seen);

  must(cfoil_security_info_confirm_authenticator(engine, &changed, &caller, id), "confirm");
  copy_text(session->token, sizeof session->token, cfoil_changed_assurance(changed));
  cfoil_changed_destroy(changed);
  cfoil_registration_destroy(begun);
  printf("The phone is a method now.\n");
}

static const char* authenticator_of(const cfoil_step* step) {
  size_t i;
  for (i = 0; i < cfoil_step_way_count(step); ++i) {
    if (cfoil_step_way_is_offered(step, i) &&
        cfoil_step_way_factor(step, i) == CFOIL_FACTOR_AUTHENTICATOR_APP) {
      return cfoil_step_way_method(step, i);
    }
  }
  return NULL;
}

static void sign_in_with_phone(cfoil_engine* engine, web_session* session, cfoil_phone* phone,
                               const char* account) {
  cfoil_sign_in request;
  cfoil_step* step;
  cfoil_step* no_step;
  cfoil_prompt* sent;
  cfoil_prompt* seen;
  cfoil_assurance* assurance;
  expect(CFOIL_NEXT_STEP, type_password(engine, session, &step), "password");
  request = request_of(session);
  must(cfoil_sign_in_start(engine, &sent, &request, authenticator_of(step)), "start");
  printf("The screen shows %s.\n", cfoil_prompt_number(sent));
  expect(CFOIL_WAITING, cfoil_sign_in_poll(engine, &seen, &request), "poll before the answer");
  cfoil_prompt_destroy(seen);
  must(approve(phone, account, cfoil_prompt_number(sent)), "approve");
  must(cfoil_sign_in_poll(engine, &seen, &request), "poll after the answer");
  cfoil_prompt_destroy(seen);
  must(cfoil_sign_in_answer_device(engine, &assurance, &no_step, &request), "redeem");
  claim(cfoil_assurance_is_multi_factor(assurance) == 1, "two factors were proved");
  copy_text(session->token, sizeof session->token, cfoil_assurance_token(assurance));
  printf("Signed in with the password and the phone.\n");
  cfoil_assurance_destroy(assurance);
  cfoil_prompt_destroy(sent);
  cfoil_step_destroy(step);
}

static cfoil_status check(cfoil_engine* engine, const web_session* session) {
  cfoil_assurance* found;
  const cfoil_status status =
      cfoil_sign_in_check(engine, &found, TENANT, session->token, session->binding, sizeof session->binding);
  size_t i;
  for (i = 0; i < cfoil_assurance_amr_count(found); ++i) {
    printf("%s%s", i == 0 ? "The assurance holds, by " : ", ", cfoil_assurance_amr(found, i));
  }
  if (status == CFOIL_OK) printf(".\n");
  cfoil_assurance_destroy(found);
  return status;
}

static void list_methods(cfoil_engine* engine, const web_session* session) {
  const cfoil_caller caller = caller_of(session);
  cfoil_overview* overview;
  size_t i;
  must(cfoil_security_info_overview(engine, &overview, &caller), "overview");
  claim(cfoil_overview_method_count(overview) == 1, "one method is registered");
  for (i = 0; i < cfoil_overview_method_count(overview); ++i) {
    printf("  %s (%s)%s\n", cfoil_overview_method_nickname(overview, i),
           cfoil_overview_method_kind(overview, i),
           cfoil_overview_method_is_default(overview, i) ? ", default" : "");
  }
  cfoil_overview_destroy(overview);
}

static void sign_out_everywhere(cfoil_engine* engine, const web_session* session) {
  const cfoil_caller caller = caller_of(session);
  web_session fresh = *session;
  cfoil_changed* changed;
  must(cfoil_security_info_sign_out_everywhere(engine, &changed, &caller), "sign out everywhere");
  copy_text(fresh.token, sizeof fresh.token, cfoil_changed_assurance(changed));
  cfoil_changed_destroy(changed);
  expect(CFOIL_REVOKED, check(engine, session), "the old assurance");
  must(check(engine, &fresh), "the fresh assurance");
  printf("Signed out everywhere but here.\n");
}

/* The phone's own restart: what it keeps goes into a buffer, and a new one comes out of it. */
static cfoil_phone* restart_phone(cfoil_phone* phone, wire* to) {
  size_t size = 0;
  void* saved;
  cfoil_phone* again;
  expect(CFOIL_BUFFER_TOO_SMALL, cfoil_phone_save(phone, NULL, &size), "ask for the size");
  saved = malloc(size);
  claim(saved != NULL, "memory ran out");
  must(cfoil_phone_save(phone, saved, &size), "save");
  must(cfoil_phone_restore(&again, saved, size, carry, to, NULL), "restore");
  cfoil_phone_destroy(phone);
  memset(saved, 0, size);
  free(saved);
  return again;
}

int main(int argc, char** argv) {
  char account[CFOIL_ID_SIZE];
  web_session session;
  cfoil_step* no_step;
  cfoil_phone* phone;
  wire to = {NULL, 0};
  if (argc != 2) {
    fprintf(stderr, "usage: story FOLDER\n");
    return EXIT_FAILURE;
  }
  claim(cfoil_abi_version() == CFOIL_ABI_VERSION, "the library and its header have one ABI");

  install(argv[1]);
  to.engine = start(argv[1]);
  must(cfoil_phone_create(&phone, carry, &to, NULL), "phone");
  create_account(to.engine);
  must(type_password(to.engine, &session, &no_step), "password alone");
  printf("Signed in with the password alone: a second factor has to be added now.\n");
  add_phone(to.engine, &session, phone, account);

  printf("The product and the phone stop and start again.\n");
  cfoil_engine_destroy(to.engine);
  to.engine = start(argv[1]);
  phone = restart_phone(phone, &to);

  sign_in_with_phone(to.engine, &session, phone, account);
  must(check(to.engine, &session), "check");
  list_methods(to.engine, &session);
  sign_out_everywhere(to.engine, &session);
  printf("%d messages of the phone were carried.\n", to.messages);

  cfoil_engine_destroy(to.engine);
  cfoil_phone_destroy(phone);
  return EXIT_SUCCESS;
}
