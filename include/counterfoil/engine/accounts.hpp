#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/id.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"
#include "counterfoil/model/event.hpp"
#include "counterfoil/model/ids.hpp"

namespace counterfoil {

class EngineCore;

/// A code app to be taken over from another system.
struct ImportedTotp {
  SecretBytes secret;
  std::string nickname;
  unsigned digits = 6;
  unsigned period_seconds = 30;
  std::string algorithm = "SHA1";  ///< "SHA1", "SHA256", "SHA512"
};

/// What create() takes.
struct NewAccount {
  TenantId tenant;
  AccountId account;
  std::vector<std::string> usernames;  ///< 1–5, UTF-8; each is prepared by RFC 8265 UsernameCaseMapped.
  std::optional<SecretBytes>
      password{};  ///< Screened like any new one; none: the host sets it later, or keeps it.
  /// A hash from another system, handed to the password directory at each try and replaced at the first
  /// success. At most one of `password` and `foreign_hash`.
  std::optional<SecretBytes> foreign_hash{};
  std::vector<ImportedTotp> totp{};
  std::optional<std::string> notice_address{};
  unsigned privilege = 0;  ///< 0–3
};

/// One account as list() tells it; nothing personal.
struct AccountSummary {
  AccountId account;
  std::uint64_t version = 0;
  std::string summary;  ///< JSON: kinds, states, default, last sign-in.
};

/// What verify_events() finds.
struct EventVerification {
  std::uint64_t events = 0;
  /// What is wrong first, in words; empty when the chain is whole from the anchor to the head.
  std::string fault;
  std::optional<std::uint64_t> first_broken_sequence{};
};

/// The host's side: whole accounts. One object for all threads. The host is trusted; it authorises the
/// operator itself. Changes are recorded as events and told to the person by notices.
class COUNTERFOIL_API Accounts {
 public:
  explicit Accounts(std::shared_ptr<EngineCore> core) : core_(std::move(core)) {}

  /// Creates an account; with passwords and code apps of another system, takes it over.
  ///
  /// @return errc::already_exists (account id or a username), errc::invalid_username, errc::not_found (a
  ///         username's domain is none of the tenant's realms), errc::password_rejected,
  ///         errc::invalid_argument.
  Result<void> create(const NewAccount& account);

  /// Accounts of a tenant in the order of their ids, at most `limit`, after the id `after` (empty: from the
  /// first).
  Result<std::vector<AccountSummary>> list(const TenantId& tenant, const std::string& after,
                                           std::size_t limit);

  /// Replaces the usernames. @return errc::already_exists, errc::invalid_username, errc::not_found.
  Result<void> set_usernames(const TenantId& tenant, const AccountId& account,
                             const std::vector<std::string>& usernames);

  /// Sets the address for notices (an e-mail address; none: notices go to the host's `notice` sender by
  /// account id). The old and the new one are told.
  Result<void> set_notice_address(const TenantId& tenant, const AccountId& account,
                                  const std::optional<std::string>& address);

  /// @param privilege  0–3; a service desk operator acts only below their own. @return
  /// errc::invalid_argument.
  Result<void> set_privilege(const TenantId& tenant, const AccountId& account, unsigned privilege);

  /// Sets a password without the old one, for hosts that proved the person themselves. All sessions end.
  Result<void> set_password(const TenantId& tenant, const AccountId& account, const SecretBytes& password);

  /// Nothing can be proved or managed until resume(); sessions end.
  Result<void> suspend(const TenantId& tenant, const AccountId& account);
  Result<void> resume(const TenantId& tenant, const AccountId& account);

  /// All that is kept about a person, as JSON (a legal duty). Secrets are left out, addresses are in.
  Result<SecretBytes> export_data(const TenantId& tenant, const AccountId& account);

  /// Deletes an account and the bodies of its events. A tombstone stays: everything of the old one is inert,
  /// and the same id may be created again. After an environment error or a crash, the same call completes what
  /// was begun. @return errc::not_found (also once it is deleted).
  Result<void> remove(const TenantId& tenant, const AccountId& account);

  /// The events from `from_sequence` on, ascending, at most `limit`.
  Result<std::vector<Event>> events(const TenantId& tenant, const AccountId& account,
                                    std::uint64_t from_sequence, std::size_t limit);

  /// Checks the whole event chain against the document: the first broken link, a cut head or a cut tail.
  Result<EventVerification> verify_events(const TenantId& tenant, const AccountId& account);

  /// Prunes events older than the policy's age behind the anchor. @return how many journal rows went.
  Result<std::size_t> prune_events(const TenantId& tenant, const AccountId& account);

  /// Raises the floor of every code app of an account to now, and by the policy's drift limit beyond: for a
  /// database restored from a backup, so that codes accepted after the backup are not accepted again. Code
  /// apps work again when that many steps have passed (2 minutes by policy).
  Result<void> raise_code_floors(const TenantId& tenant, const AccountId& account);

 private:
  std::shared_ptr<EngineCore> core_;
};

}  // namespace counterfoil
