// What somebody else does while an operation is under way: between its reading, its verification and its commit.

#include <string>

#include "edit_document.hpp"
#include "engine/field_names.hpp"
#include "meanwhile.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

constexpr const char* replacement = "orange kettle drives north";

/// An engine whose verifications can be interrupted, and `ada`.
struct Scene {
  std::shared_ptr<DirectoryMeanwhile> directory = std::make_shared<DirectoryMeanwhile>();
  std::shared_ptr<BreachCheckMeanwhile> breach_check = std::make_shared<BreachCheckMeanwhile>();
  EngineFixture fixture{options()};
  Ada ada{fixture};

  FixtureOptions options() const {
    FixtureOptions options;
    options.directory = directory;
    options.breach_check = breach_check;
    return options;
  }
  Result<SignInOutcome> type_password(std::function<void()> meanwhile) {
    directory->meanwhile = std::move(meanwhile);
    return fixture.type_password("ada", EngineFixture::new_browser());
  }
  Caller caller() { return fixture.caller(ada.browser, ada.assurance); }
  Result<Changed> change_password(std::function<void()> meanwhile) {
    breach_check->meanwhile = std::move(meanwhile);
    return fixture.security_info().change_password(caller(), secret(EngineFixture::password),
                                                   secret(replacement));
  }
  /// Answers a step-up with the password.
  Result<SignInOutcome> step_up(std::function<void()> meanwhile) {
    const auto begun =
        fixture.sign_in().begin_step_up({fixture.tenant, ada.assurance, ada.browser.session}).value();
    directory->meanwhile = std::move(meanwhile);
    return fixture.answer(ada.browser, begun.ticket, PasswordProof{secret(EngineFixture::password)});
  }
};

}  // namespace

TEST_CASE("a password that is right until it is replaced or its account deleted signs nobody in") {
  {
    Scene scene;
    CHECK(code_of(scene.type_password([&] {
            REQUIRE(scene.fixture.accounts().set_password(scene.fixture.tenant, scene.ada.account,
                                                          secret(replacement)));
          })) == errc::password_mismatch);
  }
  {
    Scene scene;
    CHECK(code_of(scene.type_password([&] {
            REQUIRE(scene.fixture.accounts().remove(scene.fixture.tenant, scene.ada.account));
          })) == errc::password_mismatch);
  }
  {
    Scene scene;
    CHECK(code_of(scene.type_password([&] {
            edit_document(scene.fixture, scene.ada.account,
                          [](AccountDocument& document, const Facts&) { document.password.reset(); });
          })) == errc::password_mismatch);
  }
}

TEST_CASE("an account that is suspended while its password is verified refuses it, and keeps a trace") {
  Scene scene;
  CHECK(code_of(scene.type_password([&] {
          REQUIRE(scene.fixture.accounts().suspend(scene.fixture.tenant, scene.ada.account));
        })) == errc::suspended);
  CHECK(scene.fixture.event_names(scene.ada.account).back() == "sign_in_refused");
}

TEST_CASE("[A4] a burst of wrong passwords that began together does not pass the guard's pause") {
  Scene scene;
  // While the first of them reads the account, ten others are refused.
  scene.fixture.store->on(
      [](const StoreCall& call) {
        return call.operation == StoreOperation::load && call.row == RowKind::account;
      },
      Fault::slow, 1);
  scene.fixture.store->when_slow([&](const StoreCall&) {
    for (int i = 0; i < 10; ++i) {
      (void)scene.fixture.type_password("ada", EngineFixture::new_browser(), "wrong " + std::to_string(i));
    }
  });
  CHECK(code_of(scene.fixture.type_password("ada", EngineFixture::new_browser(), "wrong too")) ==
        errc::throttled);
}

TEST_CASE("a step-up by password ends with the session, the sign-in or the password that it was begun on") {
  {
    Scene scene;
    CHECK(code_of(scene.step_up([&] {
            REQUIRE(scene.fixture.security_info().sign_out_everywhere(scene.caller()));
          })) == errc::revoked);
  }
  {
    Scene scene;
    edit_document(scene.fixture, scene.ada.account,
                  [](AccountDocument& document, const Facts&) { document.password.reset(); });
    CHECK(code_of(scene.step_up({})) == errc::not_allowed);
  }
}

TEST_CASE("[A10] a sign-in that was cancelled while its password was verified is not completed") {
  Scene scene;
  const auto begun =
      scene.fixture.sign_in()
          .begin_step_up({scene.fixture.tenant, scene.ada.assurance, scene.ada.browser.session})
          .value();
  scene.directory->meanwhile = [&] {
    REQUIRE(scene.fixture.sign_in().cancel(scene.fixture.tenant, begun.ticket, scene.ada.browser.session));
  };
  CHECK_FALSE(
      scene.fixture.answer(scene.ada.browser, begun.ticket, PasswordProof{secret(EngineFixture::password)}));
  CHECK(scene.fixture.event_names(scene.ada.account).back() == "sign_in_refused");
}

TEST_CASE("a new password is not set over one that was changed while it was looked at") {
  const auto changes = {
      +[](AccountDocument& document, const Facts& facts) {
        const auto hash =
            facts.keys.open_field(document, password_hash_field(), document.password->sealed_hash).value();
        document.password->sealed_hash =
            facts.keys.seal_field(document, password_hash_field(), hash, facts.entropy).value();
      },
      +[](AccountDocument& document, const Facts&) { document.password.reset(); }};
  for (const auto& change : changes) {
    Scene scene;
    CHECK(code_of(scene.change_password([&] { edit_document(scene.fixture, scene.ada.account, change); })) ==
          errc::password_mismatch);
  }
}

TEST_CASE("a new password is not set by a session that was ended while it was looked at") {
  Scene scene;
  CHECK(code_of(scene.change_password([&] {
          REQUIRE(scene.fixture.accounts().suspend(scene.fixture.tenant, scene.ada.account));
        })) == errc::revoked);
  CHECK(code_of(scene.fixture.accounts().export_data(scene.fixture.tenant,
                                                     AccountId::parse("nobody").value())) == errc::not_found);
}

TEST_CASE("a username that moves on during a reset leads to nobody") {
  Scene scene;
  scene.fixture.next_step();
  BeginSignIn begin{scene.fixture.tenant, "ada@example.ac.uk", EngineFixture::new_browser().session};
  const auto step = scene.fixture.sign_in().begin_password_reset(begin).value();
  scene.fixture.store->on(
      [](const StoreCall& call) {
        return call.operation == StoreOperation::load && call.row == RowKind::guard;
      },
      Fault::slow, 1);
  scene.fixture.store->when_slow([&](const StoreCall&) {
    REQUIRE(scene.fixture.accounts().set_usernames(scene.fixture.tenant, scene.ada.account,
                                                   {"countess@example.ac.uk"}));
  });
  const auto answered = scene.fixture.answer({begin.session}, step.ticket,
                                             CodeProof{MethodId{}, scene.fixture.code_of(scene.ada.app)});
  CHECK(code_of(answered) == errc::code_mismatch);
}

TEST_CASE("a name whose account is gone with its journal is an unknown name, at a known browser too") {
  Scene scene;
  scene.fixture.restart();
  scene.fixture.store->tamper([](const RowKey& key, Row& row) {
    if (key.kind == RowKind::account) row = Row{};
  });
  CHECK(scene.fixture.begin("ada", scene.ada.browser));
  CHECK(code_of(scene.fixture.type_password("ada", scene.ada.browser)) == errc::password_mismatch);
  scene.fixture.store->tamper({});
  CHECK(scene.fixture.type_password("ada", scene.ada.browser));
}

TEST_CASE("a known browser whose account cannot be read begins no sign-in") {
  Scene scene;
  scene.fixture.store->on_load(Fault::failure, 1);
  CHECK(code_of(scene.fixture.begin("ada", scene.ada.browser)) == errc::store_failed);
  scene.fixture.store->on([](const StoreCall& call) { return call.operation == StoreOperation::find; },
                          Fault::failure, 1);
  CHECK(code_of(scene.fixture.begin("ada", scene.ada.browser)) == errc::store_failed);
  CHECK(scene.fixture.begin("ada", scene.ada.browser));
}

TEST_CASE("events that are recorded while a journal is read are not told of it") {
  Scene scene;
  const auto before = scene.fixture.event_names(scene.ada.account).size();
  const auto meanwhile = [&](auto read) {
    scene.fixture.store->on([](const StoreCall& call) { return call.operation == StoreOperation::journal; },
                            Fault::slow, 1);
    scene.fixture.store->when_slow([&](const StoreCall&) {
      REQUIRE(scene.fixture.accounts().set_privilege(scene.fixture.tenant, scene.ada.account, 1));
    });
    read();
    REQUIRE(scene.fixture.accounts().set_privilege(scene.fixture.tenant, scene.ada.account, 0));
  };
  meanwhile([&] { CHECK(scene.fixture.event_names(scene.ada.account).size() == before); });
  meanwhile([&] {
    const auto verified = scene.fixture.accounts().verify_events(scene.fixture.tenant, scene.ada.account);
    REQUIRE(verified);
    CHECK(verified->fault.empty());
    CHECK(verified->events == before + 2);
  });
}
