#include "codec/notice_codec.hpp"

#include "support/catch.hpp"
#include "support/enumerators.hpp"

using namespace counterfoil;

TEST_CASE("a notice of every kind is read as it was written") {
  const auto kinds = testing::enumerators_of("include/counterfoil/model/notice.hpp", "NoticeKind");
  REQUIRE(kinds.size() >= 19);
  for (const auto& [name, number] : kinds) {
    CAPTURE(name);
    const NoticeMessage notice{static_cast<NoticeKind>(number),
                               AccountId::parse("ada").value(),
                               SecretBytes(std::string_view("ada@home.example")),
                               "Phone",
                               {"Library catalogue", "Bristol", "Firefox on Linux"},
                               from_unix_seconds(1'800'000'000),
                               "report"};
    const auto stored = encode(notice);
    REQUIRE(stored);
    const auto read = decode_notice(stored->read(SecretAccess::grant()));
    INFO((read ? "" : read.error().message));
    REQUIRE(read);
    CHECK(read->kind == notice.kind);
    CHECK(name_of(read->kind) == name);
    CHECK(read->label == notice.label);
  }
}
