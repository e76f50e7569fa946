#include "counterfoil/protocol/refusal.hpp"

#include <string>

namespace counterfoil::protocol {

namespace {

/// A refusal with its name, its sentence and its error.
struct Row {
  std::string_view name;
  errc code;
  std::string_view sentence;
};

/// In the order of the enumeration.
constexpr std::array<Row, all_refusals.size()> rows = {{
    {"malformed", errc::invalid_message,
     "The server could not read this message: an update of the app may help."},
    {"clock_off", errc::clock_skewed, "The clock of this phone is wrong."},
    {"unknown_device", errc::revoked, "This phone is not registered with the account any more."},
    {"counter_used", errc::code_replayed, "This message was sent before."},
    {"registration_over", errc::expired, "This QR code is used or too old: ask for a new one."},
    {"already_registered", errc::already_exists, "Another phone has used this QR code."},
    {"request_over", errc::expired, "This request is over."},
    {"answered_already", errc::wrong_state, "This request was answered already."},
    {"wrong_number", errc::code_mismatch, "That is not the number on the screen: the request is over."},
    {"throttled", errc::throttled, "Too many tries: wait a little."},
    {"suspended", errc::suspended, "The account is suspended: ask the service desk."},
    {"unavailable", errc::provider_failed, "The server cannot answer at the moment: try again."},
}};

const Row* row_of(Refusal refusal) noexcept {
  const auto index = static_cast<std::size_t>(refusal);
  return index < rows.size() ? &rows[index] : nullptr;
}

Refusal reason_of(errc code) noexcept {
  switch (code) {
    case errc::clock_skewed:
      return Refusal::clock_off;
    case errc::signature_mismatch:
    case errc::not_found:
    case errc::revoked:
      return Refusal::unknown_device;
    case errc::code_replayed:
      return Refusal::counter_used;
    case errc::expired:
      return Refusal::request_over;
    case errc::already_exists:
      return Refusal::already_registered;
    case errc::wrong_state:
      return Refusal::answered_already;
    case errc::code_mismatch:
      return Refusal::wrong_number;
    case errc::throttled:
    case errc::limit_reached:
      return Refusal::throttled;
    case errc::suspended:
    case errc::not_allowed:
      return Refusal::suspended;
    default:
      return kind_of(code) == ErrorKind::caller ? Refusal::malformed : Refusal::unavailable;
  }
}

}  // namespace

std::string_view name_of(Refusal refusal) noexcept {
  const Row* const row = row_of(refusal);
  return row != nullptr ? row->name : std::string_view();
}

std::string_view sentence_of(Refusal refusal) noexcept {
  const Row* const row = row_of(refusal);
  return row != nullptr ? row->sentence : std::string_view();
}

Refused refused(const Error& error) noexcept {
  return {reason_of(error.code), error.retry_after};
}

Error error_of(const Refused& refused) {
  const Row* const row = row_of(refused.reason);
  if (row == nullptr) return {errc::provider_failed, "refused: expected one of Refusal"};
  Error error(row->code, std::string(row->sentence));
  error.retry_after = refused.retry_after;
  return error;
}

}  // namespace counterfoil::protocol
