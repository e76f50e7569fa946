#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "counterfoil/base/result.hpp"
#include "engine/draft.hpp"
#include "engine/facts.hpp"

namespace counterfoil {

/// One operation as idempotency sees it: which, with which key, with which arguments (the session among them).
struct Operation {
  std::string_view name;
  std::string_view key;  ///< The host's idempotency key; empty: none, nothing is kept.
  std::vector<ByteView> arguments;
};

/// Whether a host's key can be one; before anything else is looked at. @return errc::invalid_argument.
Result<void> check_idempotency_key(std::string_view key);

/// The outcome kept for this key (FLOWS f); none when there is none. Looked up before pauses.
/// @return errc::idempotency_mismatch when the key came with other arguments.
Result<std::optional<KeptOutcome>> kept_outcome(const AccountDocument& account, const Operation& operation,
                                                const Facts& facts);

/// Keeps an outcome for the policy's time; the oldest goes when there are too many. Does nothing without a key.
Result<void> keep_outcome(Draft& draft, const Operation& operation, KeptOutcome outcome, const Facts& facts);

/// An id as an outcome keeps it.
template <class Tag>
std::array<std::byte, 16> kept_id(const RandomId<Tag>& id) {
  std::array<std::byte, 16> kept{};
  std::copy_n(id.bytes().begin(), kept.size(), kept.begin());
  return kept;
}

/// The kept form of a refusal, and the refusal that was kept.
KeptOutcome outcome_of(const Error& refusal);
std::optional<Error> refusal_of(const KeptOutcome& outcome);

}  // namespace counterfoil
