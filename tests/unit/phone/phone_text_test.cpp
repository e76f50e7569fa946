#include "phone/phone_text.hpp"

#include <string>

#include "phone/phone_symbol.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using counterfoil::detail::next_phone_symbol;
using counterfoil::detail::PhoneSymbolKind;
using counterfoil::detail::read_phone_text;

TEST_CASE("what is left of typed text is a plus, digits and the extension's digits") {
  struct Row {
    const char* text;
    const char* number;
    const char* extension;
  };
  for (const Row& row :
       {Row{"+44 (0)20 7946-0018", "+4402079460018", ""}, Row{"020.7946/0018 x12", "02079460018", "12"},
        Row{"tel:+1-212-555-0142;ext=007", "+12125550142", "007"}, Row{"(1)", "1", ""},
        Row{"１２３　４５６ #７", "123456", "7"}, Row{"٠٢٠ ٧٩٤٦", "0207946", ""}}) {
    INFO(row.text);
    const auto typed = read_phone_text(row.text);
    REQUIRE(typed);
    CHECK(typed->number == row.number);
    CHECK(typed->extension == row.extension);
    CHECK(typed->is_international() == (row.number[0] == '+'));
  }
}

TEST_CASE("every byte below 128 has one meaning in a number") {
  for (int c = 0; c < 128; ++c) {
    const std::string text(1, static_cast<char>(c));
    INFO(c);
    std::size_t position = 0;
    const auto symbol = next_phone_symbol(text, position);
    CHECK(position == 1);
    if (c >= '0' && c <= '9') {
      CHECK(symbol.kind == PhoneSymbolKind::digit);
      CHECK(symbol.digit == c);
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      CHECK(symbol.kind == PhoneSymbolKind::letter);
    } else if (c < 32 || c == 127) {
      CHECK(symbol.kind == PhoneSymbolKind::invisible);
    } else if (c == '+') {
      CHECK(symbol.kind == PhoneSymbolKind::plus);
    } else if (std::string(" -./()").find(static_cast<char>(c)) != std::string::npos) {
      CHECK(symbol.kind == PhoneSymbolKind::separator);
    } else {
      CHECK(symbol.kind == PhoneSymbolKind::other);
    }
  }
}

TEST_CASE("a byte that begins no UTF-8 sequence is malformed, and reading goes on behind it") {
  for (int c = 0x80; c < 0x100; ++c) {
    const std::string text = std::string(1, static_cast<char>(c)) + "7";
    std::size_t position = 0;
    CHECK(next_phone_symbol(text, position).kind == PhoneSymbolKind::malformed);
    CHECK(position == 1);
  }
}
