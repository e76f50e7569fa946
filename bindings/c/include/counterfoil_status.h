/* Part of counterfoil.h, which is to be included and says what holds for all. A sketch: nothing is promised yet. */
#ifndef COUNTERFOIL_STATUS_H
#define COUNTERFOIL_STATUS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CFOIL_VERSION_NUMBER 1000u /* major * 1,000,000 + minor * 1,000 + patch */
#define CFOIL_ABI_VERSION 0u       /* 0: a sketch */

/* Of the library that is linked, to be compared with the two above. */
uint32_t cfoil_version_number(void);
uint32_t cfoil_abi_version(void);

/* ---- Status ---------------------------------------------------------------------------------------------------- */

typedef int32_t cfoil_status;

enum {
  CFOIL_OK = 0,

  /* Under way. */
  CFOIL_NEXT_STEP = 1, /* The proof was accepted, and another is needed. */
  CFOIL_WAITING = 2,   /* Nobody has answered on the phone yet. */

  /* The numbers and meanings of counterfoil::errc (counterfoil/base/error.hpp). Caller. */
  CFOIL_INVALID_ARGUMENT = 1000,
  CFOIL_INVALID_UTF8 = 1001,
  CFOIL_INVALID_ENCODING = 1002,
  CFOIL_INVALID_URI = 1003,
  CFOIL_INVALID_KEY = 1004,
  CFOIL_INVALID_PHONE_NUMBER = 1005,
  CFOIL_INVALID_USERNAME = 1006,
  CFOIL_INVALID_PASSWORD = 1007,
  CFOIL_INVALID_POLICY = 1008,
  CFOIL_INVALID_HASH = 1009,
  CFOIL_TOO_LONG = 1010,
  CFOIL_IDEMPOTENCY_MISMATCH = 1011,
  CFOIL_WRONG_STATE = 1012,
  CFOIL_INVALID_MESSAGE = 1013,
  /* Of C alone. */
  CFOIL_INVALID_HANDLE = 1900,
  CFOIL_BUFFER_TOO_SMALL = 1901,

  /* Refusal. */
  CFOIL_CODE_MISMATCH = 2000,
  CFOIL_CODE_REPLAYED = 2001,
  CFOIL_PASSWORD_MISMATCH = 2002,
  CFOIL_PASSWORD_REJECTED = 2003,
  CFOIL_SIGNATURE_MISMATCH = 2004,
  CFOIL_THROTTLED = 2005, /* cfoil_last_retry_after() */
  CFOIL_EXPIRED = 2006,
  CFOIL_NOT_FOUND = 2007,
  CFOIL_NOT_ALLOWED = 2008,
  CFOIL_PROOF_REQUIRED = 2009,
  CFOIL_WOULD_STRAND = 2010,
  CFOIL_LIMIT_REACHED = 2011,
  CFOIL_ALREADY_EXISTS = 2012,
  CFOIL_SUSPENDED = 2013,
  CFOIL_REVOKED = 2014,
  CFOIL_PHONE_NUMBER_UNUSABLE = 2015,
  CFOIL_DRIFT_EXCEEDED = 2016,
  CFOIL_CLOCK_SKEWED = 2017,
  /* Of C alone. */
  CFOIL_NOT_APPROVED = 2900, /* A request on a phone is over, and cfoil_prompt_state() says how. */

  /* Environment. Never to be read as "allow". */
  CFOIL_STORE_FAILED = 3000,
  CFOIL_PROVIDER_FAILED = 3001,
  CFOIL_ENTROPY_FAILED = 3002,
  CFOIL_CLOCK_FAILED = 3003,
  CFOIL_KEY_NOT_FOUND = 3004,
  CFOIL_KEY_RETIRED = 3005,
  CFOIL_KEY_FILE_MISSING = 3006,
  CFOIL_KEY_FILE_EXPOSED = 3007,
  CFOIL_KEY_FILE_DAMAGED = 3008,
  CFOIL_KEY_RING_FOREIGN = 3009,
  CFOIL_SEAL_BROKEN = 3010,
  CFOIL_DOCUMENT_DAMAGED = 3011,
  CFOIL_SCHEMA_TOO_NEW = 3012,
  CFOIL_OUTCOME_UNKNOWN = 3013,
  CFOIL_DEADLINE_EXCEEDED = 3014,
  CFOIL_CRYPTO_FAILED = 3015,
  CFOIL_OUT_OF_MEMORY = 3016,
  /* Of C alone. */
  CFOIL_INTERNAL = 3900, /* A fault of this library. */

  /* For an application's callbacks: what they return comes back as it is. */
  CFOIL_APPLICATION_FIRST = 4000,
  CFOIL_APPLICATION_LAST = 4999
};

/* "ok", "code_mismatch", …; "unknown" for another number. */
const char* cfoil_status_name(cfoil_status status);
/* What went wrong in the last call on this thread that gave a status of 1000 or more: one sentence for a developer,
 * without secrets, cut at 255 bytes. Calls that succeed, accessors and destroy functions leave it. */
const char* cfoil_last_message(void);
/* Likewise: after how many milliseconds the same call can succeed; -1 where that is not known. */
int64_t cfoil_last_retry_after(void);

#ifdef __cplusplus
}
#endif

#endif
