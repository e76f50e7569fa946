#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/time.hpp"

struct sqlite3_stmt;

namespace counterfoil {

class SqliteConnection;

/// `limit` as LIMIT takes it.
constexpr std::int64_t row_limit(std::size_t limit) noexcept {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<std::int64_t>::max()));
}

/// A statement that is prepared once and run often. Throws StoreFailure.
///
/// Thread safety: one thread at a time, the same for all statements of a connection.
class SqliteStatement {
 public:
  SqliteStatement(SqliteConnection& connection, const char* sql);

  /// One run of the statement: its rows, one after the other. The statement is free again at the end of its
  /// life.
  class Rows {
   public:
    explicit Rows(SqliteStatement& statement) noexcept : statement_(&statement) {}
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    ~Rows() { statement_->reset(); }

    /// Goes to the next row. @return whether there is one.
    bool next() { return statement_->step(); }

    bool is_null(int column) const noexcept;
    std::int64_t integer(int column) const noexcept;
    std::uint64_t number(int column) const noexcept { return static_cast<std::uint64_t>(integer(column)); }
    Timestamp time(int column) const noexcept { return Timestamp(Duration(integer(column))); }
    std::string text(int column) const;
    Bytes bytes(int column) const;
    /// Throws when the column has another length than an id.
    template <class Id>
    Id id(int column) const {
      std::array<std::byte, Id::size> value{};
      copy_exactly(column, value);
      return Id(value);
    }

   private:
    void copy_exactly(int column, std::span<std::byte> out) const;

    SqliteStatement* statement_;
  };

  /// Starts a run with these parameters, which must live as long as it.
  template <class... Values>
  Rows run(const Values&... values) {
    int index = 0;
    (bind(++index, values), ...);
    return Rows(*this);
  }

  /// Runs to the end without rows. @return how many rows were changed.
  template <class... Values>
  int execute(const Values&... values) {
    auto rows = run(values...);
    while (rows.next()) {
    }
    return changes();
  }

 private:
  friend class Rows;

  bool step();
  void reset() noexcept;
  int changes() const noexcept;

  void bind(int index, std::int64_t value);
  void bind(int index, std::uint64_t value) { bind(index, static_cast<std::int64_t>(value)); }
  void bind(int index, int value) { bind(index, std::int64_t{value}); }
  void bind(int index, Timestamp value) { bind(index, std::int64_t{value.time_since_epoch().count()}); }
  void bind(int index, std::string_view value);
  void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
  void bind(int index, ByteView value);
  void bind(int index, const Bytes& value) { bind(index, ByteView(value)); }
  template <class Tag>
  void bind(int index, const RandomId<Tag>& value) {
    bind(index, value.bytes());
  }
  template <class Tag>
  void bind(int index, const HostId<Tag>& value) {
    bind(index, std::string_view(value.text()));
  }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };

  SqliteConnection& connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace counterfoil
