#pragma once

#include <string>

#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"
#include "counterfoil/model/context.hpp"
#include "counterfoil/model/ids.hpp"
#include "counterfoil/model/notice.hpp"

namespace counterfoil {

/// A notice as it lies in the outbox, sealed. Nothing is rendered before it is sent.
struct NoticeMessage {
  NoticeKind kind;
  AccountId account;
  SecretBytes address;  ///< Empty: to the host's `notice` sender, by account id.
  std::string label;
  RequestContext context;
  Timestamp at;
  std::string report_token;
};

/// The bytes to be sealed (message.proto). @return errc::out_of_memory, errc::too_long. Thread-safe.
Result<SecretBytes> encode(const NoticeMessage& message);

/// Reads what encode() gave. @return errc::seal_broken when it is malformed, errc::schema_too_new. Thread-safe.
Result<NoticeMessage> decode_notice(ByteView stored);

}  // namespace counterfoil
