#pragma once

#include <cstdint>

namespace counterfoil {

/// What is sealed. Each purpose has a key of its own, so that what was sealed for one never opens as another.
enum class SealPurpose : std::uint8_t {
  field,          ///< A secret, number or address in a stored document.
  ticket,         ///< A sign-in in progress, held by the host.
  assurance,      ///< The result of a sign-in, held by the host.
  reset_grant,    ///< The right to set a new password, held by the host.
  known_browser,  ///< A token in a browser.
  report_link,    ///< The link of a notice.
  outbox,         ///< A message that waits to be sent.
};

/// What a keyed digest is for. Each purpose has a key of its own.
enum class DigestPurpose : std::uint8_t {
  lookup,           ///< Finds a row by a username, number, address or credential without storing it.
  guard,            ///< Names the guard of a username.
  password_repeat,  ///< Recognises a wrong password that was tried before.
  idempotency,      ///< Recognises a request that was made before.
  access_pass,      ///< Stands for an access pass in a document.
  event,            ///< Stands for the body of an event in its chain.
  checkpoint,       ///< Marks where a journal was pruned or witnessed.
};

}  // namespace counterfoil
