/*
 * A SKETCH of Counterfoil in C. NOTHING HERE IS PROMISED YET: names, numbers and meanings may change or go with any
 * commit, and nothing of it is installed. It carries the main story (examples/c/story.c) through C, to prove that the
 * doors of the engine can be; README.md beside it says what that showed.
 *
 * Arguments   in one order: the handle, outputs, in/outputs, inputs. A size follows its array, `user_data` its
 *             callback. NULL is CFOIL_INVALID_ARGUMENT unless it is said to be allowed.
 * Status      Only CFOIL_OK means verified, or done. Below 1000: understood and under way, nothing verified yet.
 * Handles     are given to the caller, who destroys them in any order; each keeps alive what it needs. Destroying NULL
 *             does nothing. One that was destroyed, or is another kind's, is CFOIL_INVALID_HANDLE. An output handle is
 *             NULL unless its function says that it is given.
 * Text        is UTF-8 that ends with a zero byte. What an accessor gives is a view, valid as long as its handle and
 *             NULL where there is none; the accessors of another handle, or of an index too high, give NULL or 0.
 * Buffers     belong to the caller: `*size` is their size before and what was written, or is needed, after. One that is
 *             too small is CFOIL_BUFFER_TOO_SMALL, and nothing was done; NULL with the size 0 asks how much is needed.
 * Structs     begin with their size as the caller knows them: clear them with memset, then set it. Members are only
 *             ever appended; unknown ones have to be zero.
 * Threads     may share an engine. Any other handle is for one thread at a time.
 * Times       are milliseconds since 1970-01-01T00:00:00Z.
 */
#ifndef COUNTERFOIL_H
#define COUNTERFOIL_H

#include <stddef.h>
#include <stdint.h>

#include "counterfoil_status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Engine ---------------------------------------------------------------------------------------------------- */

typedef struct cfoil_engine cfoil_engine;

typedef struct cfoil_engine_options {
  uint32_t struct_size;
  const char* database;       /* Path of the SQLite file; made when it is not there. */
  const char* key_file;       /* Path; never made here. */
  const char* const* tenants; /* The settings of each tenant, in JSON. */
  size_t tenant_count;
  size_t verifications_at_once; /* Password hashes at once; 0: one per processor. */
} cfoil_engine_options;

/* Makes a key file of a new installation. CFOIL_ALREADY_EXISTS when there is anything at the path. */
cfoil_status cfoil_key_file_create(const char* path);
cfoil_status cfoil_engine_create(cfoil_engine** engine, const cfoil_engine_options* options);
void cfoil_engine_destroy(cfoil_engine* engine);
/* Fills `bytes` with unpredictable ones: for a session binding, for one. */
cfoil_status cfoil_random_bytes(void* bytes, size_t size);

/* ---- Accounts -------------------------------------------------------------------------------------------------- */

typedef struct cfoil_new_account {
  uint32_t struct_size;
  uint32_t privilege; /* 0 to 3 */
  const char* tenant;
  const char* account;
  const char* const* usernames;
  size_t username_count;
  const void* password; /* NULL: none yet. */
  size_t password_size;
  const char* notice_address; /* NULL: none. */
} cfoil_new_account;

cfoil_status cfoil_accounts_create(cfoil_engine* engine, const cfoil_new_account* account);

/* ---- Signing in ------------------------------------------------------------------------------------------------ */

/* A sign-in that needs proof: a ticket for the next call, and the ways. */
typedef struct cfoil_step cfoil_step;
/* Who somebody is: the result of a sign-in, or what check tells. */
typedef struct cfoil_assurance cfoil_assurance;
/* A request on a phone. */
typedef struct cfoil_prompt cfoil_prompt;

/* What proves an identity: the numbers of counterfoil::FactorKind. */
enum {
  CFOIL_FACTOR_PASSWORD = 1,
  CFOIL_FACTOR_HOST_PROVED = 2,
  CFOIL_FACTOR_TOTP = 3,
  CFOIL_FACTOR_RECOVERY_CODE = 4,
  CFOIL_FACTOR_AUTHENTICATOR_APP = 5
};

/* How a request stands: the numbers of counterfoil::PromptState. */
enum {
  CFOIL_PROMPT_WAITING = 1,
  CFOIL_PROMPT_APPROVED = 2,
  CFOIL_PROMPT_DENIED = 3,
  CFOIL_PROMPT_WRONG_NUMBER = 4,
  CFOIL_PROMPT_EXPIRED = 5,
  CFOIL_PROMPT_CANCELLED = 6,
  CFOIL_PROMPT_REDEEMED = 7
};

/* One sign-in in one browser. Begin takes the username, the others the ticket of the newest step. */
typedef struct cfoil_sign_in {
  uint32_t struct_size;
  uint32_t remember_browser; /* 1: this browser shall be known from now on. */
  const char* tenant;
  const void* session; /* 16 to 64 random bytes of the product's own session. */
  size_t session_size;
  const char* username; /* As typed. */
  const char* ticket;
  const char* app; /* What is signed in to, from where and with what; each may be NULL. */
  const char* place;
  const char* browser;
  const char* known_browser; /* A token, or NULL. */
  const void* new_session;   /* What a completed sign-in is bound to; NULL: `session`. */
  size_t new_session_size;
  const char* idempotency_key; /* NULL: none. */
} cfoil_sign_in;

cfoil_status cfoil_sign_in_begin(cfoil_engine* engine, cfoil_step** step, const cfoil_sign_in* request);
/* The ways of a ticket as they are now. */
cfoil_status cfoil_sign_in_ways(cfoil_engine* engine, cfoil_step** step, const cfoil_sign_in* request);

/* CFOIL_OK: signed in, and `*assurance` is given. CFOIL_NEXT_STEP: nobody is signed in yet, and `*step` is given. */
cfoil_status cfoil_sign_in_answer_password(cfoil_engine* engine, cfoil_assurance** assurance,
                                           cfoil_step** step, const cfoil_sign_in* request,
                                           const void* password, size_t password_size);
/* Likewise, with a request that was approved on the phone. */
cfoil_status cfoil_sign_in_answer_device(cfoil_engine* engine, cfoil_assurance** assurance, cfoil_step** step,
                                         const cfoil_sign_in* request);

/* Sends a request to a phone. @param method  of the way. CFOIL_OK: it was sent, and `*prompt` has the number. */
cfoil_status cfoil_sign_in_start(cfoil_engine* engine, cfoil_prompt** prompt, const cfoil_sign_in* request,
                                 const char* method);
/* CFOIL_OK: approved, now answer with it. CFOIL_WAITING, CFOIL_NOT_APPROVED: not. `*prompt` is given with all three. */
cfoil_status cfoil_sign_in_poll(cfoil_engine* engine, cfoil_prompt** prompt, const cfoil_sign_in* request);
cfoil_status cfoil_sign_in_cancel(cfoil_engine* engine, const cfoil_sign_in* request);

/* Whether an assurance holds now, in this session. The one that is given has no token: the caller has it. */
cfoil_status cfoil_sign_in_check(cfoil_engine* engine, cfoil_assurance** found, const char* tenant,
                                 const char* assurance, const void* session, size_t session_size);

const char* cfoil_step_ticket(const cfoil_step* step);
int64_t cfoil_step_expires(const cfoil_step* step);
size_t cfoil_step_way_count(const cfoil_step* step);
uint32_t cfoil_step_way_factor(const cfoil_step* step, size_t index);
const char* cfoil_step_way_method(const cfoil_step* step, size_t index); /* NULL for first factors. */
const char* cfoil_step_way_label(const cfoil_step* step, size_t index);
const char* cfoil_step_way_reason(const cfoil_step* step, size_t index); /* A sentence. */
uint32_t cfoil_step_way_is_offered(const cfoil_step* step, size_t index);
uint32_t cfoil_step_way_is_suggested(const cfoil_step* step, size_t index);
void cfoil_step_destroy(cfoil_step* step);

const char* cfoil_assurance_token(const cfoil_assurance* assurance);
const char* cfoil_assurance_account(const cfoil_assurance* assurance);
const char* cfoil_assurance_known_browser(const cfoil_assurance* assurance);
size_t cfoil_assurance_amr_count(const cfoil_assurance* assurance);
const char* cfoil_assurance_amr(const cfoil_assurance* assurance, size_t index); /* RFC 8176 */
int64_t cfoil_assurance_expires(const cfoil_assurance* assurance);
uint32_t cfoil_assurance_is_multi_factor(const cfoil_assurance* assurance);
uint32_t cfoil_assurance_must_register(const cfoil_assurance* assurance);
uint32_t cfoil_assurance_must_change_password(const cfoil_assurance* assurance);
void cfoil_assurance_destroy(cfoil_assurance* assurance);

uint32_t cfoil_prompt_state(const cfoil_prompt* prompt);
const char* cfoil_prompt_number(const cfoil_prompt* prompt); /* To show while it waits; empty otherwise. */
const char* cfoil_prompt_label(const cfoil_prompt* prompt);
int64_t cfoil_prompt_expires(const cfoil_prompt* prompt);
void cfoil_prompt_destroy(cfoil_prompt* prompt);

/* ---- Security info --------------------------------------------------------------------------------------------- */

typedef struct cfoil_overview cfoil_overview;
/* An authenticator that is being registered. */
typedef struct cfoil_registration cfoil_registration;
/* What a change gives back to the session that made it. */
typedef struct cfoil_changed cfoil_changed;

/* How far a registration has come: the numbers of counterfoil::AuthenticatorStage. */
enum { CFOIL_STAGE_WAITING_FOR_PHONE = 1, CFOIL_STAGE_PHONE_LINKED = 2, CFOIL_STAGE_PROVED = 3 };

/* Who manages: the person whose assurance this is, in this session. */
typedef struct cfoil_caller {
  uint32_t struct_size;
  const char* tenant;
  const char* assurance;
  const void* session;
  size_t session_size;
  const char* app; /* As in cfoil_sign_in. */
  const char* place;
  const char* browser;
  const char* idempotency_key;
} cfoil_caller;

cfoil_status cfoil_security_info_overview(cfoil_engine* engine, cfoil_overview** overview,
                                          const cfoil_caller* caller);
/* @param nickname  NULL or empty: the phone's own name. */
cfoil_status cfoil_security_info_begin_authenticator(cfoil_engine* engine, cfoil_registration** registration,
                                                     const cfoil_caller* caller, const char* nickname);
/* How it stands. Says nothing of a proof: that is for confirm. */
cfoil_status cfoil_security_info_authenticator(cfoil_engine* engine, cfoil_registration** registration,
                                               const cfoil_caller* caller, const char* id);
/* Sends the linked phone its test. */
cfoil_status cfoil_security_info_test_authenticator(cfoil_engine* engine, cfoil_registration** registration,
                                                    const cfoil_caller* caller, const char* id);
cfoil_status cfoil_security_info_confirm_authenticator(cfoil_engine* engine, cfoil_changed** changed,
                                                       const cfoil_caller* caller, const char* id);
cfoil_status cfoil_security_info_sign_out_everywhere(cfoil_engine* engine, cfoil_changed** changed,
                                                     const cfoil_caller* caller);

size_t cfoil_overview_method_count(const cfoil_overview* overview);
const char* cfoil_overview_method_id(const cfoil_overview* overview, size_t index);
const char* cfoil_overview_method_kind(const cfoil_overview* overview,
                                       size_t index); /* "authenticator_app" */
const char* cfoil_overview_method_nickname(const cfoil_overview* overview, size_t index);
const char* cfoil_overview_method_detail(const cfoil_overview* overview, size_t index);
uint32_t cfoil_overview_method_is_default(const cfoil_overview* overview, size_t index);
void cfoil_overview_destroy(cfoil_overview* overview);

const char* cfoil_registration_id(const cfoil_registration* registration);
uint32_t cfoil_registration_stage(const cfoil_registration* registration);
const char* cfoil_registration_link(const cfoil_registration* registration); /* Secret: the QR code's text. */
const char* cfoil_registration_number(const cfoil_registration* registration); /* Of the test that waits. */
const char* cfoil_registration_device_name(const cfoil_registration* registration);
void cfoil_registration_destroy(cfoil_registration* registration);

const char* cfoil_changed_assurance(
    const cfoil_changed* changed); /* To be used from now on; NULL: the old one. */
const char* cfoil_changed_method(const cfoil_changed* changed);
void cfoil_changed_destroy(cfoil_changed* changed);

/* ---- Phones: the engine's side, then the phone's own ------------------------------------------------------------ */

#define CFOIL_MAX_REPLY_SIZE 65536u /* bytes */
#define CFOIL_ID_SIZE 33u           /* bytes of an id, with the zero at its end */

/* Answers a message of a phone. @param reply  at least CFOIL_MAX_REPLY_SIZE: an exchange cannot be asked for twice. */
cfoil_status cfoil_devices_exchange(cfoil_engine* engine, void* reply, size_t* reply_size, const char* tenant,
                                    const void* message, size_t message_size);

typedef struct cfoil_phone cfoil_phone;
typedef struct cfoil_inbox cfoil_inbox;

/* POSTs `body` to `url` and gives what comes back, whatever its HTTP status. Called on the thread of the cfoil_phone_
 * call that needs it; may use any handle but that phone. What is not CFOIL_OK comes back from that call as it is. */
typedef cfoil_status (*cfoil_transport)(void* reply, size_t* reply_size, const char* url,
                                        const char* content_type, const void* body, size_t body_size,
                                        void* user_data);
typedef void (*cfoil_release)(void* user_data);

/* @param release  called once with `user_data`, when the phone is destroyed; NULL: never. Not when this call fails. */
cfoil_status cfoil_phone_create(cfoil_phone** phone, cfoil_transport transport, void* user_data,
                                cfoil_release release);
/* A phone as cfoil_phone_save() gave it. */
cfoil_status cfoil_phone_restore(cfoil_phone** phone, const void* saved, size_t saved_size,
                                 cfoil_transport transport, void* user_data, cfoil_release release);
/* Everything, keys in the clear. To be kept after every call that changes the phone. */
cfoil_status cfoil_phone_save(const cfoil_phone* phone, void* saved, size_t* saved_size);
void cfoil_phone_destroy(cfoil_phone* phone);

/* Takes a registration link and makes a key. @param account  text of CFOIL_ID_SIZE: names it to the others. */
cfoil_status cfoil_phone_scan(cfoil_phone* phone, char* account, size_t* account_size, const char* link);
/* Asks whose link it is; then `issuer` and `label` are views of the phone, until its next call. */
cfoil_status cfoil_phone_preview(cfoil_phone* phone, const char** issuer, const char** label,
                                 const char* account);
cfoil_status cfoil_phone_register(cfoil_phone* phone, const char* account, const char* device_name);
cfoil_status cfoil_phone_inbox(cfoil_phone* phone, cfoil_inbox** inbox, const char* account);
/* CFOIL_OK: the answer counts. @param number  as the person typed it. CFOIL_CODE_MISMATCH when it is wrong. */
cfoil_status cfoil_phone_approve(cfoil_phone* phone, const char* account, const cfoil_inbox* inbox,
                                 size_t index, const char* number);
cfoil_status cfoil_phone_deny(cfoil_phone* phone, const char* account, const cfoil_inbox* inbox,
                              size_t index);

size_t cfoil_inbox_count(const cfoil_inbox* inbox);
const char* cfoil_inbox_app(const cfoil_inbox* inbox, size_t index);
const char* cfoil_inbox_place(const cfoil_inbox* inbox, size_t index);
const char* cfoil_inbox_browser(const cfoil_inbox* inbox, size_t index);
uint32_t cfoil_inbox_digits(const cfoil_inbox* inbox, size_t index);
void cfoil_inbox_destroy(cfoil_inbox* inbox);

#ifdef __cplusplus
}
#endif

#endif
