#include "counterfoil/device/phone.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "base/out_of_memory.hpp"
#include "counterfoil/protocol/registration_link.hpp"
#include "device/account_access.hpp"

namespace counterfoil::device {

using detail::out_of_memory;

Phone::Phone(std::shared_ptr<Entropy> entropy)
    : state_(std::make_unique<PhoneState>(PhoneState{std::move(entropy)})) {}

Phone::Phone(Phone&&) noexcept = default;
Phone& Phone::operator=(Phone&&) noexcept = default;
Phone::~Phone() = default;

Result<Phone> Phone::restore(const SecretBytes& saved, std::shared_ptr<Entropy> entropy) try {
  auto accounts = read_accounts(saved);
  if (!accounts) return std::move(accounts).error();
  Phone phone(std::move(entropy));
  phone.state_->accounts = *std::move(accounts);
  return phone;
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<SecretBytes> Phone::save() const try {
  return write_accounts(state_->accounts);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

std::vector<AccountView> Phone::accounts() const {
  std::vector<AccountView> views;
  for (const Account& account : state_->accounts) views.push_back(view_of(account));
  return views;
}

Result<AccountView> Phone::account(const LocalId& id) const try {
  const auto account = find_account(*state_, id);
  if (!account) return account.error();
  return view_of(**account);
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<void> Phone::forget(const LocalId& id) {
  std::erase_if(state_->accounts, [&](const Account& account) { return account.id == id; });
  return {};
}

Result<LocalId> Phone::scan(std::string_view link, SignatureAlgorithm algorithm) try {
  const auto read = protocol::RegistrationLink::parse(link);
  if (!read) return read.error();
  if (state_->accounts.size() >= max_accounts) {
    return Error(errc::limit_reached, "accounts: expected at most 100 on a phone");
  }
  const auto id = random_id<LocalId>(*state_->entropy);
  if (!id) return id.error();
  auto key = SigningKey::generate(algorithm, *state_->entropy);
  if (!key) return std::move(key).error();
  Account account{*id, read->endpoint(), *std::move(key)};
  account.code = read->code();
  state_->accounts.push_back(std::move(account));
  return *id;
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

Result<CurrentCode> Phone::code(const LocalId& id, Timestamp now) const try {
  const auto account = find_registered(*state_, id);
  if (!account) return account.error();
  const Timestamp time = (*account)->server_time(now);
  auto digits = generate_totp((*account)->totp_secret, (*account)->totp, time);
  if (!digits) return std::move(digits).error();
  const Duration period = (*account)->totp.period();
  return CurrentCode{*std::move(digits), period - time.time_since_epoch() % period};
} catch (const std::bad_alloc&) {
  return out_of_memory();
}

}  // namespace counterfoil::device
