#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/bytes.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/time.hpp"

namespace counterfoil {

/// The three kinds of row, all changed by one primitive: the compare-and-set of Store::commit().
enum class RowKind : std::uint8_t {
  account =
      1,  ///< One person: the document, with a journal. Never removed; a deleted account leaves a tombstone.
  guard = 2,  ///< Password failures of a digest of a name. Swept after it expires.
  meter = 3,  ///< A windowed counter. Swept after it expires.
};

/// Which row. `name` is the account's id, or the guard's or meter's key: 1–200 bytes of printable ASCII.
struct RowKey {
  RowKind kind;
  TenantId tenant;
  std::string name;

  friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

/// A row as loaded. A row that does not exist has version 0 and no bytes.
struct Row {
  Bytes bytes;
  std::uint64_t version = 0;
  /// Highest version in the account's journal, read in the same snapshot; 0 without a journal. When it is
  /// not `version`, somebody put an older row back or removed the row.
  std::uint64_t journal_version = 0;
  /// The store's own time, where the store's clock decides (several machines); otherwise none.
  std::optional<Timestamp> store_time{};
};

/// What a lookup key stands for. A key is unique in its tenant and kind.
enum class LookupKind : std::uint8_t {
  username = 1,           ///< Keyed digest of a prepared username.
  registration_code = 2,  ///< Keyed digest of a QR code's one-time code.
  device_key = 3,         ///< Thumbprint of a device's key.
  credential = 4,         ///< Credential id of a passkey.
  phone_slot = 5,         ///< Keyed digest of a number and a slot index.
};

/// Finds an account by something else than its id. A hint only: the loaded document must name the key too.
struct LookupKey {
  LookupKind kind;
  TenantId tenant;
  Bytes value;  ///< 1–64 bytes: a digest, or a random id.

  friend bool operator==(const LookupKey&, const LookupKey&) = default;
};

/// One message to be delivered, committed with the decision that caused it.
struct OutboxRow {
  RandomId<struct MessageTag> id;
  TenantId tenant;
  std::string channel;   ///< `sms`, `voice`, `email`, `push`, `notice`: for queueing, never trusted.
  Timestamp not_before;  ///< First try.
  Timestamp not_after;   ///< Never sent later.
  std::string key_id;    ///< The key that sealed it.
  Bytes sealed;          ///< Recipient, template, parameters; associated data is the message id.
};

/// One journal row: what a commit recorded. `headers` is chained and stays; `bodies` may be erased.
struct JournalRow {
  std::uint64_t version = 0;
  RandomId<struct CommitTag> commit_id;
  Bytes headers;
  std::optional<Bytes> bodies;
};

/// One compare-and-set with everything that is committed together with it, all or nothing.
struct Change {
  RowKey row;
  /// The version that was loaded; 0 when the row must not exist yet. The new version is one more.
  std::uint64_t expected_version = 0;
  RandomId<struct CommitTag> commit_id;
  Bytes bytes;
  /// The key that sealed or signed the bytes; stands beside the row for key rotation.
  std::string key_id{};
  /// Account rows: a JSON object for reports, nothing personal. Empty for guards and meters.
  std::string summary{};
  /// Guard and meter rows: when sweep() may remove the row; required there. None for accounts.
  std::optional<Timestamp> expires{};
  /// Account rows: the journal row's two parts (version and commit id are those of the change).
  Bytes event_headers{};
  Bytes event_bodies{};
  /// Account rows, of the row's own tenant. A key that this account owns already may be added again.
  std::vector<LookupKey> add_lookups{};
  /// Removed before `add_lookups` are added. A key that this account does not own is left alone.
  std::vector<LookupKey> remove_lookups{};
  /// Account rows, of the row's own tenant.
  std::vector<OutboxRow> messages{};
};

/// How a commit ended.
enum class CommitOutcome {
  committed,  ///< Stored durably, now or at an earlier submission of the same change.
  conflict,   ///< The row, or its journal, has another version: nothing of the change was stored.
  key_taken,  ///< A lookup key belongs to another account: nothing of the change was stored.
};

/// A row as scan() lists it.
struct ScannedRow {
  RowKey row;
  std::uint64_t version = 0;
  std::string key_id;
  std::string summary;
};

/// A message that this caller may try to deliver until the lease is over.
struct ClaimedMessage {
  OutboxRow message;
  std::uint32_t attempts = 0;  ///< Claims before this one.
  std::uint64_t lease = 0;     ///< Names this claim in settle().
};

/// What became of a claimed message.
struct Settlement {
  RandomId<struct MessageTag> id;
  std::uint64_t lease = 0;
  /// When to try again; none: it is finished (sent or given up) and removed.
  std::optional<Timestamp> retry_at{};
};

/// Stops a subscription of Store::on_change() when destroyed; after that the callback is not running.
class COUNTERFOIL_API Subscription {
 public:
  Subscription() = default;
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;
  virtual ~Subscription();
};

/// Where rows, journals, lookup keys and the outbox live. Small on purpose: correctness rests on the
/// compare-and-set of commit() alone, never on an isolation level. The conformance kit proves an
/// implementation.
///
/// Thread safety: all functions may be called from several threads, and on one database from several
/// processes. No function waits without a bound.
///
/// Errors of every function: errc::invalid_argument when a key or change is outside its documented range;
/// errc::store_failed when nothing was changed and the call may be made again; errc::out_of_memory likewise;
/// errc::outcome_unknown (functions that change something) when the change may or may not be stored, or may
/// still be in flight; errc::schema_too_new when the data belongs to a newer version.
class COUNTERFOIL_API Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store();

  /// Reads a row and its journal's highest version in one snapshot that contains every acknowledged commit.
  virtual Result<Row> load(const RowKey& key) = 0;

  /// Stores `change` if the row still has the expected version. Durable when it returns committed.
  ///
  /// The same account change submitted again (same commit id and expected version) is committed now, or is
  /// found in the journal at expected version + 1 under its own id (committed) or another (conflict). When
  /// that journal row has been pruned in between, it is errc::outcome_unknown again. Guards and meters have
  /// no journal: after outcome_unknown they are decided again from a fresh load.
  ///
  /// An account change is also a conflict when the journal's highest version is not the expected one: load()
  /// shows the difference.
  virtual Result<CommitOutcome> commit(const Change& change) = 0;

  /// The account that owns a lookup key, or none.
  virtual Result<std::optional<AccountId>> find(const LookupKey& key) = 0;

  /// Rows of one kind and tenant in the order of their names, at most `limit`, after the name `after`.
  virtual Result<std::vector<ScannedRow>> scan(RowKind kind, const TenantId& tenant, const std::string& after,
                                               std::size_t limit) = 0;

  /// Journal rows of an account from `from_version` on, ascending, at most `limit`.
  virtual Result<std::vector<JournalRow>> journal(const TenantId& tenant, const AccountId& account,
                                                  std::uint64_t from_version, std::size_t limit) = 0;

  /// Removes journal rows below `version`. The caller has committed an anchor for them before. The newest
  /// row always stays.
  virtual Result<void> prune(const TenantId& tenant, const AccountId& account, std::uint64_t version) = 0;

  /// Erases the event bodies of journal rows up to and including `version`; their headers stay.
  virtual Result<void> erase(const TenantId& tenant, const AccountId& account, std::uint64_t version) = 0;

  /// Leases at most `limit` messages that are due at `now`, the longest due first. Nobody else gets them
  /// before `now + lease`. Messages whose not_after is past are leased too: the caller gives them up. After
  /// an error some may be leased all the same; they come back when the lease is over.
  virtual Result<std::vector<ClaimedMessage>> claim(Timestamp now, std::size_t limit, Duration lease) = 0;

  /// Ends leases. A settlement whose lease is no longer the current one is ignored, so that the same
  /// settlements may be submitted again.
  virtual Result<void> settle(const std::vector<Settlement>& settlements) = 0;

  /// Removes guards and meters that expired at or before `now`, at most `limit`. @return how many.
  ///
  /// `now` lies at least as far back as an operation may last: a row that is removed and made again between
  /// a load and its commit would have the version that was loaded.
  virtual Result<std::size_t> sweep(Timestamp now, std::size_t limit) = 0;

  /// Calls `changed` after commits, of other processes too, within 250 ms. A hint without data that may be
  /// spurious, from one notifier thread; the callback must not block. It may end its own subscription. The
  /// subscription may outlive the store; it is silent then.
  virtual Result<std::unique_ptr<Subscription>> on_change(std::function<void()> changed) = 0;
};

}  // namespace counterfoil
