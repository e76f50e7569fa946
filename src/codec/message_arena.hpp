#pragma once

#include <google/protobuf/arena.h>

#include <array>
#include <cstddef>

namespace counterfoil {

/// The memory of the messages of one call: on the stack as far as it goes. Not thread-safe: a local variable.
class MessageArena {
 public:
  MessageArena() : arena_(options(block_)) {}

  /// A new message, which lives as long as the arena.
  template <class Message>
  Message& make() {
    return *google::protobuf::Arena::CreateMessage<Message>(&arena_);
  }

 private:
  using Block = std::array<char, std::size_t{12} * 1024>;

  static google::protobuf::ArenaOptions options(Block& block) {
    google::protobuf::ArenaOptions options;
    options.initial_block = block.data();
    options.initial_block_size = block.size();
    return options;
  }

  alignas(std::max_align_t) Block block_;
  google::protobuf::Arena arena_;
};

}  // namespace counterfoil
