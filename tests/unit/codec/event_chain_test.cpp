#include "codec/event_chain.hpp"

#include "support/catch.hpp"
#include "support/journals.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

TEST_CASE("what a decision recorded is read back, with sequence and time") {
  const Journal journal = sample_journal();
  const auto events = read_events(journal.owner(), journal.rows[4]);
  REQUIRE(events);
  REQUIRE(events->size() == 3);
  Event expected{5, EventType::factor_refused, at(14'400)};
  expected.factor = FactorKind::totp;
  expected.method = numbered_id<MethodId>(0xA0, 1);
  expected.session = numbered_id<SessionId>(0x5E, 1);
  expected.label = "My phone";
  expected.app = "Library catalogue";
  expected.place = "Bristol";
  expected.browser = "Firefox on Windows";
  expected.detail = "code_mismatch";
  expected.known_browser = true;
  CHECK((*events)[0] == expected);
  CHECK((*events)[2].sequence == 7);
  CHECK((*events)[2].type == EventType::browser_known);
}

TEST_CASE("an event with nothing but its type is read back") {
  Journal journal;
  journal.commit({{.type = EventType::account_created}}, 0);
  const auto events = read_events(journal.owner(), journal.rows[0]);
  REQUIRE(events);
  CHECK(*events == std::vector<Event>{Event{1, EventType::account_created, at(0)}});
}

TEST_CASE("a commit without events leaves the chain as it is") {
  const Journal journal = sample_journal();
  CHECK(journal.rows[3].headers.empty());
  CHECK(read_events(journal.owner(), journal.rows[3]).value().empty());
  const auto chained = append_events(journal.owner(), journal.chain, {}, at(0), EventSalt{});
  CHECK(chained->chain == journal.chain);
}

TEST_CASE("an event whose body was erased keeps sequence, type and time") {
  Journal journal = sample_journal();
  journal.rows[2].bodies.reset();
  const auto events = read_events(journal.owner(), journal.rows[2]);
  REQUIRE(events);
  CHECK(*events == std::vector<Event>{Event{4, EventType::method_added, at(7'200), true}});
}

TEST_CASE("the same event under another salt has another digest, so that no guess can be tested without it") {
  const Bytes body = encode_body(draft_of(EventType::signed_in)).value();
  const auto digest = [&](unsigned salt, std::uint64_t sequence) {
    return body_digest_of(numbered_id<EventSalt>(1, salt), sequence, body).value();
  };
  CHECK(digest(1, 5) == digest(1, 5));
  CHECK(digest(1, 5) != digest(2, 5));
  CHECK(digest(1, 5) != digest(1, 6));
}

TEST_CASE("headers carry nothing of the person") {
  const Journal journal = sample_journal();
  for (const JournalRow& row : journal.rows) {
    const std::string_view text = as_text(row.headers);
    for (const char* personal : {"My phone", "Library", "Bristol", "Firefox", "mismatch"}) {
      CHECK(text.find(personal) == std::string_view::npos);
    }
  }
}

TEST_CASE("a body that is not the one of its header is refused when it is read") {
  Journal journal = sample_journal();
  Bytes& bodies = *journal.rows[2].bodies;
  std::size_t refused = 0;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    bodies[i] ^= std::byte{0x20};
    refused += read_events(journal.owner(), journal.rows[2]) ? 0U : 1U;
    bodies[i] ^= std::byte{0x20};
  }
  CHECK(refused == bodies.size());
  journal.rows[2].bodies = Bytes{};
  CHECK(read_events(journal.owner(), journal.rows[2]).error().code == errc::document_damaged);
  journal.rows[2].bodies = journal.rows[4].bodies;
  CHECK(read_events(journal.owner(), journal.rows[2]).error().code == errc::document_damaged);
}

TEST_CASE("texts that are no UTF-8, or too long, are not recorded") {
  const Journal journal;
  const auto refusal = [&](const EventDraft& draft) {
    return append_events(journal.owner(), {}, {draft}, at(0), EventSalt{}).error().code;
  };
  CHECK(refusal(draft_of(EventType::signed_in, "\xFF")) == errc::document_damaged);
  CHECK(refusal(draft_of(EventType::signed_in, std::string(300, 'x'))) == errc::document_damaged);
  EventDraft draft = draft_of(EventType::signed_in);
  draft.context.place = std::string(201, 'x');
  CHECK(refusal(draft) == errc::document_damaged);
}

TEST_CASE("a journal row of a newer version is told apart from a damaged one") {
  Journal journal = sample_journal();
  journal.rows[0].headers[1] = std::byte{2};
  CHECK(read_events(journal.owner(), journal.rows[0]).error().code == errc::schema_too_new);
  journal.rows[1].headers[0] = std::byte{0x10};
  CHECK(read_events(journal.owner(), journal.rows[1]).error().code == errc::document_damaged);
}

TEST_CASE("an event type of a newer version is read back as its number") {
  Journal journal;
  journal.commit({draft_of(static_cast<EventType>(900))}, 0);
  CHECK(read_events(journal.owner(), journal.rows[0])->at(0).type == static_cast<EventType>(900));
}
