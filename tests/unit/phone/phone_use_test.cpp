#include "counterfoil/phone/phone_use.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "phone_support.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using counterfoil::testing::phone_number;
using counterfoil::testing::region;

namespace {

using Refused = std::optional<PhoneUseRefusal>;

void check_unusable(const std::vector<const char*>& texts, PhoneKind kind, PhoneUseRefusal reason) {
  for (const char* text : texts) {
    INFO(text);
    const PhoneNumber number = phone_number(text);
    CHECK(number.kind() == kind);
    CHECK(number.refusal(PhoneUse::sms) == Refused(reason));
    CHECK(number.refusal(PhoneUse::voice) == Refused(reason));
  }
}

void check_usable(const std::vector<const char*>& texts) {
  for (const char* text : texts) {
    INFO(text);
    const PhoneNumber number = phone_number(text);
    CHECK(number.refusal(PhoneUse::sms) == std::nullopt);
    CHECK(number.refusal(PhoneUse::voice) == std::nullopt);
    CHECK(number.check_use(PhoneUse::sms).has_value());
  }
}

constexpr PhoneUsePolicy all_allowed{true, true, true};

}  // namespace

TEST_CASE("mobiles get text messages and calls, also where the plan does not tell them from landlines") {
  check_usable({"+44 7400 123456", "+33 6 12 34 56 78", "+1 212 555 0142", "+91 81234 56789"});
}

TEST_CASE("[E87] a personal number of the United Kingdom (070) is not a mobile") {
  check_unusable({"+44 70 1234 5678", "+44 7012 345678"}, PhoneKind::personal, PhoneUseRefusal::personal);
}

TEST_CASE("[E87] pagers (076) are refused, but 07624 is a mobile of the Isle of Man") {
  check_unusable({"+44 7640 123456", "+44 7699 123456"}, PhoneKind::pager, PhoneUseRefusal::pager);
  check_usable({"+44 7624 123456", "+44 7624 000000", "+44 7624 999999"});
  CHECK(phone_number("+44 7624 123456").kind() == PhoneKind::mobile);
  CHECK(phone_number("+44 7624 123456").region() == region("IM"));
}

TEST_CASE("[E88] numbers that the caller pays for are refused in every plan") {
  check_unusable({"+44 845 123 4567", "+44 844 123 4567", "+44 871 234 5678", "+44 870 123 4567",
                  "+44 901 234 5678", "+44 909 879 0123", "+1 900 234 5678", "+33 891 12 34 56",
                  "+49 900 1 234567", "+61 1900 654 321", "+39 892 123"},
                 PhoneKind::premium_rate, PhoneUseRefusal::premium_rate);
  check_unusable({"+49 180 1 23456"}, PhoneKind::shared_cost, PhoneUseRefusal::shared_cost);
}

TEST_CASE("[E88] freephone, company and mailbox numbers are refused") {
  check_unusable({"+44 800 123 4567", "+1 800 234 5678"}, PhoneKind::toll_free, PhoneUseRefusal::toll_free);
  check_unusable({"+44 300 123 4567", "+44 55 1234 5678"}, PhoneKind::company, PhoneUseRefusal::company);
  check_unusable({"+49 177 99 1234567"}, PhoneKind::voicemail, PhoneUseRefusal::voicemail);
}

TEST_CASE("[E89] the Isle of Man, Jersey and Guernsey are countries of their own") {
  struct Row {
    const char* text;
    const char* code;
  };
  for (const Row& row :
       {Row{"+44 7400 123456", "GB"}, Row{"+44 1624 756789", "IM"}, Row{"+44 7524 123456", "IM"},
        Row{"+44 7457 612345", "IM"}, Row{"+44 7924 123456", "IM"}, Row{"+44 1534 456789", "JE"},
        Row{"+44 7700 312345", "JE"}, Row{"+44 7937 123456", "JE"}, Row{"+44 1481 256789", "GG"},
        Row{"+44 7911 123456", "GG"}, Row{"+44 7839 123456", "GG"}, Row{"+44 7912 123456", "GB"}}) {
    INFO(row.text);
    const PhoneNumber number = phone_number(row.text);
    CHECK(number.region() == region(row.code));
    CHECK(number.calling_code() == 44);
    // Whichever of the four is chosen beside the field, the number keeps its own.
    for (const char* chosen : {"GB", "IM", "JE", "GG"}) {
      CHECK(phone_number("0" + std::string(number.national_number()), region(chosen)) == number);
    }
  }
}

TEST_CASE("[E91] a landline gets calls only") {
  for (const char* text : {"+44 20 7946 0018", "+33 1 23 45 67 89", "+49 30 123456"}) {
    const PhoneNumber number = phone_number(text);
    CHECK(number.kind() == PhoneKind::fixed_line);
    CHECK(number.refusal(PhoneUse::sms) == Refused(PhoneUseRefusal::landline));
    CHECK(number.refusal(PhoneUse::voice) == std::nullopt);
  }
}

TEST_CASE("[E85] an extension never gets text messages, and calls only where the policy allows them") {
  for (const char* text : {"+44 20 7946 0018 x123", "+44 7400 123456;ext=1", "+1 212 555 0142 ext. 9"}) {
    INFO(text);
    const PhoneNumber number = phone_number(text);
    CHECK(number.refusal(PhoneUse::sms).has_value());
    CHECK(number.refusal(PhoneUse::sms, all_allowed).has_value());
    CHECK(number.refusal(PhoneUse::voice) == std::nullopt);
    PhoneUsePolicy direct_only;
    direct_only.voice_to_extensions = false;
    CHECK(number.refusal(PhoneUse::voice, direct_only) == Refused(PhoneUseRefusal::extension));
  }
  CHECK(phone_number("+44 7400 123456 x1").refusal(PhoneUse::sms) == Refused(PhoneUseRefusal::extension));
  CHECK(phone_number("+44 901 234 5678 x1").refusal(PhoneUse::voice, all_allowed) ==
        Refused(PhoneUseRefusal::premium_rate));
}

TEST_CASE("internet telephony is refused unless the policy allows it") {
  check_unusable({"+44 56 1234 5678", "+33 9 12 34 56 78"}, PhoneKind::voip, PhoneUseRefusal::voip);
  PhoneUsePolicy policy;
  policy.voip = true;
  CHECK(phone_number("+44 56 1234 5678").refusal(PhoneUse::voice, policy) == std::nullopt);
}

TEST_CASE("[E92] fictional numbers are used like real ones and known by a flag") {
  struct Row {
    const char* text;
    PhoneKind kind;
    const char* code;
  };
  for (const Row& row :
       {Row{"+44 7700 900000", PhoneKind::mobile, "GB"}, Row{"+44 7700 900999", PhoneKind::mobile, "GB"},
        Row{"+44 1632 960123", PhoneKind::fixed_line, "GB"},
        Row{"+44 20 7946 0000", PhoneKind::fixed_line, "GB"},
        Row{"+44 191 498 0999", PhoneKind::fixed_line, "GB"},
        Row{"+44 808 157 0123", PhoneKind::toll_free, "GB"},
        Row{"+44 909 879 0123", PhoneKind::premium_rate, "GB"},
        Row{"+44 306 999 0123", PhoneKind::company, "GB"},
        Row{"+1 212 555 0100", PhoneKind::fixed_line_or_mobile, "US"},
        Row{"+1 416 555 0199", PhoneKind::fixed_line_or_mobile, "CA"},
        Row{"+1 555 555 0123", PhoneKind::fixed_line_or_mobile, "US"}}) {
    INFO(row.text);
    const PhoneNumber number = phone_number(row.text);
    CHECK(number.is_fictional());
    CHECK(number.kind() == row.kind);
    CHECK(number.region() == region(row.code));
    CHECK(PhoneNumber::from_e164(number.e164()).value() == number);
  }
  check_usable({"+44 7700 900123", "+1 202 555 0123"});
  CHECK(phone_number("07700 900461", region("GB")).display() == "+44 7700 900461");
}

TEST_CASE("[E92] the numbers around a fictional range are not fictional") {
  for (const char* text :
       {"+44 7701 900123", "+44 7400 123456", "+44 20 7946 1000", "+44 20 7945 9999", "+44 113 496 1000",
        "+1 212 555 0099", "+1 212 555 0200", "+1 212 554 0123", "+33 6 12 34 56 78"}) {
    INFO(text);
    CHECK_FALSE(phone_number(text).is_fictional());
  }
  for (const char* text : {"+44 7700 901000", "+44 1632 961000", "+44 7700 90012", "+1 555 555 0200"}) {
    INFO(text);
    CHECK_FALSE(PhoneNumber::parse(text).has_value());
  }
}

TEST_CASE("[E94] satellite and international networks are refused by default") {
  check_unusable({"+881 612 345 678", "+882 34 21234", "+883 510 012 345", "+870 301 234 567"},
                 PhoneKind::global_network, PhoneUseRefusal::global_network);
  PhoneUsePolicy policy;
  policy.global_networks = true;
  CHECK(phone_number("+881 612 345 678").refusal(PhoneUse::sms, policy) == std::nullopt);
}

TEST_CASE("[E94] global services are refused whatever the policy says, and have no region") {
  check_unusable(
      {"+979 1 2345 6789", "+800 1234 5678", "+808 1234 5678", "+878 10 12345 67890", "+888 123 456 78901"},
      PhoneKind::global_service, PhoneUseRefusal::global_service);
  for (const char* text : {"+979 1 2345 6789", "+800 1234 5678", "+881 612 345 678"}) {
    CHECK(phone_number(text).region() == std::nullopt);
  }
  CHECK(phone_number("+979 1 2345 6789").refusal(PhoneUse::voice, all_allowed).has_value());
}

TEST_CASE("every refusal and kind has a name, and every refusal a sentence of its own with a way out") {
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  for (int i = 0; i <= static_cast<int>(PhoneUseRefusal::global_service); ++i) {
    const auto refusal = static_cast<PhoneUseRefusal>(i);
    INFO(name_of(refusal));
    CHECK(names.insert(name_of(refusal)).second);
    const std::string sentence(explain(refusal));
    CHECK(sentences.insert(explain(refusal)).second);
    CHECK(sentence.find("give ") != std::string::npos);
    CHECK(sentence.back() == '.');
  }
  CHECK(names.count("unknown") == 0);
  names.clear();
  for (int i = 0; i <= static_cast<int>(PhoneKind::global_service); ++i) {
    CHECK(names.insert(name_of(static_cast<PhoneKind>(i))).second);
  }
  CHECK(names.count("unknown") == 0);
  CHECK(name_of(static_cast<PhoneKind>(200)) == "unknown");
  CHECK(name_of(static_cast<PhoneUseRefusal>(200)) == "unknown");
  CHECK_FALSE(explain(static_cast<PhoneUseRefusal>(200)).empty());
}

TEST_CASE("an unusable number is an error of its own, with the sentence of its reason") {
  const auto checked = phone_number("+44 20 7946 0018").check_use(PhoneUse::sms);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code == errc::phone_number_unusable);
  CHECK(checked.error().message.find(explain(PhoneUseRefusal::landline)) != std::string::npos);
}
