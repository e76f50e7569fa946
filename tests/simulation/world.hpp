#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "codec/notice_codec.hpp"
#include "counterfoil/crypto/live_key_ring.hpp"
#include "counterfoil/engine/engine.hpp"
#include "simulation/dice.hpp"
#include "simulation/findings.hpp"
#include "simulation/model.hpp"
#include "simulation/secret_index.hpp"
#include "simulation/unsteady_store.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_entropy.hpp"

namespace counterfoil::simulation {

/// Everything in one world that runs from one seed: three processes with an engine each over one store, a clock, keys,
/// people and what the simulation knows of them. Every operation goes through perform(), after which what it told and
/// what it stored is held against the claims.
class World final : private StoreObserver {
 public:
  explicit World(std::uint64_t seed);
  ~World() override;

  Dice& dice() noexcept { return dice_; }
  Findings& findings() noexcept { return findings_; }
  UnsteadyStore& store() noexcept { return *store_; }
  std::vector<Person>& people() noexcept { return people_; }
  const TenantId& tenant() const noexcept { return tenant_; }
  const Policy& policy() const { return tenants_.front().policy(); }
  Timestamp now() const { return clock_->now().value(); }
  void move_clock(Duration by) { clock_->set(now() + by); }
  Person* person_of(const AccountId& account);
  /// The account that the outermost operation is about.
  const std::optional<AccountId>& subject() const noexcept { return subject_; }

  /// Calls `work(Engine&)` in one of the processes, under faults. When the process is killed in it, the answer is lost:
  /// errc::outcome_unknown, and another process stands in its place.
  template <class F>
  auto perform(Origin origin, F&& work) -> std::invoke_result_t<F, Engine&> {
    using Answer = std::invoke_result_t<F, Engine&>;
    const std::size_t process = begin_turn(origin);
    std::optional<Answer> answer;
    try {
      answer.emplace(work(engines_[process]));
    } catch (const std::exception&) {
      findings_.add(claims::no_exception, std::string(origin.operation));
      answer.emplace(Error(errc::provider_failed, "an exception left the engine"));
    }
    look_at_error(origin, *answer ? nullptr : &answer->error());
    if (end_turn(process)) answer.emplace(Error(errc::outcome_unknown, "the process was killed"));
    note(origin, *answer ? nullptr : &answer->error());
    return *std::move(answer);
  }

  /// What may happen between a load and its commit: set by whoever runs the actors.
  void when_others_come_first(std::function<void()> turn) { others_ = std::move(turn); }

  /// Bytes for a session, a code app or a name, from the seed.
  SecretBytes random_bytes(std::size_t size);
  std::string random_password();
  std::uint64_t next_number() noexcept { return ++numbers_; }
  std::string new_key() { return "key-" + std::to_string(next_number()); }
  std::optional<BrowserId> id_of(const KnownBrowserToken& token) const;
  /// Must not stand in anything that is stored or logged.
  void keep_secret(std::string_view secret, std::string name) { secrets_.add(secret, std::move(name)); }
  void keep_secret(const SecretBytes& secret, std::string name);

  // What is looked at now and then, since it takes long.
  void deliver_notices();
  void verify_chains();

  std::uint64_t operations() const noexcept { return operations_; }
  std::uint64_t accepted() const noexcept { return accepted_; }
  void count_acceptance() noexcept { ++accepted_; }
  /// The same for the same seed.
  std::uint64_t digest() const noexcept { return digest_; }
  const std::deque<std::string>& recent() const noexcept { return recent_; }
  std::size_t damage_alarms() const noexcept;

 private:
  class Alarms;

  void submitted(const Change& change) override;
  void stored(const Change& change, const Origin& origin) override;
  void meanwhile() override;
  void altered_row_written(const RowKey& row) override;

  std::size_t begin_turn(Origin& origin);
  bool end_turn(std::size_t process);
  void look_at_error(const Origin& origin, const Error* error);
  void note(const Origin& origin, const Error* error);
  void start(std::size_t process);
  std::vector<NoticeMessage> open_notices(const Change& change);
  /// A new account, or the same id again after a deletion.
  void welcome(Person& person, const AccountDocument& document, const Origin& origin);

  Dice dice_;
  Findings findings_;
  SecretIndex secrets_;
  TenantId tenant_;
  std::vector<TenantSettings> tenants_;
  std::shared_ptr<testing::FakeClock> clock_ = std::make_shared<testing::FakeClock>();
  std::shared_ptr<Entropy> entropy_;
  std::shared_ptr<MemoryKeyRing> keys_;
  std::shared_ptr<LiveKeyRing> ring_;
  std::shared_ptr<Store> truth_;
  std::shared_ptr<UnsteadyStore> store_;
  std::shared_ptr<Alarms> alarms_;
  std::shared_ptr<Witness> witness_ = process_witness();
  std::vector<Engine> engines_;
  std::vector<Person> people_;
  std::function<void()> others_;
  std::optional<AccountId> subject_;
  std::map<MessageId, NoticeKind> undelivered_;
  std::deque<std::string> recent_;
  std::uint64_t numbers_ = 0;
  std::uint64_t operations_ = 0;
  std::uint64_t accepted_ = 0;
  std::uint64_t digest_ = 0xCBF29CE484222325U;
};

}  // namespace counterfoil::simulation
