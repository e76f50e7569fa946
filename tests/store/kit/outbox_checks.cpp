#include <atomic>
#include <map>
#include <mutex>

#include "store/kit/checks.hpp"
#include "store/kit/expect.hpp"
#include "store/kit/threads.hpp"
#include "support/changes.hpp"

namespace counterfoil::testing {

namespace {

using std::chrono::seconds;

void post(Store& store, std::string_view name, std::vector<OutboxRow> messages) {
  const std::uint64_t version = GOT(store.load(account_row(name))).version;
  static std::atomic<std::uint64_t> number{5'000};
  Change change = account_change(name, version, "text", ++number);
  change.messages = std::move(messages);
  EXPECT(GOT(store.commit(change)) == CommitOutcome::committed);
}

ClaimedMessage claim_one(Store& store, Timestamp now) {
  auto claimed = GOT(store.claim(now, 10, seconds(30)));
  EXPECT(claimed.size() == 1);
  return claimed.at(0);
}

bool is_empty_at(Store& store, Timestamp now) {
  return GOT(store.claim(now, 10, seconds(30))).empty();
}

void contents(const OpenStore& open) {
  const auto store = open();
  OutboxRow sent = message(1);
  sent.channel = "sms";
  sent.key_id = "k9";
  sent.sealed = {std::byte{0}, std::byte{255}, std::byte{0}};
  post(*store, "ann", {sent});
  const ClaimedMessage claimed = claim_one(*store, message_time);
  EXPECT(claimed.message.id == sent.id);
  EXPECT(claimed.message.tenant == sent.tenant);
  EXPECT(claimed.message.channel == "sms");
  EXPECT(claimed.message.not_before == sent.not_before);
  EXPECT(claimed.message.not_after == sent.not_after);
  EXPECT(claimed.message.key_id == "k9");
  EXPECT(claimed.message.sealed == sent.sealed);
  EXPECT(claimed.attempts == 0);
  EXPECT(claimed.lease != 0);
}

void order(const OpenStore& open) {
  const auto store = open();
  post(*store, "ann", {message(1, message_time + seconds(3)), message(2, message_time + seconds(1))});
  post(*store, "bob", {message(3, message_time + seconds(2)), message(4, message_time + seconds(9))});
  EXPECT(is_empty_at(*store, message_time));
  EXPECT(is_empty_at(*store, message_time + seconds(1) - Duration(1)));
  auto claimed = GOT(store->claim(message_time + seconds(5), 2, seconds(30)));
  EXPECT(claimed.size() == 2);
  EXPECT(claimed.at(0).message.id == numbered<MessageId>(2));
  EXPECT(claimed.at(1).message.id == numbered<MessageId>(3));
  claimed = GOT(store->claim(message_time + seconds(5), 100, seconds(30)));
  EXPECT(claimed.size() == 1);
  EXPECT(claimed.at(0).message.id == numbered<MessageId>(1));
  EXPECT(GOT(store->claim(message_time + seconds(9), 0, seconds(30))).empty());
}

void lease_ends(const OpenStore& open) {
  const auto store = open();
  post(*store, "ann", {message(1)});
  const ClaimedMessage first = claim_one(*store, message_time);
  EXPECT(is_empty_at(*store, message_time + seconds(30) - Duration(1)));
  const ClaimedMessage second = claim_one(*store, message_time + seconds(30));
  EXPECT(second.attempts == 1);
  EXPECT(second.lease != first.lease);
  EXPECT(second.message.not_before == message_time);
}

void finished(const OpenStore& open) {
  const auto store = open();
  post(*store, "ann", {message(1), message(2)});
  const auto claimed = GOT(store->claim(message_time, 10, seconds(30)));
  GOT(store->settle(
      {{claimed.at(0).message.id, claimed.at(0).lease}, {claimed.at(1).message.id, claimed.at(1).lease}}));
  EXPECT(is_empty_at(*store, message_time + std::chrono::hours(10)));
  GOT(store->settle({{claimed.at(0).message.id, claimed.at(0).lease}}));
  GOT(store->settle({}));
}

void retried(const OpenStore& open) {
  const auto store = open();
  post(*store, "ann", {message(1)});
  const ClaimedMessage first = claim_one(*store, message_time);
  const Timestamp later = message_time + seconds(90);
  GOT(store->settle({{first.message.id, first.lease, later}}));
  EXPECT(is_empty_at(*store, later - Duration(1)));
  const ClaimedMessage second = claim_one(*store, later);
  EXPECT(second.attempts == 1);
}

void old_leases(const OpenStore& open) {
  const auto store = open();
  post(*store, "ann", {message(1)});
  GOT(store->settle({{numbered<MessageId>(1), 0}}));
  const ClaimedMessage first = claim_one(*store, message_time);
  const Timestamp later = message_time + seconds(30);
  const ClaimedMessage second = claim_one(*store, later);
  GOT(store->settle({{first.message.id, first.lease}}));
  GOT(store->settle({{first.message.id, first.lease, message_time}}));
  EXPECT(is_empty_at(*store, later));
  GOT(store->settle({{second.message.id, second.lease, later}}));
  GOT(store->settle({{second.message.id, second.lease}}));
  EXPECT(claim_one(*store, later).attempts == 2);
}

void overdue(const OpenStore& open) {
  const auto store = open();
  post(*store, "ann", {message(1)});
  EXPECT(claim_one(*store, message(1).not_after + seconds(1)).attempts == 0);
}

void claims_do_not_overlap(const OpenStore& open) {
  const std::vector<std::shared_ptr<Store>> stores = {open(), open()};
  std::vector<OutboxRow> messages;
  for (std::uint64_t number = 1; number <= 120; ++number) messages.push_back(message(number));
  post(*stores[0], "ann", messages);
  std::mutex mutex;
  std::map<MessageId, int> claims;
  start_together(12, [&](std::size_t index) {
    Store& store = *stores[index % stores.size()];
    for (auto claimed = GOT(store.claim(message_time, 7, seconds(30))); !claimed.empty();
         claimed = GOT(store.claim(message_time, 7, seconds(30)))) {
      std::vector<Settlement> settlements;
      settlements.reserve(claimed.size());
      for (const ClaimedMessage& one : claimed) settlements.push_back({one.message.id, one.lease});
      GOT(store.settle(settlements));
      const std::lock_guard lock(mutex);
      for (const ClaimedMessage& one : claimed) ++claims[one.message.id];
    }
  });
  EXPECT(claims.size() == 120);
  for (const auto& [id, count] : claims) EXPECT(count == 1);
}

}  // namespace

void add_outbox_checks(Checks& checks) {
  checks.push_back({"a claimed message is the one that was committed", false, contents});
  checks.push_back({"messages are claimed when they are due, the longest due first", false, order});
  checks.push_back({"a leased message is given to nobody else until the lease is over", false, lease_ends});
  checks.push_back({"a finished message is gone", false, finished});
  checks.push_back({"a message to be retried comes back at its time", false, retried});
  checks.push_back({"a settlement of an old lease is ignored", false, old_leases});
  checks.push_back({"a message past its time is still claimed", false, overdue});
  checks.push_back({"parallel claims never give one message twice", true, claims_do_not_overlap});
}

}  // namespace counterfoil::testing
