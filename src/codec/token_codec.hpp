#pragma once

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "model/token_state.hpp"

namespace counterfoil {

// What is sealed in tokens, as bytes (token.proto). Decoding refuses with errc::schema_too_new what a newer version
// wrote and must not be ignored, with errc::seal_broken what is malformed; both may fail with errc::out_of_memory, and
// encoding with errc::seal_broken for a state that could not be decoded. Thread-safe.

Result<Bytes> encode(const TicketState& state);
Result<TicketState> decode_ticket(ByteView stored);

Result<Bytes> encode(const AssuranceState& state);
Result<AssuranceState> decode_assurance(ByteView stored);

Result<Bytes> encode(const ResetGrantState& state);
Result<ResetGrantState> decode_reset_grant(ByteView stored);

Result<Bytes> encode(const KnownBrowserState& state);
Result<KnownBrowserState> decode_known_browser(ByteView stored);

Result<Bytes> encode(const ReportState& state);
Result<ReportState> decode_report(ByteView stored);

}  // namespace counterfoil
