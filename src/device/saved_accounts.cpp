#include <algorithm>
#include <array>
#include <cstring>

#include "counterfoil/otp/otp_secret.hpp"
#include "counterfoil/protocol/registration_link.hpp"
#include "device/phone_state.hpp"
#include "device/secret_fields.hpp"

namespace counterfoil::device {

namespace {

constexpr std::string_view magic = "CFPHONE";
constexpr std::uint64_t format = 1;

Error damaged() {
  return {errc::document_damaged, "saved: expected what save() gave"};
}

void write_account(SecretFieldWriter& out, const Account& account) {
  out.bytes(account.id.bytes());
  out.text(account.endpoint.url());
  out.number(static_cast<std::uint64_t>(account.key.public_key().algorithm()));
  out.secret(account.key.secret());
  out.secret(account.next_key ? account.next_key->secret() : SecretBytes());
  out.secret(account.code);
  out.text(account.issuer);
  out.text(account.label);
  out.number(static_cast<std::uint64_t>(account.state));
  out.secret(account.totp_secret);
  out.number(static_cast<std::uint64_t>(account.totp.code().algorithm()));
  out.number(account.totp.code().digits());
  out.number(static_cast<std::uint64_t>(account.totp.period().count()));
  out.number(account.counter);
  out.number(static_cast<std::uint64_t>(account.clock_offset.count()));
  out.number(account.is_clock_just_learnt ? 1 : 0);
}

Result<Account> read_key_and_endpoint(SecretFieldReader& in) {
  const SecretBytes id_bytes = in.secret();
  const std::string url = in.text();
  const std::uint64_t algorithm = in.number();
  const SecretBytes secret = in.secret();
  const SecretBytes next_secret = in.secret();
  std::array<std::byte, LocalId::size> id{};
  if (id_bytes.size() != id.size() || algorithm > 1) return damaged();
  std::ranges::copy(id_bytes.read(SecretAccess::grant()), id.begin());
  auto endpoint = protocol::DeviceEndpoint::parse(url);
  if (!endpoint) return damaged();
  auto key = SigningKey::from_secret(static_cast<SignatureAlgorithm>(algorithm), secret);
  if (!key) return damaged();
  Account account{LocalId(id), *std::move(endpoint), *std::move(key)};
  if (!next_secret.empty()) {
    auto next = SigningKey::from_secret(static_cast<SignatureAlgorithm>(algorithm), next_secret);
    if (!next) return damaged();
    account.next_key = *std::move(next);
  }
  return account;
}

Result<TotpParameters> read_totp(SecretFieldReader& in) {
  const auto algorithm = static_cast<OtpAlgorithm>(std::min<std::uint64_t>(in.number(), 255));
  const auto digits = static_cast<unsigned>(std::min<std::uint64_t>(in.number(), 99));
  const std::chrono::seconds period(std::min<std::uint64_t>(in.number(), 9999));
  const auto code = OtpParameters::make(algorithm, digits);
  return code ? TotpParameters::make(*code, period) : Result<TotpParameters>(code.error());
}

/// Whether the account could have come about: not registered with its code, or registered with its secret.
bool is_consistent(const Account& account) noexcept {
  const std::size_t code = account.code.size();
  const std::size_t secret = account.totp_secret.size();
  if (secret == 0) {
    return code >= protocol::RegistrationLink::min_code_size &&
           code <= protocol::RegistrationLink::max_code_size;
  }
  return code == 0 && secret >= min_otp_secret_size && secret <= max_otp_secret_size &&
         account.is_previewed();
}

Result<Account> read_account(SecretFieldReader& in) {
  auto account = read_key_and_endpoint(in);
  if (!account) return account;
  account->code = in.secret();
  account->issuer = in.text();
  account->label = in.text();
  account->state = static_cast<protocol::AccountState>(std::min<std::uint64_t>(in.number(), 255));
  account->totp_secret = in.secret();
  const auto totp = read_totp(in);
  account->counter = in.number();
  account->clock_offset = Duration(static_cast<std::int64_t>(in.number()));
  account->is_clock_just_learnt = in.number() != 0;
  if (!in.is_good() || !totp || !is_consistent(*account) || name_of(account->state).empty()) return damaged();
  account->totp = *totp;
  return account;
}

}  // namespace

SecretBytes write_accounts(const std::vector<Account>& accounts) {
  SecretFieldWriter out;
  out.text(magic);
  out.number(format);
  out.number(accounts.size());
  for (const Account& account : accounts) write_account(out, account);
  return out.finish();
}

Result<std::vector<Account>> read_accounts(const SecretBytes& saved) {
  SecretFieldReader in(saved);
  if (in.text() != magic) return damaged();
  if (in.number() > format) return Error(errc::schema_too_new, "saved: expected the format of this version");
  const std::uint64_t count = in.number();
  if (!in.is_good() || count > Phone::max_accounts) return damaged();
  std::vector<Account> accounts;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto account = read_account(in);
    if (!account) return std::move(account).error();
    accounts.push_back(*std::move(account));
  }
  if (!in.is_at_end()) return damaged();
  return accounts;
}

}  // namespace counterfoil::device
