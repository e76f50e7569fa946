#pragma once

#include "counterfoil/base/id.hpp"

namespace counterfoil {

/// 128 random bits made at an account's creation: the same account id later is another incarnation.
using Incarnation = RandomId<struct IncarnationTag>;
/// One registered way to sign in.
using MethodId = RandomId<struct MethodTag>;
/// One registration in progress.
using RegistrationId = RandomId<struct RegistrationTag>;
/// One sign-in, step-up or reset in progress.
using TicketId = RandomId<struct TicketTag>;
/// One completed sign-in, until it expires or is ended.
using SessionId = RandomId<struct SessionTag>;
/// One known browser.
using BrowserId = RandomId<struct BrowserTag>;
/// One question that waits for somebody's answer: a prompt on a phone.
using ChallengeId = RandomId<struct ChallengeTag>;
/// One commit to the store.
using CommitId = RandomId<struct CommitTag>;
/// One message in the outbox.
using MessageId = RandomId<struct MessageTag>;
/// One operation with an idempotency key; secrets that are shown once are derived from it.
using OperationId = RandomId<struct OperationTag>;

}  // namespace counterfoil
