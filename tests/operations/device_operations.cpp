#include "counterfoil/protocol/reply.hpp"
#include "operations/operation.hpp"
#include "operations/phones.hpp"

namespace counterfoil::operations {

using device::Outgoing;

namespace {

/// Sends what the phone makes; when it is called again, the same once more.
std::string exchange(World& world) {
  if (world.message.empty()) world.message = world.make(world).value().body;
  const auto reply = world.fixture.devices().exchange(world.tenant, world.message);
  if (!reply) return std::string(name_of(reply.error().code));
  const auto read = protocol::read_reply(reply->read_text(SecretAccess::grant())).value();
  const auto* refused = std::get_if<protocol::Refused>(&read.content);
  return refused == nullptr ? "done" : std::string(name_of(refused->reason));
}

/// A message of the owner's phone, or of another one where a state says so.
Operation message(Result<Outgoing> (*make)(World&)) {
  return {[make](World& world) { world.make = make; }, exchange, phone_story};
}

Result<Outgoing> preview(World& world) {
  testing::AppPhone& sender = *world.sender;
  sender.id = sender.phone.scan(world.link.read_text(SecretAccess::grant())).value();
  return sender.phone.preview(sender.id);
}

Result<Outgoing> register_key(World& world) {
  return world.sender->phone.register_key(world.sender->id, "Ada's phone", world.sender_time(),
                                          "https://push.example/ada");
}

void prepare_preview(World& world) {
  if (world.link.empty()) begin_phone(world);
  world.make = preview;
}

void prepare_register(World& world) {
  begin_phone(world);
  scan(world, world.phone);
  world.make = register_key;
}

void prepare_move(World& world) {
  authorise_move(world);
  scan(world, world.other);
  world.sender = &world.other;
  world.make = register_key;
}

void prepare_answer(World& world) {
  ask(world);
  world.make = answer_of;
}

void prepare_answer_to_test(World& world) {
  begin_phone(world);
  link_phone(world, world.phone);
  test_phone(world, world.phone);
  world.make = answer_of;
}

Result<Outgoing> inbox(World& world) {
  return world.sender->phone.inbox(world.sender->id, world.sender_time());
}

Result<Outgoing> rotate_key(World& world) {
  return world.sender->phone.rotate_key(world.sender->id, world.sender_time());
}

Result<Outgoing> set_push_address(World& world) {
  return world.sender->phone.set_push_address(world.sender->id, "https://push.example/new",
                                              world.sender_time());
}

Result<Outgoing> leave(World& world) {
  return world.sender->phone.leave(world.sender->id, world.sender_time());
}

Result<Outgoing> authorise(World& world) {
  return world.sender->phone.authorise_move(world.sender->id, world.sender_time());
}

}  // namespace

Operations device_operations() {
  return {
      {"Devices::exchange (preview)", {prepare_preview, exchange}},
      {"Devices::exchange (register)", {prepare_register, exchange}},
      {"Devices::exchange (register for a move)", {prepare_move, exchange, phone_story}},
      {"Devices::exchange (inbox)", message(inbox)},
      {"Devices::exchange (answer)", {prepare_answer, exchange, phone_story}},
      {"Devices::exchange (answer to a test)", {prepare_answer_to_test, exchange}},
      {"Devices::exchange (rotate key)", message(rotate_key)},
      {"Devices::exchange (set push address)", message(set_push_address)},
      {"Devices::exchange (leave)", message(leave)},
      {"Devices::exchange (authorise move)", message(authorise)},
  };
}

}  // namespace counterfoil::operations
