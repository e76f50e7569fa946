#include <charconv>
#include <limits>
#include <new>
#include <span>

#include "base/out_of_memory.hpp"
#include "counterfoil/otp/base32.hpp"
#include "counterfoil/otp/otp_secret.hpp"
#include "counterfoil/otp/otpauth_uri.hpp"
#include "otp/otpauth_label.hpp"
#include "otp/otpauth_query.hpp"
#include "otp/percent_encoding.hpp"

namespace counterfoil {

namespace {

using detail::OtpauthQuery;

enum class CodeType { totp, hotp };

// The parts of a URI, still percent-encoded.
struct Parts {
  CodeType type{};
  std::string_view label;
  std::string_view query;
};

Error invalid(std::string message) {
  return {errc::invalid_uri, std::move(message)};
}

// Takes `expected`, in lower case, from the front of `text`, where it may be in any case.
bool take(std::string_view& text, std::string_view expected) noexcept {
  if (text.size() < expected.size()) return false;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != expected[i]) return false;
  }
  text.remove_prefix(expected.size());
  return true;
}

Result<Parts> take_apart(std::string_view text) {
  Parts parts;
  if (!take(text, "otpauth://")) return invalid("scheme: expected otpauth://");
  if (take(text, "totp/")) {
    parts.type = CodeType::totp;
  } else if (take(text, "hotp/")) {
    parts.type = CodeType::hotp;
  } else {
    return invalid("type: expected totp or hotp, then a slash and the label");
  }
  const std::size_t question = text.find('?');
  if (question == std::string_view::npos) return invalid("query: expected ? and the parameters");
  parts.label = text.substr(0, question);
  parts.query = text.substr(question + 1);
  return parts;
}

Result<std::uint64_t> parse_number(std::string_view text, const std::string& name, const char* range) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  if (fault != std::errc() || stopped != end || leading_zero) {
    return invalid(name + ": expected " + range + " in decimal digits, without sign or leading zero");
  }
  return number;
}

Result<SecretBytes> parse_secret(const OtpauthQuery& query, const OtpauthParsing& parsing) {
  if (!query.secret.has_value()) return invalid("secret: expected to be there");
  SecretBytes base32(query.secret->size());
  const auto size = detail::decode_query_value(*query.secret, "secret", base32.write(SecretAccess::grant()));
  if (!size) return size.error();
  base32.shrink(*size);
  auto secret = decode_base32(base32.read_text(SecretAccess::grant()));
  if (!secret) return secret;
  if (secret->empty() || secret->size() > max_otp_secret_size) {
    return Error(errc::invalid_key, "secret: expected 1 to 128 bytes");
  }
  if (secret->size() < min_otp_secret_size && !parsing.allow_short_secret) {
    return Error(errc::invalid_key, "secret: expected at least 128 bits (RFC 4226 section 4)");
  }
  return secret;
}

Result<std::string> parse_issuer(const OtpauthQuery& query, std::string prefix) {
  if (!query.issuer.has_value()) return prefix;
  std::string issuer(query.issuer->size(), '\0');
  const auto size =
      detail::decode_query_value(*query.issuer, "issuer", std::as_writable_bytes(std::span(issuer)));
  if (!size) return size.error();
  issuer.resize(*size);
  if (auto checked = detail::check_issuer(issuer, errc::invalid_uri); !checked)
    return std::move(checked).error();
  if (!prefix.empty() && prefix != issuer) {
    return invalid("issuer: expected the same before the account and as a parameter");
  }
  return issuer;
}

Result<OtpParameters> parse_parameters(const OtpauthQuery& query) {
  OtpAlgorithm algorithm = OtpAlgorithm::sha1;
  if (query.algorithm.has_value()) {
    const auto parsed = parse_otp_algorithm(*query.algorithm);
    if (!parsed) return invalid(parsed.error().message);
    algorithm = *parsed;
  }
  std::uint64_t digits = OtpParameters::min_digits;
  if (query.digits.has_value()) {
    const auto parsed = parse_number(*query.digits, "digits", "6 to 8");
    if (!parsed) return parsed.error();
    digits = *parsed;
  }
  if (digits > OtpParameters::max_digits) return invalid("digits: expected 6 to 8");
  const auto made = OtpParameters::make(algorithm, static_cast<unsigned>(digits));
  if (!made) return invalid(made.error().message);
  return *made;
}

Result<TotpParameters> parse_totp(const OtpauthQuery& query, const OtpParameters& code) {
  if (query.counter.has_value()) return invalid("counter: expected for hotp only");
  std::chrono::seconds period = TotpParameters().period();
  if (query.period.has_value()) {
    const auto parsed = parse_number(*query.period, "period", "15 to 300");
    if (!parsed) return parsed.error();
    const auto longest = static_cast<std::uint64_t>(TotpParameters::max_period.count());
    if (*parsed > longest) return invalid("period: expected 15 to 300 seconds");
    period = std::chrono::seconds(*parsed);
  }
  const auto made = TotpParameters::make(code, period);
  if (!made) return invalid(made.error().message);
  return *made;
}

Result<HotpStart> parse_hotp(const OtpauthQuery& query, const OtpParameters& code) {
  if (query.period.has_value()) return invalid("period: expected for totp only");
  if (!query.counter.has_value()) return invalid("counter: expected to be there for hotp");
  const auto counter = parse_number(*query.counter, "counter", "0 to 2^63 - 1");
  if (!counter) return counter.error();
  if (*counter > max_hotp_counter) return invalid("counter: expected 0 to 2^63 - 1");
  return HotpStart{code, *counter};
}

Result<OtpauthUri> parse(std::string_view text, const OtpauthParsing& parsing) {
  if (text.size() > max_otpauth_uri_size) {
    return Error(errc::too_long, "otpauth URI: expected at most 2048 bytes");
  }
  const auto parts = take_apart(text);
  if (!parts) return parts.error();
  auto label = detail::parse_label(parts->label);
  if (!label) return std::move(label).error();
  const auto query = detail::parse_query(parts->query);
  if (!query) return query.error();
  auto issuer = parse_issuer(*query, std::move(label->issuer));
  if (!issuer) return std::move(issuer).error();
  auto secret = parse_secret(*query, parsing);
  if (!secret) return std::move(secret).error();
  const auto code = parse_parameters(*query);
  if (!code) return code.error();

  OtpauthUri uri{std::move(*issuer), std::move(label->account), std::move(*secret), {}};
  if (parts->type == CodeType::totp) {
    const auto totp = parse_totp(*query, *code);
    if (!totp) return totp.error();
    uri.codes = *totp;
  } else {
    const auto hotp = parse_hotp(*query, *code);
    if (!hotp) return hotp.error();
    uri.codes = *hotp;
  }
  return uri;
}

}  // namespace

Result<OtpauthUri> parse_otpauth_uri(std::string_view text, const OtpauthParsing& parsing) try {
  return parse(text, parsing);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
