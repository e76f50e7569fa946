#include "codec/token_codec.hpp"

#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

AccountStamp stamp() {
  return {sample_account(), numbered_id<Incarnation>(0x10, 1), 12};
}

std::vector<ProvedFactor> factors() {
  return {{FactorKind::password, std::nullopt, at(1)},
          {FactorKind::totp, numbered_id<MethodId>(0xA0, 1), at(2, 5)},
          {FactorKind::recovery_code, numbered_id<MethodId>(0xA1, 1), at(3)}};
}

TicketState fresh_ticket() {
  TicketState state;
  state.id = numbered_id<TicketId>(0x50, 1);
  state.created = at(0);
  state.expires = at(600);
  state.username = "j\xC3\xBCrgen";
  state.realm = "example.ac.uk";
  state.context = {"Library catalogue", "Bristol, United Kingdom", "Firefox on Windows"};
  return state;
}

TicketState full_ticket() {
  TicketState state = fresh_ticket();
  state.purpose = TicketPurpose::step_up;
  state.account = stamp();
  state.known_browser = numbered_id<BrowserId>(0xB0, 1);
  state.factors = factors();
  state.earlier = {factors()[0]};
  state.step_up_need = 1;
  state.stepped_up_session = numbered_id<SessionId>(0x5E, 1);
  state.signed_in = at(-3600);
  state.unknown = future_field(40, "a newer version's");
  return state;
}

AssuranceState assurance() {
  return {stamp(),         numbered_id<SessionId>(0x5E, 1), factors(), at(0), at(86'400),
          "example.ac.uk", numbered_id<BrowserId>(0xB0, 1)};
}

/// Whether every change of one byte is either refused or gives another state; nothing else may happen.
template <class State, class Decode>
void check_byte_changes(const State& state, Decode decode) {
  const Bytes stored = encode(state).value();
  for (std::size_t i = 0; i < stored.size(); ++i) {
    for (const unsigned mask : {0x01U, 0x80U, 0xFFU}) {
      Bytes changed = stored;
      changed[i] ^= static_cast<std::byte>(mask);
      const auto decoded = decode(changed);
      const bool refused = !decoded && (decoded.error().code == errc::seal_broken ||
                                        decoded.error().code == errc::schema_too_new);
      REQUIRE((decoded || refused));
    }
    const auto cut = decode(ByteView(stored).first(i));
    REQUIRE((!cut || !(*cut == state)));
  }
}

}  // namespace

TEST_CASE("what is sealed in tokens survives encoding and decoding") {
  for (const TicketState& state : {fresh_ticket(), full_ticket()}) {
    CHECK(decode_ticket(encode(state).value()).value() == state);
  }
  CHECK(decode_assurance(encode(assurance()).value()).value() == assurance());
  AssuranceState bare{stamp(), numbered_id<SessionId>(0x5E, 1), {}, at(0), at(1), "", std::nullopt};
  CHECK(decode_assurance(encode(bare).value()).value() == bare);
  const ResetGrantState grant{numbered_id<TicketId>(0x50, 2), stamp(), at(600), "example.ac.uk"};
  CHECK(decode_reset_grant(encode(grant).value()).value() == grant);
  const KnownBrowserState browser{stamp(), numbered_id<BrowserId>(0xB0, 3), at(15'552'000)};
  CHECK(decode_known_browser(encode(browser).value()).value() == browser);
  const ReportState report{sample_account(), numbered_id<Incarnation>(0x10, 1), 77, at(2'592'000)};
  CHECK(decode_report(encode(report).value()).value() == report);
}

TEST_CASE("a ticket with everything in it fits a token of 4096 characters") {
  TicketState state = full_ticket();
  state.username = std::string(256, 'u');
  state.realm = std::string(253, 'r');
  state.context = {std::string(200, 'a'), std::string(200, 'p'), std::string(200, 'b')};
  constexpr std::size_t seal_overhead = 45;
  CHECK((encode(state).value().size() + seal_overhead) * 4 / 3 < 4096);
}

TEST_CASE("a damaged token is refused, never misread as what it was") {
  check_byte_changes(full_ticket(), decode_ticket);
  check_byte_changes(assurance(), decode_assurance);
}

TEST_CASE("a token of a newer schema is refused as such") {
  Bytes stored = encode(full_ticket()).value();
  stored[1] = std::byte{2};
  CHECK(decode_ticket(stored).error().code == errc::schema_too_new);
}

TEST_CASE("one kind of token does not pass for another") {
  CHECK_FALSE(decode_assurance(encode(fresh_ticket()).value()));
  CHECK_FALSE(
      decode_reset_grant(encode(KnownBrowserState{stamp(), numbered_id<BrowserId>(0xB0, 3), at(1)}).value()));
  CHECK_FALSE(decode_known_browser(
      encode(ReportState{sample_account(), numbered_id<Incarnation>(1, 1), 7, at(1)}).value()));
}

TEST_CASE("a state that could not be read back is not written") {
  const auto refusal = [](const TicketState& state) {
    const auto encoded = encode(state);
    return encoded ? std::string() : encoded.error().message;
  };
  TicketState state = full_ticket();
  state.username = "\xFF";
  CHECK(refusal(state) == "ticket: expected texts in UTF-8");
  state = full_ticket();
  state.context.place = std::string(201, 'x');
  CHECK(refusal(state) == "ticket: expected texts in UTF-8");
  state = full_ticket();
  state.factors[1].at = Timestamp::max();
  CHECK(refusal(state) == "ticket: expected times from 1970 to 9999");
  AssuranceState endless = assurance();
  endless.expires = Timestamp::max();
  CHECK(encode(endless).error().code == errc::seal_broken);
}
