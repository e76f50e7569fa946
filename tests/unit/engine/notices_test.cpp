// What the person is told: notices lie in the outbox, sealed, committed with what they tell of.

#include <algorithm>

#include "codec/notice_codec.hpp"
#include "engine/engine_keys.hpp"
#include "engine_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

std::vector<OutboxRow> outbox(EngineFixture& fixture) {
  std::vector<OutboxRow> rows;
  for (const StoreCall& call : fixture.store->trace()) {
    if (call.change) rows.insert(rows.end(), call.change->messages.begin(), call.change->messages.end());
  }
  return rows;
}

Result<NoticeMessage> open(EngineFixture& fixture, const OutboxRow& row) {
  const EngineKeys keys(fixture.keys->load().value());
  const auto opened = keys.open_message(row.tenant, row.id, row.sealed);
  if (!opened) return opened.error();
  return decode_notice(opened->read(SecretAccess::grant()));
}

std::vector<NoticeMessage> notices(EngineFixture& fixture) {
  std::vector<NoticeMessage> messages;
  for (const OutboxRow& row : outbox(fixture)) messages.push_back(open(fixture, row).value());
  return messages;
}

std::string address_of(const NoticeMessage& message) {
  return std::string(message.address.read_text(SecretAccess::grant()));
}

}  // namespace

TEST_CASE("an added method is told to the notice address, with its name, place and time") {
  EngineFixture fixture;
  const AccountId account = fixture.create("ada");
  REQUIRE(fixture.accounts().set_notice_address(fixture.tenant, account, "ada@home.example"));
  Browser browser = EngineFixture::new_browser();
  Assurance assurance = fixture.sign_in_by_password("ada", browser).assurance;
  fixture.store->forget();
  fixture.register_app(browser, assurance, "Phone");
  const auto told = notices(fixture);
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == NoticeKind::method_added);
  CHECK(address_of(told[0]) == "ada@home.example");
  CHECK(told[0].label == "Phone");
  CHECK(told[0].context.place == "Bristol, United Kingdom");
  CHECK(told[0].at == fixture.clock->now().value());
  CHECK(outbox(fixture)[0].channel == "email");
}

TEST_CASE("without an address a notice goes to the host's sender by account id") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.store->forget();
  REQUIRE(fixture.security_info().rename(fixture.caller(ada.browser, ada.assurance), ada.app.method,
                                         "Old phone"));
  const auto told = notices(fixture);
  REQUIRE(told.size() == 1);
  CHECK(told[0].account == ada.account);
  CHECK(told[0].address.empty());
  CHECK(outbox(fixture)[0].channel == "notice");
}

TEST_CASE("[D75] a change of the notice address is told to the old and to the new one") {
  EngineFixture fixture;
  const AccountId ada = fixture.create("ada");
  REQUIRE(fixture.accounts().set_notice_address(fixture.tenant, ada, "old@home.example"));
  fixture.store->forget();
  REQUIRE(fixture.accounts().set_notice_address(fixture.tenant, ada, "new@home.example"));
  std::vector<std::string> addresses;
  for (const NoticeMessage& notice : notices(fixture)) addresses.push_back(address_of(notice));
  std::sort(addresses.begin(), addresses.end());
  CHECK(addresses == std::vector<std::string>{"new@home.example", "old@home.example"});
  fixture.store->forget();
  REQUIRE(fixture.accounts().set_notice_address(fixture.tenant, ada, std::nullopt));
  CHECK(notices(fixture).size() == 2);
}

TEST_CASE(
    "[D74] a notice is committed with the change it tells of, and waits in the outbox until it is sent") {
  EngineFixture fixture;
  const Ada ada(fixture);
  fixture.store->forget();
  fixture.store->on_commit(Fault::failure, 1);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  CHECK_FALSE(fixture.security_info().rename(caller, ada.app.method, "Old phone").has_value());
  REQUIRE(fixture.security_info().rename(caller, ada.app.method, "Old phone"));
  const auto waiting = fixture.store->claim(fixture.clock->now().value(), 100, 1s);
  REQUIRE(waiting);
  std::size_t renames = 0;
  for (const ClaimedMessage& claimed : *waiting) {
    if (open(fixture, claimed.message)->kind == NoticeKind::method_renamed) ++renames;
  }
  CHECK(renames == 1);
}

TEST_CASE("[G116b] a message put under another id, or edited, does not open") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto rows = outbox(fixture);
  REQUIRE(rows.size() >= 2);
  OutboxRow moved = rows[0];
  moved.id = rows[1].id;
  CHECK(code_of(open(fixture, moved)) == errc::seal_broken);
  OutboxRow edited = rows[0];
  edited.sealed.back() ^= std::byte{1};
  CHECK(code_of(open(fixture, edited)) == errc::seal_broken);
  CHECK(open(fixture, rows[0]));
}

TEST_CASE("the report link of a notice undoes what it tells of, needs no sign-in, and works once in effect") {
  EngineFixture fixture;
  const Ada ada(fixture);
  Browser thief = EngineFixture::new_browser();
  const Assurance stolen = fixture.sign_in_by_code("ada", thief, ada.app).assurance;
  const auto told = notices(fixture);
  const auto sign_in = std::find_if(told.begin(), told.end(), [](const NoticeMessage& notice) {
    return notice.kind == NoticeKind::signed_in_somewhere_new && notice.at > from_unix_seconds(0);
  });
  REQUIRE(sign_in != told.end());
  const ReportToken link(told.back().report_token);
  const auto outcome = fixture.sign_in().report(fixture.tenant, link);
  REQUIRE(outcome);
  CHECK(outcome->browsers_forgotten == 1);
  CHECK(code_of(fixture.sign_in().check(fixture.tenant, stolen, thief.session)) == errc::revoked);
  const auto again = fixture.sign_in().report(fixture.tenant, link);
  REQUIRE(again);
  CHECK(again->browsers_forgotten == 0);
  const auto names = fixture.event_names(ada.account);
  CHECK(std::count(names.begin(), names.end(), "reported") == 1);
}

TEST_CASE("[C39] a report link works until its very end, and not beyond") {
  EngineFixture fixture;
  const Ada ada(fixture);
  const auto told = notices(fixture);
  REQUIRE_FALSE(told.empty());
  const ReportToken link(told.back().report_token);
  fixture.clock->set(told.back().at + std::chrono::hours(24 * 30));
  CHECK(code_of(fixture.sign_in().report(fixture.tenant, link)) == errc::expired);
  fixture.clock->advance(-1ms);
  CHECK(fixture.sign_in().report(fixture.tenant, link));
}

TEST_CASE("a report after somebody replaced the recovery codes brings the former list back") {
  EngineFixture fixture;
  Ada ada(fixture);
  const auto own = fixture.security_info().new_recovery_codes(fixture.caller(ada.browser, ada.assurance));
  REQUIRE(own);
  Browser thief = EngineFixture::new_browser();
  const Assurance stolen = fixture.sign_in_by_code("ada", thief, ada.app).assurance;
  const auto planted = fixture.security_info().new_recovery_codes(fixture.caller(thief, stolen));
  REQUIRE(planted);
  const auto told = notices(fixture);
  REQUIRE(told.back().kind == NoticeKind::recovery_codes_replaced);
  const auto outcome = fixture.sign_in().report(fixture.tenant, ReportToken(told.back().report_token));
  REQUIRE(outcome);
  CHECK(outcome->methods_suspended == 1);
  CHECK(outcome->methods_restored == 1);
  const auto answer = [&](const SecretBytes& code) {
    const Browser browser = EngineFixture::new_browser();
    const auto step = fixture.type_password("ada", browser).value();
    return fixture.answer(browser, std::get<SignInStep>(step).ticket, RecoveryCodeProof{code});
  };
  CHECK_FALSE(answer(planted->codes[0]).has_value());
  CHECK(answer(own->codes[0]).has_value());
}

TEST_CASE("methods added and removed to push the owner's out of reach push out themselves") {
  EngineFixture fixture;
  Ada ada(fixture);
  Browser thief = EngineFixture::new_browser();
  Assurance stolen = fixture.sign_in_by_code("ada", thief, ada.app).assurance;
  CodeApp planted = fixture.register_app(thief, stolen, "Planted");
  fixture.store->forget();
  REQUIRE(fixture.security_info().remove(fixture.caller(thief, stolen), ada.app.method));
  const auto told = notices(fixture);
  for (int i = 0; i < 8; ++i) {
    const CodeApp next = fixture.register_app(thief, stolen, "Planted too");
    REQUIRE(fixture.security_info().remove(fixture.caller(thief, stolen), planted.method));
    planted = next;
  }
  const auto outcome = fixture.sign_in().report(fixture.tenant, ReportToken(told.at(0).report_token));
  REQUIRE(outcome);
  CHECK(fixture.sign_in_by_code("ada", ada.browser, ada.app).must_change_password);
}

TEST_CASE("a used recovery code and a full sign-out are told") {
  EngineFixture fixture;
  Ada ada(fixture);
  const auto caller = fixture.caller(ada.browser, ada.assurance);
  const auto codes = fixture.security_info().new_recovery_codes(caller);
  REQUIRE(codes);
  fixture.store->forget();
  const Browser browser = EngineFixture::new_browser();
  const auto step = fixture.type_password("ada", browser).value();
  REQUIRE(fixture.answer(browser, std::get<SignInStep>(step).ticket, RecoveryCodeProof{codes->codes[0]}));
  REQUIRE(fixture.security_info().sign_out_everywhere(caller));
  std::vector<NoticeKind> kinds;
  for (const NoticeMessage& notice : notices(fixture)) kinds.push_back(notice.kind);
  CHECK(kinds == std::vector<NoticeKind>{NoticeKind::recovery_code_used, NoticeKind::signed_in_somewhere_new,
                                         NoticeKind::signed_out_everywhere});
}
