#include "codec/chain_verifier.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/journals.hpp"
#include "support/sentences.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

using Finding = std::optional<ChainFinding>;

Finding verify(const Journal& journal) {
  ChainVerifier verifier(journal.owner(), journal.chain);
  for (const JournalRow& row : journal.rows) REQUIRE(verifier.add(row));
  return verifier.finish();
}

Finding found(ChainFault fault, std::uint64_t sequence) {
  return ChainFinding{fault, sequence};
}

void renumber(Journal& journal) {
  for (std::size_t i = 0; i < journal.rows.size(); ++i) journal.rows[i].version = i + 1;
}

/// The journal with row `index` removed; `hidden`: the versions after it closed up.
Journal without(std::size_t index, bool hidden) {
  Journal journal = sample_journal();
  journal.rows.erase(journal.rows.begin() + static_cast<std::ptrdiff_t>(index));
  if (hidden) renumber(journal);
  return journal;
}

/// The chain of the sample journal before its last commit: event 9 names its link.
EventChain before_last() {
  const Journal journal = sample_journal();
  const auto headers = read_headers(journal.owner(), journal.rows[6]).value();
  EventChain chain;
  chain.head_sequence = 8;
  chain.head = headers[0].header.previous;
  return chain;
}

}  // namespace

TEST_CASE("a whole chain is whole, with and without bodies, and when there is nothing") {
  Journal journal = sample_journal();
  CHECK(verify(journal) == Finding());
  for (JournalRow& row : journal.rows) row.bodies.reset();
  CHECK(verify(journal) == Finding());
  CHECK(verify(Journal()) == Finding());
}

TEST_CASE("erasing some bodies keeps the chain whole") {
  for (std::size_t i = 0; i < 7; ++i) {
    Journal journal = sample_journal();
    journal.rows[i].bodies.reset();
    CHECK(verify(journal) == Finding());
  }
}

TEST_CASE("[G116] an event that was edited breaks the link after it") {
  for (std::size_t row = 0; row < 7; ++row) {
    Journal journal = sample_journal();
    Bytes& headers = journal.rows[row].headers;
    for (std::size_t bit = 0; bit < headers.size() * 8; ++bit) {
      headers[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
      ChainVerifier verifier(journal.owner(), journal.chain);
      bool readable = true;
      for (const JournalRow& one : journal.rows) readable = readable && verifier.add(one);
      REQUIRE((!readable || verifier.finish()));
      headers[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    }
  }
}

TEST_CASE("the first event that does not follow is named") {
  Journal journal = sample_journal();
  const Journal other = [] {
    Journal changed;
    changed.commit({draft_of(EventType::account_imported)}, 0);
    return changed;
  }();
  journal.rows[0] = other.rows[0];
  CHECK(verify(journal) == found(ChainFault::broken_link, 2));
}

TEST_CASE("the newest event exchanged is found by the document's head") {
  Journal journal = without(6, true);
  journal.chain = before_last();
  journal.commit({draft_of(EventType::session_ended)}, 6);
  renumber(journal);
  journal.chain = sample_journal().chain;
  CHECK(verify(journal) == found(ChainFault::head_mismatch, 9));
}

TEST_CASE("[G116a] a removed row is found, whether or not the versions were closed up") {
  CHECK(verify(without(0, true)) == found(ChainFault::cut_head, 1));
  CHECK(verify(without(0, false)) == found(ChainFault::cut_head, 1));
  CHECK(verify(without(2, true)) == found(ChainFault::missing, 4));
  CHECK(verify(without(2, false)) == found(ChainFault::missing, 4));
  CHECK(verify(without(6, true)) == found(ChainFault::cut_tail, 9));
  Journal empty = sample_journal();
  empty.rows.clear();
  CHECK(verify(empty) == found(ChainFault::cut_tail, 1));
}

TEST_CASE("[G116a] a removed row without events is found by its version") {
  CHECK(verify(without(3, false)) == found(ChainFault::missing, 5));
}

TEST_CASE("rows out of order, or twice, are found") {
  Journal swapped = sample_journal();
  std::swap(swapped.rows[1], swapped.rows[2]);
  CHECK(verify(swapped) == found(ChainFault::missing, 2));
  renumber(swapped);
  CHECK(verify(swapped) == found(ChainFault::missing, 2));

  Journal twice = sample_journal();
  twice.rows.insert(twice.rows.begin() + 3, twice.rows[2]);
  CHECK(verify(twice) == found(ChainFault::repeated, 5));
  renumber(twice);
  CHECK(verify(twice) == found(ChainFault::repeated, 4));
}

TEST_CASE("an event that the document does not know is found") {
  Journal journal = sample_journal();
  const EventChain chain = journal.chain;
  journal.commit({draft_of(EventType::method_removed)}, 7);
  journal.chain = chain;
  CHECK(verify(journal) == found(ChainFault::beyond_head, 10));
}

TEST_CASE("a row from another account's journal does not fit") {
  const Journal other = sample_journal(sample_tenant(), *AccountId::parse("somebody-else"));
  for (std::size_t i : {1U, 2U, 4U, 5U}) {
    Journal journal = sample_journal();
    journal.rows[i] = other.rows[i];
    const Finding finding = verify(journal);
    REQUIRE(finding);
    CHECK(finding->fault == ChainFault::broken_link);
  }
  Journal journal = sample_journal();
  journal.rows[6] = other.rows[6];
  CHECK(verify(journal) == found(ChainFault::broken_link, 9));
  Journal whole = other;
  whole.chain = sample_journal().chain;
  CHECK(verify(whole) == found(ChainFault::head_mismatch, 9));
  const Journal elsewhere = sample_journal(*TenantId::parse("another"), sample_account());
  Journal moved = sample_journal();
  moved.rows = elsewhere.rows;
  CHECK(verify(moved) == found(ChainFault::broken_link, 2));
}

TEST_CASE("a body that was changed, exchanged or lost in part is found") {
  Journal journal = sample_journal();
  journal.rows[4].bodies->back() ^= std::byte{1};
  CHECK(verify(journal) == found(ChainFault::body_mismatch, 7));
  journal = sample_journal();
  journal.rows[2].bodies = journal.rows[5].bodies;
  CHECK(verify(journal) == found(ChainFault::body_mismatch, 4));
  journal = sample_journal();
  journal.rows[4].bodies = journal.rows[5].bodies;
  CHECK(verify(journal) == found(ChainFault::body_mismatch, 5));
  journal = sample_journal();
  journal.rows[1].bodies = Bytes{};
  CHECK(verify(journal) == found(ChainFault::body_mismatch, 2));
}

TEST_CASE("a row that cannot be read is a finding, one of a newer version is not") {
  Journal journal = sample_journal();
  journal.rows[2].headers = {std::byte{0xFF}};
  CHECK(verify(journal) == found(ChainFault::unreadable, 4));
  journal = sample_journal();
  journal.rows[0].headers[1] = std::byte{9};
  ChainVerifier verifier(journal.owner(), journal.chain);
  CHECK(verifier.add(journal.rows[0]).error().code == errc::schema_too_new);
}

TEST_CASE("only the first thing that is wrong is told") {
  Journal journal = sample_journal();
  journal.rows.erase(journal.rows.begin() + 5);
  journal.rows[2].bodies->back() ^= std::byte{1};
  CHECK(verify(journal) == found(ChainFault::body_mismatch, 4));
}

TEST_CASE("events in order are counted up to the fault") {
  const Journal journal = without(4, true);
  ChainVerifier verifier(journal.owner(), journal.chain);
  for (const JournalRow& row : journal.rows) REQUIRE(verifier.add(row));
  CHECK(verifier.finish() == found(ChainFault::missing, 5));
  CHECK(verifier.events() == 4);
}

TEST_CASE("every finding has a sentence for an operator") {
  for (const ChainFault fault :
       {ChainFault::cut_head, ChainFault::cut_tail, ChainFault::missing, ChainFault::repeated,
        ChainFault::broken_link, ChainFault::head_mismatch, ChainFault::beyond_head,
        ChainFault::body_mismatch, ChainFault::unreadable}) {
    const std::string sentence = sentence_of({fault, 12});
    CHECK(fault_of_sentences(sentence) == "");
    CHECK(sentence.find("event 12") != std::string::npos);
  }
}
