#include "codec/chain_verifier.hpp"
#include "codec/event_chain.hpp"
#include "support/catch.hpp"
#include "support/journals.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

std::optional<PrunePoint> prune_point(const Journal& journal, std::int64_t hours) {
  return find_prune_point(journal.owner(), journal.chain, journal.rows, at(3600 * hours)).value();
}

/// Moves the anchor and removes the rows, as an engine does.
Journal pruned(Journal journal, std::int64_t hours) {
  const auto point = prune_point(journal, hours);
  REQUIRE(point);
  journal.chain = point->chain;
  journal.rows.erase(journal.rows.begin(), journal.rows.begin() + static_cast<std::ptrdiff_t>(point->rows));
  return journal;
}

std::optional<ChainFinding> verify(const Journal& journal) {
  ChainVerifier verifier(journal.owner(), journal.chain);
  for (const JournalRow& row : journal.rows) REQUIRE(verifier.add(row));
  return verifier.finish();
}

}  // namespace

TEST_CASE("rows go whose events all happened before the cutoff, and their last event becomes the anchor") {
  const Journal journal = sample_journal();
  const auto point = prune_point(journal, 2);
  REQUIRE(point);
  CHECK(point->version == 3);
  CHECK(point->rows == 2);
  CHECK(point->chain.anchor_sequence == 3);
  CHECK(point->chain.head == journal.chain.head);
  CHECK(point->chain.head_sequence == 9);
  CHECK(prune_point(journal, 4)->version == 5);
  CHECK(prune_point(journal, 4)->chain.anchor_sequence == 4);
  CHECK(prune_point(journal, 5)->chain.anchor_sequence == 7);
}

TEST_CASE("nothing goes while nothing is old, and the newest event's row always stays") {
  CHECK_FALSE(prune_point(sample_journal(), 0));
  CHECK_FALSE(prune_point(Journal(), 1000));
  CHECK(prune_point(sample_journal(), 1000)->version == 7);
  CHECK(prune_point(sample_journal(), 1000)->chain.anchor_sequence == 8);
}

TEST_CASE("a pruned journal verifies, and goes on") {
  for (std::int64_t hours = 1; hours < 10; ++hours) {
    Journal journal = pruned(sample_journal(), hours);
    CHECK(verify(journal) == std::nullopt);
    journal.commit({draft_of(EventType::signed_in)}, 20);
    CHECK(verify(journal) == std::nullopt);
  }
}

TEST_CASE("rows behind the anchor that are still there are passed over, and may go later") {
  Journal journal = sample_journal();
  journal.chain = prune_point(journal, 4)->chain;
  CHECK(verify(journal) == std::nullopt);
  const auto again = prune_point(journal, 4);
  REQUIRE(again);
  CHECK(again->version == 5);
  CHECK(again->chain == journal.chain);
  journal.rows.erase(journal.rows.begin());
  CHECK(verify(journal) == std::nullopt);
}

TEST_CASE("a head cut further than the anchor is found") {
  Journal journal = pruned(sample_journal(), 2);
  journal.rows.erase(journal.rows.begin());
  CHECK(verify(journal) == ChainFinding{ChainFault::cut_head, 4});
}

TEST_CASE("an anchor that is not the link of its event is found while that event is there") {
  Journal journal = sample_journal();
  journal.chain = prune_point(journal, 2)->chain;
  journal.chain.anchor[0] ^= std::byte{1};
  CHECK(verify(journal) == ChainFinding{ChainFault::broken_link, 3});
}

TEST_CASE("a fault in the chain is not buried by pruning") {
  Journal journal = sample_journal();
  journal.rows.erase(journal.rows.begin() + 1);
  const auto point = find_prune_point(journal.owner(), journal.chain, journal.rows, at(360'000));
  REQUIRE_FALSE(point);
  CHECK(point.error().code == errc::document_damaged);
}

TEST_CASE("a page of the oldest rows is enough") {
  Journal journal = sample_journal();
  journal.rows.resize(2);
  const auto point = find_prune_point(journal.owner(), journal.chain, journal.rows, at(360'000));
  REQUIRE(point);
  CHECK((*point)->version == 3);
}
