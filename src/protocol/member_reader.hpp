#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/base/time.hpp"

namespace counterfoil::protocol {

/// The largest whole number that every JSON reader takes exactly (RFC 8259 section 6).
inline constexpr std::uint64_t max_json_integer = 9'007'199'254'740'991;

/// How many bytes a text in base64url stands for.
struct SizeRange {
  std::size_t min;
  std::size_t max;
};

/// Reads JSON strictly, as everything in this layer is: no byte order mark, no name twice.
///
/// @param what  begins the message of a refusal. @return errc::invalid_message. Throws std::bad_alloc only.
Result<nlohmann::json> read_json(std::string_view text, std::string_view what, std::size_t max_depth = 1);

/// Reads the members of a JSON object one by one, and remembers the first that is not as it should be, so that a
/// record is read first and judged once, by finish(). Until then what comes back for a bad member is empty.
///
/// Throws std::bad_alloc only. The object has to outlive the reader.
class MemberReader {
 public:
  /// @param what  begins every message: "device message".
  MemberReader(const nlohmann::json& object, std::string_view what);

  bool has(const char* name);
  /// Well-formed UTF-8 fit to be shown on one line.
  std::string display_text(const char* name, std::size_t max_size, bool may_be_empty = false);
  /// 1 to `max_size` characters of ASCII without space.
  std::string ascii(const char* name, std::size_t max_size);
  /// One of `names`, as its position.
  std::size_t choice(const char* name, std::initializer_list<std::string_view> names);
  std::uint64_t number(const char* name, std::uint64_t max = max_json_integer);
  /// Seconds since 1970.
  Timestamp time(const char* name);
  bool flag(const char* name);
  /// Bytes in base64url.
  Bytes bytes(const char* name, SizeRange size);
  SecretBytes secret(const char* name, SizeRange size);
  /// The member itself; null when it is absent.
  const nlohmann::json& value(const char* name);

  /// Makes `error` what finish() says, if nothing came before.
  void refuse(Error error);
  void refuse(std::string_view name, std::string_view expected);

  /// @return what was wrong first, or that there is a member that nobody asked for.
  Result<void> finish() const;
  /// The same, but members that nobody asked for may stand there.
  Result<void> finish_leniently() const;

 private:
  const std::string* text(const char* name);

  const nlohmann::json& object_;
  std::string what_;
  std::set<std::string, std::less<>> asked_;
  std::optional<Error> error_;
};

}  // namespace counterfoil::protocol
