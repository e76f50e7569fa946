#include "codec/token_codec.hpp"

#include "codec/stored_message.hpp"
#include "codec/token.pb.h"
#include "codec/wire.hpp"
#include "model/document_check.hpp"

namespace counterfoil {

namespace {

constexpr std::uint32_t schema = 1;
constexpr std::size_t largest = 4096;
constexpr StoredKind ticket_kind{"ticket", schema, errc::seal_broken, largest};
constexpr StoredKind assurance_kind{"assurance", schema, errc::seal_broken, largest};
constexpr StoredKind reset_grant_kind{"reset grant", schema, errc::seal_broken, largest};
constexpr StoredKind known_browser_kind{"known browser token", schema, errc::seal_broken, largest};
constexpr StoredKind report_kind{"report token", schema, errc::seal_broken, largest};

// What both directions check.

constexpr std::size_t longest_username = 1024;

void check_factors(const std::vector<ProvedFactor>& factors, Inspection& inspection) {
  for (const ProvedFactor& factor : factors) check(factor.at, inspection);
}

void check(const TicketState& state, Inspection& inspection) {
  check(state.created, inspection);
  check(state.expires, inspection);
  check(state.signed_in, inspection);
  check_factors(state.factors, inspection);
  check_factors(state.earlier, inspection);
  inspection.require(is_text(state.username, longest_username) && is_text(state.realm, bounds::realm) &&
                         is_text(state.context.app, bounds::context_text) &&
                         is_text(state.context.place, bounds::context_text) &&
                         is_text(state.context.browser, bounds::context_text),
                     "texts in UTF-8");
}

void check(const AssuranceState& state, Inspection& inspection) {
  check(state.signed_in, inspection);
  check(state.expires, inspection);
  check_factors(state.factors, inspection);
  inspection.require(is_text(state.realm, bounds::realm), "a realm in UTF-8");
}

void check(const ResetGrantState& state, Inspection& inspection) {
  check(state.expires, inspection);
  inspection.require(is_text(state.realm, bounds::realm), "a realm in UTF-8");
}

// Parts.

AccountId read_account(const std::string& text, Inspection& inspection) {
  auto account = AccountId::parse(text);
  inspection.require(account.has_value(), "an account id");
  return account ? *std::move(account) : *AccountId::parse("-");
}

void write(const AccountStamp& stamp, stored::Stamp& message) {
  message.set_account(stamp.account.text());
  wire::put(*message.mutable_incarnation(), stamp.incarnation.bytes());
  message.set_epoch(stamp.epoch);
}

AccountStamp read(stored::Stamp& message, Inspection& inspection) {
  return {read_account(message.account(), inspection),
          wire::read_id<Incarnation>(message.incarnation(), inspection), message.epoch()};
}

template <class Messages>
void write(const std::vector<ProvedFactor>& factors, Messages& messages) {
  for (const ProvedFactor& factor : factors) {
    auto& message = *messages.Add();
    message.set_kind(static_cast<std::uint32_t>(factor.kind));
    if (factor.method) wire::put(*message.mutable_method(), factor.method->bytes());
    message.set_at(wire::number_of(factor.at));
  }
}

template <class Messages>
std::vector<ProvedFactor> read_factors(const Messages& messages, Inspection& inspection) {
  std::vector<ProvedFactor> factors;
  factors.reserve(static_cast<std::size_t>(messages.size()));
  for (const auto& message : messages) {
    factors.push_back({wire::read_enumerator(message.kind(), FactorKind::password,
                                             FactorKind::authenticator_app, inspection),
                       wire::read_optional_id<MethodId>(message.method(), inspection),
                       wire::time_of(message.at())});
  }
  return factors;
}

void write(const RequestContext& context, stored::Context& message) {
  message.set_app(context.app);
  message.set_place(context.place);
  message.set_browser(context.browser);
}

void write_ticket(const TicketState& state, stored::Ticket& message) {
  wire::put(*message.mutable_id(), state.id.bytes());
  message.set_purpose(static_cast<std::uint32_t>(state.purpose));
  message.set_created(wire::number_of(state.created));
  message.set_expires(wire::number_of(state.expires));
  message.set_username(state.username);
  message.set_realm(state.realm);
  write(state.context, *message.mutable_context());
  if (state.account) write(*state.account, *message.mutable_account());
  if (state.known_browser) wire::put(*message.mutable_known_browser(), state.known_browser->bytes());
  write(state.factors, *message.mutable_factors());
  write(state.earlier, *message.mutable_earlier());
  if (state.step_up_need != 0) message.set_step_up_need(state.step_up_need);
  if (state.stepped_up_session)
    wire::put(*message.mutable_stepped_up_session(), state.stepped_up_session->bytes());
  if (state.signed_in) message.set_signed_in(wire::number_of(*state.signed_in));
  wire::put_unknown(message, state.unknown);
}

TicketState read_ticket(stored::Ticket& message, Inspection& inspection) {
  TicketState state;
  state.id = wire::read_id<TicketId>(message.id(), inspection);
  state.purpose = wire::read_enumerator(message.purpose(), TicketPurpose::sign_in,
                                        TicketPurpose::password_reset, inspection);
  state.created = wire::time_of(message.created());
  state.expires = wire::time_of(message.expires());
  state.username = wire::take(message.mutable_username());
  state.realm = wire::take(message.mutable_realm());
  auto& context = *message.mutable_context();
  state.context = {wire::take(context.mutable_app()), wire::take(context.mutable_place()),
                   wire::take(context.mutable_browser())};
  if (message.has_account()) state.account = read(*message.mutable_account(), inspection);
  state.known_browser = wire::read_optional_id<BrowserId>(message.known_browser(), inspection);
  state.factors = read_factors(message.factors(), inspection);
  state.earlier = read_factors(message.earlier(), inspection);
  inspection.require(message.step_up_need() <= 0xFF, "a step-up need that exists");
  state.step_up_need = static_cast<std::uint8_t>(message.step_up_need());
  state.stepped_up_session = wire::read_optional_id<SessionId>(message.stepped_up_session(), inspection);
  if (message.has_signed_in()) state.signed_in = wire::time_of(message.signed_in());
  wire::take_unknown(message, state.unknown);
  return state;
}

}  // namespace

Result<Bytes> encode(const TicketState& state) {
  return encode_stored<stored::Ticket>(ticket_kind, [&](stored::Ticket& message, Inspection& inspection) {
    check(state, inspection);
    write_ticket(state, message);
  });
}

Result<TicketState> decode_ticket(ByteView stored) {
  return decode_stored<stored::Ticket>(ticket_kind, stored,
                                       [](stored::Ticket& message, Inspection& inspection) {
                                         TicketState state = read_ticket(message, inspection);
                                         check(state, inspection);
                                         return state;
                                       });
}

Result<Bytes> encode(const AssuranceState& state) {
  return encode_stored<stored::Assurance>(
      assurance_kind, [&](stored::Assurance& message, Inspection& inspection) {
        check(state, inspection);
        write(state.account, *message.mutable_account());
        wire::put(*message.mutable_session(), state.session_id.bytes());
        write(state.factors, *message.mutable_factors());
        message.set_signed_in(wire::number_of(state.signed_in));
        message.set_expires(wire::number_of(state.expires));
        message.set_realm(state.realm);
        if (state.known_browser) wire::put(*message.mutable_known_browser(), state.known_browser->bytes());
      });
}

Result<AssuranceState> decode_assurance(ByteView stored) {
  return decode_stored<stored::Assurance>(
      assurance_kind, stored, [](stored::Assurance& message, Inspection& inspection) {
        AssuranceState state{read(*message.mutable_account(), inspection),
                             wire::read_id<SessionId>(message.session(), inspection),
                             read_factors(message.factors(), inspection),
                             wire::time_of(message.signed_in()),
                             wire::time_of(message.expires()),
                             message.realm(),
                             wire::read_optional_id<BrowserId>(message.known_browser(), inspection)};
        check(state, inspection);
        return state;
      });
}

Result<Bytes> encode(const ResetGrantState& state) {
  return encode_stored<stored::ResetGrant>(reset_grant_kind,
                                           [&](stored::ResetGrant& message, Inspection& inspection) {
                                             check(state, inspection);
                                             wire::put(*message.mutable_id(), state.id.bytes());
                                             write(state.account, *message.mutable_account());
                                             message.set_expires(wire::number_of(state.expires));
                                             message.set_realm(state.realm);
                                           });
}

Result<ResetGrantState> decode_reset_grant(ByteView stored) {
  return decode_stored<stored::ResetGrant>(
      reset_grant_kind, stored, [](stored::ResetGrant& message, Inspection& inspection) {
        ResetGrantState state{wire::read_id<TicketId>(message.id(), inspection),
                              read(*message.mutable_account(), inspection), wire::time_of(message.expires()),
                              message.realm()};
        check(state, inspection);
        return state;
      });
}

Result<Bytes> encode(const KnownBrowserState& state) {
  return encode_stored<stored::KnownBrowser>(known_browser_kind,
                                             [&](stored::KnownBrowser& message, Inspection& inspection) {
                                               check(state.expires, inspection);
                                               write(state.account, *message.mutable_account());
                                               wire::put(*message.mutable_id(), state.id.bytes());
                                               message.set_expires(wire::number_of(state.expires));
                                             });
}

Result<KnownBrowserState> decode_known_browser(ByteView stored) {
  return decode_stored<stored::KnownBrowser>(
      known_browser_kind, stored, [](stored::KnownBrowser& message, Inspection& inspection) {
        KnownBrowserState state{read(*message.mutable_account(), inspection),
                                wire::read_id<BrowserId>(message.id(), inspection),
                                wire::time_of(message.expires())};
        check(state.expires, inspection);
        return state;
      });
}

Result<Bytes> encode(const ReportState& state) {
  return encode_stored<stored::Report>(report_kind, [&](stored::Report& message, Inspection& inspection) {
    check(state.expires, inspection);
    message.set_account(state.account.text());
    wire::put(*message.mutable_incarnation(), state.incarnation.bytes());
    message.set_event_sequence(state.event_sequence);
    message.set_expires(wire::number_of(state.expires));
  });
}

Result<ReportState> decode_report(ByteView stored) {
  return decode_stored<stored::Report>(
      report_kind, stored, [](stored::Report& message, Inspection& inspection) {
        ReportState state{read_account(message.account(), inspection),
                          wire::read_id<Incarnation>(message.incarnation(), inspection),
                          message.event_sequence(), wire::time_of(message.expires())};
        check(state.expires, inspection);
        return state;
      });
}

}  // namespace counterfoil
