#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string_view>

#include "counterfoil/base/error.hpp"
#include "counterfoil/base/result.hpp"
#include "guard.hpp"

namespace {

struct Detail {
  std::array<char, 256> message{};
  std::int64_t retry_after = -1;
};
thread_local Detail last;

constexpr bool continues_a_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// The names of the statuses that C alone has.
const char* own_name_of(cfoil_status status) {
  switch (status) {
    case CFOIL_OK:
      return "ok";
    case CFOIL_NEXT_STEP:
      return "next_step";
    case CFOIL_WAITING:
      return "waiting";
    case CFOIL_INVALID_HANDLE:
      return "invalid_handle";
    case CFOIL_BUFFER_TOO_SMALL:
      return "buffer_too_small";
    case CFOIL_NOT_APPROVED:
      return "not_approved";
    case CFOIL_INTERNAL:
      return "internal";
    default:
      break;
  }
  return status >= CFOIL_APPLICATION_FIRST && status <= CFOIL_APPLICATION_LAST ? "application" : nullptr;
}

}  // namespace

void refuse(cfoil_status status, const std::string& message) {
  // Its underlying type is fixed, so that it holds the numbers of C alone and of applications too.
  throw counterfoil::BadResultAccess({static_cast<counterfoil::errc>(status), message});
}

cfoil_status note(cfoil_status status, const char* message) noexcept {
  std::size_t size = std::min(std::strlen(message), last.message.size() - 1);
  if (message[size] != '\0') {
    while (size > 0 && continues_a_character(message[size])) --size;
  }
  std::memmove(last.message.data(), message, size);
  last.message[size] = '\0';
  last.retry_after = -1;
  return status;
}

cfoil_status status_of_exception() noexcept {
  try {
    throw;
  } catch (const counterfoil::BadResultAccess& refused) {
    const counterfoil::Error& error = refused.error();
    note(static_cast<cfoil_status>(error.code), error.message.c_str());
    if (error.retry_after) last.retry_after = error.retry_after->count();
    // Whatever went wrong, it is not success.
    return error.code == counterfoil::errc{} ? CFOIL_INTERNAL : static_cast<cfoil_status>(error.code);
  } catch (const std::bad_alloc&) {
    return note(CFOIL_OUT_OF_MEMORY, "memory ran out");
  } catch (...) {
    return note(CFOIL_INTERNAL, "a fault of this library");
  }
}

uint32_t cfoil_version_number() {
  static_assert(CFOIL_VERSION_NUMBER == COUNTERFOIL_C_VERSION_NUMBER,
                "counterfoil_status.h has another version");
  return CFOIL_VERSION_NUMBER;
}

uint32_t cfoil_abi_version() {
  return CFOIL_ABI_VERSION;
}

const char* cfoil_status_name(cfoil_status status) {
  return guard_quietly([&] {
    const char* own = own_name_of(status);
    // The names are literals, which end with a zero byte.
    return own != nullptr ? own : counterfoil::name_of(static_cast<counterfoil::errc>(status)).data();
  });
}

const char* cfoil_last_message() {
  return last.message.data();
}

int64_t cfoil_last_retry_after() {
  return last.retry_after;
}
