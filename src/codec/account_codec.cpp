#include "codec/account_codec.hpp"

#include "codec/challenge_codec.hpp"
#include "codec/ledger_codec.hpp"
#include "codec/method_codec.hpp"
#include "codec/operation_codec.hpp"
#include "codec/session_codec.hpp"
#include "codec/stored_message.hpp"
#include "codec/wire.hpp"
#include "model/document_check.hpp"

namespace counterfoil {

namespace {

constexpr StoredKind account_kind{"account document", 1};

void write(const Username& username, stored::Username& message) {
  wire::put(message.mutable_sealed_text(), username.sealed_text);
  message.set_realm(username.realm);
  wire::put_unknown(message, username.unknown);
}

void read(stored::Username& message, Username& username, Inspection&) {
  username.sealed_text = wire::read_bytes(message.sealed_text());
  username.realm = wire::take(message.mutable_realm());
  wire::take_unknown(message, username.unknown);
}

void write(const PasswordRecord& password, stored::Password& message) {
  message.set_scheme(static_cast<std::uint32_t>(password.scheme));
  wire::put(message.mutable_sealed_hash(), password.sealed_hash);
  message.set_changed(wire::number_of(password.changed));
  if (!is_blank(password.change_failures))
    write(password.change_failures, *message.mutable_change_failures());
  wire::put_unknown(message, password.unknown);
}

PasswordRecord read(stored::Password& message, Inspection& inspection) {
  PasswordRecord password;
  password.scheme =
      wire::read_enumerator(message.scheme(), PasswordScheme::argon2id, PasswordScheme::foreign, inspection);
  password.sealed_hash = wire::read_bytes(message.sealed_hash());
  password.changed = wire::time_of(message.changed());
  if (message.has_change_failures())
    read(*message.mutable_change_failures(), password.change_failures, inspection);
  wire::take_unknown(message, password.unknown);
  return password;
}

void write(const EventChain& chain, stored::EventChain& message) {
  if (chain.head_sequence != 0) {
    message.set_head_sequence(chain.head_sequence);
    wire::put(*message.mutable_head(), chain.head);
  }
  if (chain.anchor_sequence != 0) {
    message.set_anchor_sequence(chain.anchor_sequence);
    wire::put(*message.mutable_anchor(), chain.anchor);
  }
  wire::put_unknown(message, chain.unknown);
}

void read(stored::EventChain& message, EventChain& chain, Inspection& inspection) {
  chain.head_sequence = message.head_sequence();
  if (!message.head().empty()) chain.head = wire::read_array<32>(message.head(), inspection);
  chain.anchor_sequence = message.anchor_sequence();
  if (!message.anchor().empty()) chain.anchor = wire::read_array<32>(message.anchor(), inspection);
  wire::take_unknown(message, chain.unknown);
}

template <class List, class Messages>
void write_all(const List& list, Messages& messages) {
  messages.Reserve(static_cast<int>(list.size()));
  for (const auto& element : list) write(element, *messages.Add());
}

template <class Messages, class List>
void read_all(Messages& messages, List& list, Inspection& inspection) {
  list.resize(static_cast<std::size_t>(messages.size()));
  for (int i = 0; i < messages.size(); ++i)
    read(*messages.Mutable(i), list[static_cast<std::size_t>(i)], inspection);
}

void write_standing(const AccountDocument& document, stored::Account& message) {
  wire::put(*message.mutable_incarnation(), document.incarnation.bytes());
  message.set_epoch(document.epoch);
  if (document.privilege != 0) message.set_privilege(document.privilege);
  message.set_state(static_cast<std::uint32_t>(document.state));
  message.set_created(wire::number_of(document.created));
  if (document.last_signed_in) message.set_last_signed_in(wire::number_of(*document.last_signed_in));
  if (document.password_change_required) message.set_password_change_required(true);
  if (document.password_known_told) message.set_password_known_told(true);
  if (document.failures_behind_password != 0) {
    message.set_failures_behind_password(document.failures_behind_password);
  }
  if (document.had_second_factor) message.set_had_second_factor(true);
  if (document.sign_in_reported) message.set_sign_in_reported(true);
  if (document.recovery_open) message.set_recovery_open(true);
  if (document.reported_from != 0) message.set_reported_from(document.reported_from);
  if (document.reported_until != 0) message.set_reported_until(document.reported_until);
}

void read_standing(stored::Account& message, AccountDocument& document, Inspection& inspection) {
  document.incarnation = wire::read_id<Incarnation>(message.incarnation(), inspection);
  document.epoch = message.epoch();
  document.privilege = message.privilege();
  document.state =
      wire::read_enumerator(message.state(), AccountState::active, AccountState::deleted, inspection);
  document.created = wire::time_of(message.created());
  if (message.has_last_signed_in()) document.last_signed_in = wire::time_of(message.last_signed_in());
  document.password_change_required = message.password_change_required();
  document.password_known_told = message.password_known_told();
  document.failures_behind_password = message.failures_behind_password();
  document.had_second_factor = message.had_second_factor();
  document.sign_in_reported = message.sign_in_reported();
  document.recovery_open = message.recovery_open();
  document.reported_from = message.reported_from();
  document.reported_until = message.reported_until();
}

void write_methods(const AccountDocument& document, stored::Account& message) {
  write_all(document.usernames, *message.mutable_usernames());
  if (!document.sealed_notice_address.empty()) {
    wire::put(message.mutable_sealed_notice_address(), document.sealed_notice_address);
  }
  if (document.password) write(*document.password, *message.mutable_password());
  write_all(document.methods, *message.mutable_methods());
  if (document.default_method) wire::put(*message.mutable_default_method(), document.default_method->bytes());
  write_all(document.removed_methods, *message.mutable_removed_methods());
  write_all(document.registrations, *message.mutable_registrations());
}

void read_methods(stored::Account& message, AccountDocument& document, Inspection& inspection) {
  read_all(*message.mutable_usernames(), document.usernames, inspection);
  document.sealed_notice_address = wire::read_bytes(message.sealed_notice_address());
  if (message.has_password()) document.password = read(*message.mutable_password(), inspection);
  read_all(*message.mutable_methods(), document.methods, inspection);
  document.default_method = wire::read_optional_id<MethodId>(message.default_method(), inspection);
  read_all(*message.mutable_removed_methods(), document.removed_methods, inspection);
  read_all(*message.mutable_registrations(), document.registrations, inspection);
}

void write_activity(const AccountDocument& document, stored::Account& message) {
  if (!is_blank(document.strangers)) write(document.strangers, *message.mutable_strangers());
  if (!is_blank(document.known_failures)) write(document.known_failures, *message.mutable_known_failures());
  if (!is_blank(document.stranger_prompts))
    write(document.stranger_prompts, *message.mutable_stranger_prompts());
  if (!is_blank(document.known_prompts)) write(document.known_prompts, *message.mutable_known_prompts());
  if (!is_blank(document.prompts_without_password))
    write(document.prompts_without_password, *message.mutable_prompts_without_password());
  write_all(document.challenges, *message.mutable_challenges());
  write_all(document.spent, *message.mutable_spent());
  write_all(document.outcomes, *message.mutable_outcomes());
  for (const auto& browser : document.browsers)
    write(browser, *message.add_browsers(), *message.mutable_texts());
  for (const auto& session : document.sessions)
    write(session, *message.add_sessions(), *message.mutable_texts());
  if (document.events != EventChain{}) write(document.events, *message.mutable_events());
}

void read_activity(stored::Account& message, AccountDocument& document, Inspection& inspection) {
  if (message.has_strangers()) read(*message.mutable_strangers(), document.strangers, inspection);
  if (message.has_known_failures())
    read(*message.mutable_known_failures(), document.known_failures, inspection);
  if (message.has_stranger_prompts())
    read(*message.mutable_stranger_prompts(), document.stranger_prompts, inspection);
  if (message.has_known_prompts()) read(*message.mutable_known_prompts(), document.known_prompts, inspection);
  if (message.has_prompts_without_password())
    read(*message.mutable_prompts_without_password(), document.prompts_without_password, inspection);
  read_all(*message.mutable_challenges(), document.challenges, inspection);
  read_all(*message.mutable_spent(), document.spent, inspection);
  read_all(*message.mutable_outcomes(), document.outcomes, inspection);
  document.browsers.reserve(static_cast<std::size_t>(message.browsers_size()));
  for (auto& browser : *message.mutable_browsers()) {
    read(browser, document.browsers.emplace_back(), message.texts(), inspection);
  }
  document.sessions.reserve(static_cast<std::size_t>(message.sessions_size()));
  for (auto& session : *message.mutable_sessions()) {
    read(session, document.sessions.emplace_back(), message.texts(), inspection);
  }
  if (message.has_events()) read(*message.mutable_events(), document.events, inspection);
}

}  // namespace

Result<Bytes> encode(const AccountDocument& document) {
  return encode_stored<stored::Account>(account_kind, [&](stored::Account& message, Inspection& inspection) {
    check(document, inspection);
    if (!inspection.passed()) return;
    write_standing(document, message);
    write_methods(document, message);
    write_activity(document, message);
    wire::put_unknown(message, document.unknown);
  });
}

Result<AccountDocument> decode_account(const TenantId& tenant, const AccountId& account, ByteView stored) {
  return decode_stored<stored::Account>(account_kind, stored,
                                        [&](stored::Account& message, Inspection& inspection) {
                                          AccountDocument document(tenant, account);
                                          read_standing(message, document, inspection);
                                          read_methods(message, document, inspection);
                                          read_activity(message, document, inspection);
                                          wire::take_unknown(message, document.unknown);
                                          if (inspection.passed()) check(document, inspection);
                                          return document;
                                        });
}

}  // namespace counterfoil
