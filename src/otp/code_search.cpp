#include "otp/code_search.hpp"

#include "counterfoil/otp/otp_secret.hpp"
#include "otp/counter_hmac.hpp"

namespace counterfoil::detail {

namespace {

Result<void> check_size(const SecretBytes& secret) {
  if (!secret.empty() && secret.size() <= max_otp_secret_size) return {};
  return Error(errc::invalid_key, "secret: expected 1 to 128 bytes");
}

// Calls visit(counter, digits of its code) for each counter of the range.
template <class Visit>
void for_each_code(const SecretBytes& secret, OtpAlgorithm algorithm, const CounterRange& range,
                   Visit visit) {
  CounterHmac hmac(algorithm, secret.read(SecretAccess::grant()));
  const std::size_t size = hmac_size(algorithm);
  CounterHmac::Digest digest{};
  for (unsigned i = 0; i < range.count; ++i) {
    const std::uint64_t counter = range.first + i;
    hmac.digest(counter, digest);
    visit(counter, digits_of(truncate(digest, size)));
  }
  wipe(digest.data(), digest.size());
}

}  // namespace

Result<CodeDigits> code_at(const SecretBytes& secret, const OtpParameters& parameters,
                           std::uint64_t counter) {
  if (auto checked = check_size(secret); !checked) return std::move(checked).error();
  CodeDigits code = 0;
  const auto keep = [&](std::uint64_t /*counter*/, CodeDigits digits) { code = digits; };
  for_each_code(secret, parameters.algorithm(), {counter, 1}, keep);
  return code & digit_mask(parameters.digits());
}

Result<CodeMatch> find_code(const SecretBytes& secret, const OtpParameters& parameters, CodeDigits code,
                            const CounterRange& range) {
  if (auto checked = check_size(secret); !checked) return std::move(checked).error();
  const CodeDigits mask = digit_mask(parameters.digits());
  CodeMatch match;
  const auto compare = [&](std::uint64_t counter, CodeDigits digits) {
    const std::uint64_t same = mask_if_zero((digits ^ code) & mask);
    match.found |= same;
    match.counter = select(same, counter, match.counter);
  };
  for_each_code(secret, parameters.algorithm(), range, compare);
  return match;
}

Result<CodeMatch> find_successive_codes(const SecretBytes& secret, const OtpParameters& parameters,
                                        CodeDigits first, CodeDigits second, const CounterRange& range) {
  if (auto checked = check_size(secret); !checked) return std::move(checked).error();
  const CodeDigits mask = digit_mask(parameters.digits());
  CodeMatch match;
  std::uint64_t first_was_before = 0;
  const auto compare = [&](std::uint64_t counter, CodeDigits digits) {
    const std::uint64_t same = first_was_before & mask_if_zero((digits ^ second) & mask);
    match.found |= same;
    match.counter = select(same, counter, match.counter);
    first_was_before = mask_if_zero((digits ^ first) & mask);
  };
  for_each_code(secret, parameters.algorithm(), range, compare);
  return match;
}

}  // namespace counterfoil::detail
