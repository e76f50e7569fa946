#include "store/sqlite_outbox.hpp"

#include "store/store_failure.hpp"

namespace counterfoil {

namespace {

using MessageId = RandomId<MessageTag>;

OutboxRow read_message(const SqliteStatement::Rows& row) {
  return {row.id<MessageId>(0), required(TenantId::parse(row.text(1))),
          row.text(2),          row.time(3),
          row.time(4),          row.text(5),
          row.bytes(6)};
}

}  // namespace

std::vector<ClaimedMessage> claim_messages(SqliteWriteStatements& sql, Timestamp now, std::size_t limit,
                                           Duration lease) {
  std::vector<ClaimedMessage> claimed;
  std::vector<std::int64_t> ids;
  {
    auto rows = sql.find_due.run(now, row_limit(limit));
    while (rows.next()) {
      const std::uint64_t attempts = rows.number(7);
      claimed.push_back({read_message(rows), static_cast<std::uint32_t>(attempts), attempts + 1});
      ids.push_back(rows.integer(8));
    }
  }
  for (const std::int64_t id : ids) sql.lease_message.execute(id, now + lease);
  return claimed;
}

void settle_messages(SqliteWriteStatements& sql, const std::vector<Settlement>& settlements) {
  for (const Settlement& settlement : settlements) {
    if (settlement.retry_at) {
      sql.postpone_message.execute(settlement.id, settlement.lease, *settlement.retry_at);
    } else {
      sql.finish_message.execute(settlement.id, settlement.lease);
    }
  }
}

}  // namespace counterfoil
