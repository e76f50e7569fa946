#pragma once

#include "counterfoil/crypto/jwk.hpp"
#include "counterfoil/protocol/operation.hpp"
#include "counterfoil/protocol/reply.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"

namespace counterfoil {

// What phones ask for (FLOWS c, d, l; docs/device-protocol.md), once their signature is verified. A refusal that the
// phone can put into words is a reply; an error is of the environment.

/// Whose code it is. @return Refused registration_over when it is nobody's, used, or too old.
Result<protocol::ReplyContent> preview_of(const AccountDocument& account, const SecretBytes& code,
                                          const std::string& issuer, const Facts& facts);

/// A phone that comes with a code and its key.
struct NewDevice {
  const PublicKey& key;
  const protocol::Register& request;
  const std::string& issuer;
};

/// Links a phone to the registration or move that its code is for. The same key again gets the same reply while the
/// code lives; another key is refused, and shown in the browser.
Result<protocol::ReplyContent> decide_register_device(Draft& draft, const NewDevice& device,
                                                      const Facts& facts);

/// What waits for a phone; changes nothing.
Result<protocol::ReplyContent> inbox_of(const AccountDocument& account, const Digest256& key_id,
                                        const Facts& facts);

/// The person's answer to a request: single use by its challenge.
Result<protocol::ReplyContent> decide_device_answer(Draft& draft, const Digest256& key_id,
                                                    const protocol::Answer& answer, const Facts& facts);

// Single use by their counter, which has to be above every one that was accepted.

Result<protocol::ReplyContent> decide_rotate_key(Draft& draft, const Digest256& key_id,
                                                 const protocol::RotateKey& request, const Facts& facts);
Result<protocol::ReplyContent> decide_set_push_address(Draft& draft, const Digest256& key_id,
                                                       const protocol::SetPushAddress& request,
                                                       const Facts& facts);
/// Always accepted; when it was the last way to sign in, the recovery path opens.
Result<protocol::ReplyContent> decide_leave(Draft& draft, const Digest256& key_id,
                                            const protocol::Leave& request, const Facts& facts);
/// Makes a code by which another phone may take this one's place.
Result<protocol::ReplyContent> decide_authorise_move(Draft& draft, const Digest256& key_id,
                                                     const protocol::AuthoriseMove& request,
                                                     const Facts& facts);

}  // namespace counterfoil
