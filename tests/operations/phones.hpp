#pragma once

#include "operations/world.hpp"

namespace counterfoil::operations {

// Phones with the authenticator in a world. Each of these must succeed.

/// Begins a sign-in at the world's browser up to the phone, and has the phone asked; `prompt` and `request` are that
/// request.
void ask(World& world);
/// Another sign-in has the phone asked, from a browser that is not known.
void ask_elsewhere(World& world);
/// The phone's message with the person's verdict on `request`.
Result<device::Outgoing> answer_of(World& world);
/// The owner's phone answers `request`.
void answer_with(World& world, Verdict verdict);
/// A number that is not the one of `prompt`.
SecretBytes another_number(const World& world);

/// Begins to register a phone: `registration` and `link` are that registration.
void begin_phone(World& world);
/// The phone scans `link`, and shows whose it is.
void scan(World& world, testing::AppPhone& phone);
/// It scans, and is linked.
void link_phone(World& world, testing::AppPhone& phone);
/// Has the linked phone tested; `prompt` and `request` are the test.
void test_phone(World& world, testing::AppPhone& phone);
/// It passes its test.
void prove_phone(World& world, testing::AppPhone& phone);
/// All of it: `phone_method` is the method then.
void add_phone(World& world);
/// The owner's phone makes a code for another: `link`.
void authorise_move(World& world);
/// Takes the counter one further.
void change_push_address(World& world);

}  // namespace counterfoil::operations
