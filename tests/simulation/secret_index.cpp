#include "simulation/secret_index.hpp"

#include <algorithm>
#include <cstring>

namespace counterfoil::simulation {

namespace {

std::uint32_t first_four(const char* text) {
  std::uint32_t value = 0;
  std::memcpy(&value, text, sizeof value);
  return value;
}

std::size_t first_two(const char* text) {
  std::uint16_t value = 0;
  std::memcpy(&value, text, sizeof value);
  return value;
}

}  // namespace

void SecretIndex::add(std::string_view secret, std::string name) {
  if (secret.size() < shortest) return;
  auto& entries = entries_[first_four(secret.data())];
  const bool known =
      std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.secret == secret; });
  if (known) return;
  beginnings_.set(first_two(secret.data()));
  entries.push_back({std::string(secret), std::move(name)});
}

std::string_view SecretIndex::find_in(ByteView bytes) const {
  const std::string_view text = as_text(bytes);
  for (std::size_t i = 0; i + shortest <= text.size(); ++i) {
    if (!beginnings_.test(first_two(text.data() + i))) continue;
    const auto found = entries_.find(first_four(text.data() + i));
    if (found == entries_.end()) continue;
    for (const Entry& entry : found->second) {
      if (text.substr(i).starts_with(entry.secret)) return entry.name;
    }
  }
  return {};
}

}  // namespace counterfoil::simulation
