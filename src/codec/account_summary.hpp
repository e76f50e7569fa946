#pragma once

#include <string>

#include "model/account_document.hpp"

namespace counterfoil {

/// What reports may know of an account, as a JSON object beside its row: state, kinds and states of methods, the
/// default's kind, counts and times. Nothing personal: no name, number, address, nickname, id, place or browser.
/// Never read back. Thread-safe. Throws std::bad_alloc only.
///
///     {"created":"2026-11-12T14:03:00Z","default":"totp","known_browsers":1,"last_sign_in":"2026-11-24T09:00:00Z",
///      "methods":{"recovery_codes":{"active":1,"suspended":0},"totp":{"active":2,"suspended":0}},"password":"argon2id",
///      "password_change_required":false,"privilege":0,"recovery_codes_left":10,"recovery_open":false,
///      "second_factor":true,"sessions":1,"state":"active"}
std::string summary_of(const AccountDocument& document);

}  // namespace counterfoil
