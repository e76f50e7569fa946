#pragma once

#include "model/account_document.hpp"
#include "model/guard_document.hpp"
#include "model/inspection.hpp"

namespace counterfoil {

// What always holds of a document, whatever the policy. Checked after reading and before writing, so that a document
// that breaks it neither enters a decision nor leaves one. Thread-safe.

/// Bounds, times, enumerators and ids; that the default is one of the methods and can be one, that the chain's ends
/// are in order and reach what the document says of events, and that a tombstone keeps nothing of the person.
void check(const AccountDocument& document, Inspection& inspection);
void check(const GuardDocument& document, Inspection& inspection);
void check(const MeterDocument& document, Inspection& inspection);

void check(const Method& method, Inspection& inspection);
void check(const Registration& registration, Inspection& inspection);
void check(const Challenge& challenge, Inspection& inspection);
void check(const Ledger& ledger, Inspection& inspection);
void check(const RollingCount& count, Inspection& inspection);

/// A time that deadlines can be computed from.
void check(Timestamp time, Inspection& inspection);
void check(const std::optional<Timestamp>& time, Inspection& inspection);

/// Well-formed UTF-8 of at most `size` bytes.
bool is_text(const std::string& text, std::size_t size) noexcept;

/// Something that can be sealed bytes, by their size.
bool is_sealed(const Bytes& sealed) noexcept;

}  // namespace counterfoil
