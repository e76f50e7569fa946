#include "simulation/world.hpp"

#include <algorithm>

#include "counterfoil/codec/tenant_json.hpp"
#include "counterfoil/store/memory_store.hpp"
#include "engine/account_runner.hpp"
#include "engine/change_of.hpp"
#include "simulation/transition.hpp"
#include "support/key_rings.hpp"

namespace counterfoil::simulation {

namespace {

constexpr std::size_t processes = 3;
constexpr std::size_t remembered_operations = 60;
constexpr std::size_t people_count = 10;

TenantSettings tenant_settings() {
  return parse_tenant(R"({"id": "example", "issuer": "Example University",
      "realms": [{"domain": "example.ac.uk", "display_name": "Staff"}],
      "policy": {"deadlines": {"operation": "30s"}}})")
      .value();
}

}  // namespace

/// Alarms are logged somewhere: no secret may stand in them.
class World::Alarms final : public AlarmSink {
 public:
  Alarms(const SecretIndex& secrets, Findings& findings) : secrets_(secrets), findings_(findings) {}

  void raise(AlarmKind kind, const TenantId&, const std::optional<AccountId>&,
             const std::string& sentence) override {
    if (kind == AlarmKind::document_damaged) ++damage;
    const auto found = secrets_.find_in(sentence);
    findings_.expect(found.empty(), claims::no_secret, "in an alarm: " + std::string(found));
  }

  std::size_t damage = 0;

 private:
  const SecretIndex& secrets_;
  Findings& findings_;
};

World::World(std::uint64_t seed)
    : dice_(seed),
      tenant_(TenantId::parse("example").value()),
      entropy_(std::make_shared<testing::SeededEntropy>(seed ^ 0x5EEDU)),
      keys_(std::make_shared<MemoryKeyRing>(testing::ring_of(seed ^ 0x4E15U))),
      ring_(LiveKeyRing::open(keys_).value()),
      truth_(memory_store()),
      store_(std::make_shared<UnsteadyStore>(truth_, Dice(dice_.next()), static_cast<StoreObserver&>(*this))),
      alarms_(std::make_shared<Alarms>(secrets_, findings_)) {
  tenants_.push_back(tenant_settings());
  for (std::size_t i = 0; i < processes; ++i) start(i);
  const auto browser = [&](const char* name) {
    return Browser{SessionBinding::from_bytes(random_bytes(32)).value(), name};
  };
  for (std::size_t i = 0; i < people_count; ++i) {
    const std::string number = std::to_string(i);
    Person person{
        AccountId::parse("person-" + number).value(),
        "walker" + number + "-" + std::to_string(next_number()) + "@example.ac.uk",
        random_password(),
        "letters-for-" + number + "@example.org",
        {},
        {},
        {},
        {browser("Firefox at home"), browser("Chromium in the library"), browser("Somewhere else")}};
    keep_secret(person.username, "a username");
    keep_secret(person.address, "an address");
    people_.push_back(std::move(person));
  }
}

World::~World() = default;

void World::start(std::size_t process) {
  EngineOptions options;
  options.store = store_;
  options.clock = clock_;
  options.entropy = entropy_;
  options.keys = keys_;
  options.tenants = tenants_;
  options.witness = witness_;
  options.alarms = alarms_;
  Engine engine = Engine::create(std::move(options)).value();
  if (process < engines_.size()) {
    engines_[process] = std::move(engine);
  } else {
    engines_.push_back(std::move(engine));
  }
}

Person* World::person_of(const AccountId& account) {
  const auto found = std::find_if(people_.begin(), people_.end(),
                                  [&](const Person& person) { return person.account == account; });
  return found == people_.end() ? nullptr : &*found;
}

SecretBytes World::random_bytes(std::size_t size) {
  SecretBytes bytes(size);
  for (std::byte& byte : bytes.write(SecretAccess::grant())) byte = static_cast<std::byte>(dice_.below(256));
  return bytes;
}

std::string World::random_password() {
  std::string password;
  for (int i = 0; i < 16; ++i) password.push_back(static_cast<char>('a' + dice_.below(26)));
  keep_secret(password, "a password");
  return password;
}

std::optional<BrowserId> World::id_of(const KnownBrowserToken& token) const {
  const auto opened = EngineKeys(ring_->current()).open_browser(tenant_, token.text());
  return opened ? std::optional(opened->id) : std::nullopt;
}

void World::keep_secret(const SecretBytes& secret, std::string name) {
  secrets_.add(secret.read_text(SecretAccess::grant()), std::move(name));
}

std::size_t World::damage_alarms() const noexcept {
  return alarms_->damage;
}

std::size_t World::begin_turn(Origin& origin) {
  ++operations_;
  // Within another process's operation the third one acts: an engine's own queue has one turn for an account.
  const bool nested = store_->depth() > 0;
  if (!nested) subject_ = origin.account;
  const std::size_t process = nested ? processes - 1 : dice_.below(processes - 1);
  store_->enter(origin);
  return process;
}

void World::look_at_error(const Origin& origin, const Error* error) {
  if (error == nullptr || kind_of(error->code) != ErrorKind::environment) return;
  findings_.expect(!store_->is_unanswered() || error->code == errc::outcome_unknown, claims::nothing_denied,
                   std::string(origin.operation) + " said " + std::string(name_of(error->code)));
}

bool World::end_turn(std::size_t process) {
  if (!store_->leave()) return false;
  start(process);
  return true;
}

void World::note(const Origin& origin, const Error* error) {
  const std::string_view result = error == nullptr ? "done" : name_of(error->code);
  std::string line = std::string(store_->depth() > 0 ? "  meanwhile " : "") + std::string(origin.operation) +
                     " " + (origin.account ? origin.account->text() : std::string("everybody")) + ": " +
                     std::string(result);
  for (const char c : line) digest_ = (digest_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  static constexpr const char* actors[] = {"owner", "stranger", "thief", "editor", "host"};
  recent_.push_back(std::to_string(operations_) + " " + actors[static_cast<int>(origin.actor)] + " " +
                    std::move(line));
  if (recent_.size() > remembered_operations) recent_.pop_front();
  if (error == nullptr) return;
  const auto found = secrets_.find_in(error->message);
  findings_.expect(found.empty(), claims::no_secret, "in an error: " + std::string(found));
}

void World::submitted(const Change& change) {
  const auto look = [&](ByteView bytes, const char* where) {
    const auto found = secrets_.find_in(bytes);
    findings_.expect(found.empty(), claims::no_secret, std::string(where) + ": " + std::string(found));
  };
  look(change.bytes, "in a row");
  look(as_bytes(change.summary), "in a summary");
  look(as_bytes(change.row.name), "in a row's name");
  look(change.event_headers, "in an event's header");
  look(change.event_bodies, "in an event's body");
  for (const LookupKey& key : change.add_lookups) look(key.value, "in a lookup key");
  for (const OutboxRow& message : change.messages) look(message.sealed, "in a message");
}

std::vector<NoticeMessage> World::open_notices(const Change& change) {
  const EngineKeys keys(ring_->current());
  std::vector<NoticeMessage> notices;
  for (const OutboxRow& row : change.messages) {
    const auto opened = keys.open_message(tenant_, row.id, row.sealed);
    auto notice = opened ? decode_notice(opened->read(SecretAccess::grant())) : opened.error();
    if (!findings_.expect(notice.has_value(), claims::told, "a notice cannot be opened")) continue;
    undelivered_.emplace(row.id, notice->kind);
    notices.push_back(*std::move(notice));
  }
  return notices;
}

void World::stored(const Change& change, const Origin& origin) {
  Person* person = person_of(AccountId::parse(change.row.name).value());
  if (person == nullptr) return;
  const Row row{change.bytes, change.expected_version + 1, change.expected_version + 1, std::nullopt};
  auto document = open_account(tenant_, person->account, row, *ring_, now());
  if (!findings_.expect(document.has_value(), claims::nothing_lost, "what was stored cannot be read")) return;
  findings_.expect(change.expected_version == person->version, claims::nothing_lost,
                   "a commit went over one that was there already, during " + std::string(origin.operation));
  const auto notices = open_notices(change);
  const Transition step{person->document.get(), *document, origin, now(), policy(), notices};
  check_transition(step, findings_);
  if (is_revocation(step)) ++person->revocations;
  if (has_new_password(step)) person->account_guesses.clear();
  std::erase_if(person->ended_flows, [&](const auto& flow) { return flow.second <= now(); });
  const bool made = person->document == nullptr || person->document->incarnation != document->incarnation;
  if (has_new_password(step) || made) person->password = origin.new_password;
  if (made) welcome(*person, *document, origin);
  person->document = std::make_shared<const AccountDocument>(*std::move(document));
  person->version = change.expected_version + 1;
}

void World::welcome(Person& person, const AccountDocument& document, const Origin& origin) {
  person.apps.clear();
  person.account_guesses.clear();
  for (std::size_t i = 0; i < std::min(document.methods.size(), origin.imported.size()); ++i) {
    person.apps.push_back({document.methods[i].id, origin.imported[i]});
  }
}

void World::meanwhile() {
  if (others_) others_();
}

void World::altered_row_written(const RowKey& row) {
  if (row.kind == RowKind::account)
    findings_.add(claims::not_believed, "a decision was made on an altered row");
}

void World::deliver_notices() {
  const Timestamp end = now() + 1000 * std::chrono::hours(24);
  for (;;) {
    const auto claimed = truth_->claim(end, 100, std::chrono::minutes(1));
    if (!claimed || claimed->empty()) break;
    std::vector<Settlement> settled;
    for (const ClaimedMessage& message : *claimed) {
      const auto expected = undelivered_.find(message.message.id);
      if (findings_.expect(expected != undelivered_.end(), claims::told_truth,
                           "a notice of a change that was not stored")) {
        undelivered_.erase(expected);
      }
      settled.push_back({message.message.id, message.lease, std::nullopt});
      const EngineKeys keys(ring_->current());
      const auto opened = keys.open_message(tenant_, message.message.id, message.message.sealed);
      const auto notice = opened ? decode_notice(opened->read(SecretAccess::grant())) : opened.error();
      Person* person = notice ? person_of(notice->account) : nullptr;
      if (person != nullptr) person->report_tokens.push_back(notice->report_token);
    }
    (void)truth_->settle(settled);
  }
  const bool all = undelivered_.empty();
  findings_.expect(all, claims::told,
                   all ? "" : std::string(name_of(undelivered_.begin()->second)) + " is not in the outbox");
  for (Person& person : people_) {
    auto& tokens = person.report_tokens;
    if (tokens.size() > 8) tokens.erase(tokens.begin(), tokens.end() - 8);
  }
}

void World::verify_chains() {
  store_->calm(true);
  store_->land_all();
  for (const Person& person : people_) {
    if (!person.document || store_->is_altered(row_key(tenant_, person.account))) continue;
    const Origin origin{Actor::host, "verify_events", person.account};
    const auto verified = perform(
        origin, [&](Engine& engine) { return engine.accounts().verify_events(tenant_, person.account); });
    if (!findings_.expect(verified.has_value(), claims::chain_whole, "a chain cannot be read")) continue;
    const bool altered = store_->is_journal_altered(person.account);
    const auto& events = person.document->events;
    if (altered && events.head_sequence > events.anchor_sequence) {
      findings_.expect(!verified->fault.empty(), claims::not_believed, "an altered journal verifies");
    } else if (!altered) {
      findings_.expect(verified->fault.empty(), claims::chain_whole, verified->fault);
    }
    const auto row = truth_->load(row_key(tenant_, person.account));
    findings_.expect(row && row->version == person.version, claims::nothing_lost,
                     "the store does not have what was committed last");
  }
  store_->calm(false);
}

}  // namespace counterfoil::simulation
