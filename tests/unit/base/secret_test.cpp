#include "counterfoil/base/secret.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace counterfoil;

namespace {

template <class T, class = void>
inline constexpr bool is_streamable = false;
template <class T>
inline constexpr bool
    is_streamable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>> = true;

/// The VmFlags line of the mapping that holds `address`, from /proc/self/smaps.
std::string vm_flags_at(const void* address) {
  const auto wanted = reinterpret_cast<std::uintptr_t>(address);
  std::ifstream smaps("/proc/self/smaps");
  std::string line;
  bool inside = false;
  while (std::getline(smaps, line)) {
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
    char dash = 0;
    std::istringstream fields(line);
    if (fields >> std::hex >> from >> dash >> to && dash == '-') inside = from <= wanted && wanted < to;
    if (inside && line.rfind("VmFlags:", 0) == 0) return line;
  }
  return {};
}

}  // namespace

TEST_CASE("a secret has no stream operator and no conversion to text or bytes") {
  CHECK_FALSE(is_streamable<SecretBytes>);
  CHECK_FALSE(std::is_convertible_v<SecretBytes, std::string>);
  CHECK_FALSE(std::is_convertible_v<SecretBytes, std::string_view>);
  CHECK_FALSE(std::is_convertible_v<SecretBytes, ByteView>);
}

TEST_CASE("a secret is read only with an access token") {
  const SecretBytes secret(std::string_view("correct horse"));
  CHECK(secret.read_text(SecretAccess::grant()) == "correct horse");
  CHECK(secret.size() == 13);
}

TEST_CASE("secrets compare by content and length") {
  CHECK(SecretBytes(std::string_view("abc")) == SecretBytes(std::string_view("abc")));
  CHECK_FALSE(SecretBytes(std::string_view("abc")) == SecretBytes(std::string_view("abd")));
  CHECK_FALSE(SecretBytes(std::string_view("abc")) == SecretBytes(std::string_view("abcd")));
  CHECK(SecretBytes() == SecretBytes());
}

TEST_CASE("a secret moved from is empty, and a copy is independent") {
  SecretBytes first(std::string_view("abc"));
  SecretBytes copy = first;
  const SecretBytes moved = std::move(first);
  CHECK(first.empty());  // NOLINT(bugprone-use-after-move): the claim is about this state
  copy.write(SecretAccess::grant())[0] = std::byte{'x'};
  CHECK(moved.read_text(SecretAccess::grant()) == "abc");
  CHECK(copy.read_text(SecretAccess::grant()) == "xbc");
}

TEST_CASE("shrinking a secret wipes what it lets go") {
  SecretBytes secret(std::string_view("abcdef"));
  const std::byte* beyond = secret.read(SecretAccess::grant()).data() + 3;
  secret.shrink(3);
  CHECK(secret.read_text(SecretAccess::grant()) == "abc");
  CHECK(std::all_of(beyond, beyond + 3, [](std::byte byte) { return byte == std::byte{0}; }));
}

TEST_CASE("the memory of a destroyed secret is wiped before it is used again") {
  std::vector<SecretBytes> secrets;
  for (int i = 0; i < 100; ++i) secrets.emplace_back(std::string_view("0123456789abcdef0123456789abcdef"));
  secrets.clear();
  for (int i = 0; i < 100; ++i) {
    const SecretBytes fresh(32);
    const ByteView bytes = fresh.read(SecretAccess::grant());
    CHECK(std::all_of(bytes.begin(), bytes.end(), [](std::byte byte) { return byte == std::byte{0}; }));
  }
}

TEST_CASE("[G115] secrets lie in memory that is left out of core dumps") {
  for (const std::size_t size : {std::size_t{20}, std::size_t{4096}, std::size_t{100'000}}) {
    const SecretBytes secret(size);
    const std::string flags = vm_flags_at(secret.read(SecretAccess::grant()).data());
    INFO(flags);
    CHECK(flags.find(" dd") != std::string::npos);
  }
}

TEST_CASE("secrets of every size can be made and freed from several threads", "[race]") {
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([] {
      for (std::size_t size = 1; size < 10'000; size = size * 2 + 1) {
        SecretBytes secret(size);
        secret.write(SecretAccess::grant()).back() = std::byte{1};
        std::thread([moved = std::move(secret)] { (void)moved.size(); }).join();
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST_CASE("constant-time comparison agrees with plain comparison") {
  CHECK(equal_in_constant_time(as_bytes("same"), as_bytes("same")));
  CHECK(equal_in_constant_time({}, {}));
  CHECK_FALSE(equal_in_constant_time(as_bytes("same"), as_bytes("sama")));
  CHECK_FALSE(equal_in_constant_time(as_bytes("same"), as_bytes("sam")));
}
