#include <cstring>
#include <new>
#include <string>

#include "base/out_of_memory.hpp"
#include "counterfoil/otp/base32.hpp"
#include "counterfoil/otp/otp_secret.hpp"
#include "counterfoil/otp/otpauth_uri.hpp"
#include "otp/otpauth_label.hpp"
#include "otp/percent_encoding.hpp"

namespace counterfoil {

namespace {

// Text that grows inside secret memory. The longest URI of valid fields is shorter than the room there is.
class SecretText {
 public:
  void append(std::string_view text) {
    std::memcpy(text_.write(SecretAccess::grant()).data() + size_, text.data(), text.size());
    size_ += text.size();
  }

  // Percent-encodes all but what may stand for itself, and the at sign that account names have.
  void append_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
      if (detail::is_unreserved(c) || c == '@') {
        append({&c, 1});
      } else {
        const auto byte = static_cast<unsigned char>(c);
        const char escape[] = {'%', digits[byte >> 4], digits[byte & 15]};
        append({escape, sizeof escape});
      }
    }
  }

  SecretBytes take() && {
    text_.shrink(size_);
    return std::move(text_);
  }

 private:
  SecretBytes text_{max_otpauth_uri_size};
  std::size_t size_ = 0;
};

constexpr std::size_t longest_uri = std::string_view("otpauth://totp/").size() +
                                    3 * (2 * max_otpauth_issuer_size + 1 + max_otpauth_account_size) +
                                    (max_otp_secret_size * 8 + 4) / 5 +
                                    std::string_view(
                                        "?secret=&issuer=&algorithm=SHA512&digits=8"
                                        "&counter=9223372036854775807")
                                        .size();
static_assert(longest_uri <= max_otpauth_uri_size);

Result<void> check(const OtpauthUri& uri) {
  if (auto checked = detail::check_issuer(uri.issuer, errc::invalid_argument); !checked) return checked;
  if (auto checked = detail::check_account(uri.account, errc::invalid_argument); !checked) return checked;
  if (uri.secret.empty() || uri.secret.size() > max_otp_secret_size) {
    return Error(errc::invalid_key, "secret: expected 1 to 128 bytes");
  }
  const auto* hotp = std::get_if<HotpStart>(&uri.codes);
  if (hotp != nullptr && hotp->counter > max_hotp_counter) {
    return Error(errc::invalid_argument, "counter: expected at most 2^63 - 1");
  }
  return {};
}

void append_code_parameters(SecretText& text, const OtpParameters& code) {
  text.append("&algorithm=");
  text.append(name_of(code.algorithm()));
  text.append("&digits=");
  text.append(std::to_string(code.digits()));
}

Result<SecretBytes> write(const OtpauthUri& uri) {
  if (auto checked = check(uri); !checked) return std::move(checked).error();
  auto base32 = encode_base32(uri.secret);
  if (!base32) return base32;
  const auto* totp = std::get_if<TotpParameters>(&uri.codes);
  const auto* hotp = std::get_if<HotpStart>(&uri.codes);

  SecretText text;
  text.append(totp != nullptr ? "otpauth://totp/" : "otpauth://hotp/");
  if (!uri.issuer.empty()) {
    text.append_encoded(uri.issuer);
    text.append(":");
  }
  text.append_encoded(uri.account);
  text.append("?secret=");
  text.append(base32->read_text(SecretAccess::grant()));
  if (!uri.issuer.empty()) {
    text.append("&issuer=");
    text.append_encoded(uri.issuer);
  }
  if (totp != nullptr) {
    append_code_parameters(text, totp->code());
    text.append("&period=");
    text.append(std::to_string(totp->period().count()));
  } else if (hotp != nullptr) {
    append_code_parameters(text, hotp->parameters);
    text.append("&counter=");
    text.append(std::to_string(hotp->counter));
  }
  return std::move(text).take();
}

}  // namespace

Result<SecretBytes> write_otpauth_uri(const OtpauthUri& uri) try {
  return write(uri);
} catch (const std::bad_alloc&) {
  return detail::out_of_memory();
}

}  // namespace counterfoil
