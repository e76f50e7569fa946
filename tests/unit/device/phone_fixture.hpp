#pragma once

#include <memory>
#include <string>

#include "support/catch.hpp"
#include "support/fake_entropy.hpp"
#include "unit/device/fake_server.hpp"

namespace counterfoil::testing {

/// A phone and a server, and the talks between them. `skew`: the phone's clock less the server's.
struct PhoneFixture {
  FakeServer server{};
  device::Phone phone{std::make_shared<SeededEntropy>(7)};
  Duration skew{};

  Timestamp now() const { return server.now + skew; }

  device::LocalId add(SignatureAlgorithm algorithm = SignatureAlgorithm::es256) {
    const auto id = phone.scan(server.link(), algorithm).value();
    REQUIRE(preview(id));
    REQUIRE(add_previewed(id));
    return id;
  }
  Result<protocol::PreviewReply> preview(const device::LocalId& id) {
    return device::exchange([&] { return phone.preview(id); }, server.sender(),
                            [&](std::string_view reply) { return phone.read_preview(id, reply, now()); });
  }
  Result<device::AccountView> add_previewed(const device::LocalId& id) {
    return device::exchange(
        [&] { return phone.register_key(id, "Ada's phone", now()); }, server.sender(),
        [&](std::string_view reply) { return phone.read_registration(id, reply, now()); });
  }
  Result<device::Inbox> inbox(const device::LocalId& id) {
    return device::exchange([&] { return phone.inbox(id, now()); }, server.sender(),
                            [&](std::string_view reply) { return phone.read_inbox(id, reply, now()); });
  }
  Result<void> approve(const device::LocalId& id, const device::PendingRequest& request,
                       const std::string& number) {
    return device::exchange([&] { return phone.approve(id, request, SecretBytes(number), now()); },
                            server.sender(),
                            [&](std::string_view reply) { return phone.read_answer(id, reply, now()); });
  }
  Result<void> rotate(const device::LocalId& id) {
    return device::exchange([&] { return phone.rotate_key(id, now()); }, server.sender(),
                            [&](std::string_view reply) { return phone.read_rotation(id, reply, now()); });
  }
  Result<void> leave(const device::LocalId& id) {
    return device::exchange([&] { return phone.leave(id, now()); }, server.sender(),
                            [&](std::string_view reply) { return phone.read_leave(id, reply, now()); });
  }
  Result<device::MoveLink> authorise_move(const device::LocalId& id) {
    return device::exchange([&] { return phone.authorise_move(id, now()); }, server.sender(),
                            [&](std::string_view reply) { return phone.read_move(id, reply, now()); });
  }
};

template <class T>
errc error_code(const Result<T>& result) {
  return result ? errc{} : result.error().code;
}

}  // namespace counterfoil::testing
