#pragma once

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "model/guard_document.hpp"

namespace counterfoil {

// The documents of guards and meters as bytes (row.proto), for the envelopes of their rows. Errors are those of the
// account's document. Thread-safe.

Result<Bytes> encode(const GuardDocument& document);
Result<GuardDocument> decode_guard(ByteView stored);

Result<Bytes> encode(const MeterDocument& document);
Result<MeterDocument> decode_meter(ByteView stored);

}  // namespace counterfoil
