#pragma once

#include "codec/account.pb.h"
#include "model/inspection.hpp"
#include "model/stored_ledger.hpp"

namespace counterfoil {

void write(const StoredLedger& ledger, stored::Ledger& message);
void read(stored::Ledger& message, StoredLedger& ledger, Inspection& inspection);

void write(const StoredCount& count, stored::Count& message);
void read(stored::Count& message, StoredCount& count, Inspection& inspection);

/// Whether there is nothing to write.
bool is_blank(const StoredLedger& ledger) noexcept;
bool is_blank(const StoredCount& count) noexcept;

}  // namespace counterfoil
