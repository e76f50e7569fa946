#include "durability/story.hpp"

#include <utility>

#include "counterfoil/otp/base32.hpp"
#include "counterfoil/otp/totp.hpp"
#include "durability/noted_store.hpp"
#include "support/fake_entropy.hpp"

namespace counterfoil::testing {

namespace {

const AccountId& ada() {
  static const AccountId id = AccountId::parse("ada").value();
  return id;
}

const AccountId& bob() {
  static const AccountId id = AccountId::parse("bob").value();
  return id;
}

// The log is copied into the database, and starts again, several times in a story.
constexpr std::uint32_t pages_between_checkpoints = 8;

// Nobody is in the way, so that only a commit whose outcome stays unknown reaches it.
constexpr const char* shortest_deadline = "100ms";

template <class T>
Result<void> without_value(const Result<T>& result) {
  if (!result) return result.error();
  return {};
}

}  // namespace

Story::Story(std::string folder, Options options)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      entropy_(std::make_shared<SeededEntropy>(20'261'124)),
      now_(time_of(0)) {}

const std::vector<Story::Operation>& Story::operations() {
  static const std::vector<Operation> all{{"open", &Story::open},
                                          {"create", &Story::create},
                                          {"sign in", &Story::sign_in, true},
                                          {"make recovery codes", &Story::make_recovery_codes},
                                          {"rename", &Story::rename},
                                          {"type a wrong code", &Story::type_wrong_code},
                                          {"redeem a recovery code", &Story::redeem_recovery_code},
                                          {"open again", &Story::open},
                                          {"set the privilege", &Story::set_privilege},
                                          {"sign in again", &Story::sign_in, true},
                                          {"add a second app", &Story::add_second_app},
                                          {"set usernames", &Story::set_usernames},
                                          {"deliver", &Story::deliver},
                                          {"sign out everywhere", &Story::sign_out_everywhere},
                                          {"create another", &Story::create_another},
                                          {"remove another", &Story::remove_another},
                                          {"sign in for the last time", &Story::sign_in, true},
                                          {"prune", &Story::prune}};
  return all;
}

Timestamp Story::time_of(std::size_t index) {
  return FakeClock().now().value() + static_cast<std::int64_t>(index) * std::chrono::seconds(30);
}

Result<void> Story::run(std::size_t index) {
  now_ = time_of(index);
  if (installation_) installation_->clock->set(now_);
  return (this->*operations().at(index).run)();
}

Result<void> Story::open() {
  installation_.reset();
  InstallationOptions options;
  options.vfs = options_.vfs;
  options.entropy = entropy_;
  options.checkpoint_pages = pages_between_checkpoints;
  options.deadline = shortest_deadline;
  options.around = [this](std::shared_ptr<Store> store) -> std::shared_ptr<Store> {
    return std::make_shared<NotedStore>(std::move(store), [this] {
      if (options_.stored) options_.stored();
    });
  };
  installation_.emplace(folder_, options);
  installation_->clock->set(now_);
  return {};
}

Result<void> Story::create() {
  return installation_->create("ada");
}

Result<void> Story::sign_in() {
  const auto waiting = installation_->second_step("ada");
  if (!waiting) return waiting.error();
  if (!code_app_) code_app_ = code_app_of(*waiting);
  return keep(installation_->answer(*waiting, CodeProof{*code_app_, installation_->code()}));
}

Result<void> Story::make_recovery_codes() {
  auto made = installation_->security_info().new_recovery_codes(caller());
  if (made) recovery_code_ = made->codes.front();
  return without_value(made);
}

Result<void> Story::rename() {
  return installation_->security_info().rename(caller(), code_app_.value(), "Old phone");
}

Result<void> Story::type_wrong_code() {
  const auto waiting = installation_->second_step("ada");
  if (!waiting) return waiting.error();
  const auto refused =
      installation_->answer(*waiting, CodeProof{code_app_.value(), installation_->wrong_code(0)});
  if (!refused && refused.error().code == errc::code_mismatch) return {};
  return without_value(refused);
}

Result<void> Story::redeem_recovery_code() {
  const auto waiting = installation_->second_step("ada");
  if (!waiting) return waiting.error();
  return keep(installation_->answer(*waiting, RecoveryCodeProof{recovery_code_.value()}));
}

Result<void> Story::set_privilege() {
  return installation_->accounts().set_privilege(installation_->tenant, ada(), 2);
}

Result<void> Story::add_second_app() {
  auto page = installation_->security_info();
  const auto begun = page.begin_totp(caller(), "Tablet");
  if (!begun) return begun.error();
  const SecretBytes secret = decode_base32(begun->secret_text.read_text(SecretAccess::grant())).value();
  const std::string code = generate_totp(secret, TotpParameters(), now_).value();
  return keep(page.confirm_totp(caller(), begun->id, SecretBytes(std::string_view(code))));
}

Result<void> Story::set_usernames() {
  return installation_->accounts().set_usernames(installation_->tenant, ada(),
                                                 {"ada@example.ac.uk", "lovelace@example.ac.uk"});
}

// The first half is sent, the rest waits for its lease to end.
Result<void> Story::deliver() {
  const auto claimed = installation_->store().claim(now_, 4, std::chrono::minutes(1));
  if (!claimed) return claimed.error();
  std::vector<Settlement> settlements;
  for (std::size_t i = 0; i < claimed->size() / 2; ++i) {
    settlements.push_back({(*claimed)[i].message.id, (*claimed)[i].lease});
  }
  return installation_->store().settle(settlements);
}

Result<void> Story::sign_out_everywhere() {
  return keep(installation_->security_info().sign_out_everywhere(caller()));
}

Result<void> Story::create_another() {
  return installation_->create("bob");
}

Result<void> Story::remove_another() {
  return installation_->accounts().remove(installation_->tenant, bob());
}

// Two steps, like a removal: the anchor, then the rows behind it.
Result<void> Story::prune() {
  installation_->clock->advance(std::chrono::hours(24 * 500));
  return without_value(installation_->accounts().prune_events(installation_->tenant, ada()));
}

Result<void> Story::keep(Result<SignInOutcome> outcome) {
  if (!outcome) return std::move(outcome).error();
  assurance_ = std::get<SignedIn>(*outcome).assurance;
  return {};
}

Result<void> Story::keep(Result<Changed> changed) {
  if (!changed) return std::move(changed).error();
  if (changed->assurance) assurance_ = *changed->assurance;
  return {};
}

Caller Story::caller() const {
  return {installation_->tenant, assurance_, Installation::session()};
}

}  // namespace counterfoil::testing
