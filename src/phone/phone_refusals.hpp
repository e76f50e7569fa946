#pragma once

#include "counterfoil/base/error.hpp"

/// What a person is told whose number no numbering plan has.
namespace counterfoil::detail {

inline Error unknown_country_code() {
  return {errc::invalid_phone_number,
          "phone number: no country has this country code; expected + and a country code in use"};
}

inline Error too_few_digits() {
  return {errc::invalid_phone_number,
          "phone number: it has too few digits for its country; expected the whole number with its area "
          "code, and "
          "no emergency or short number"};
}

inline Error too_many_digits() {
  return {errc::invalid_phone_number,
          "phone number: it has too many digits for its country; check it digit by digit"};
}

inline Error unused_digit_count() {
  return {errc::invalid_phone_number,
          "phone number: no number of its country has this many digits; check it digit by digit"};
}

inline Error no_such_number() {
  return {errc::invalid_phone_number,
          "phone number: its country has no such number; check the digits, the area code and the country"};
}

}  // namespace counterfoil::detail
