// Tokens as they come back from outside. One that was not made here, for this session, is not found: what exactly is
// wrong with it is told to nobody.

#include <functional>
#include <string>
#include <vector>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/crypto/seal.hpp"
#include "engine/engine_keys.hpp"
#include "support/catch.hpp"
#include "support/key_rings.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

const TenantId tenant = TenantId::parse("example").value();

SessionBinding session() {
  return SessionBinding::from_bytes(SecretBytes(std::string_view("a session of thirty-two bytes ...")))
      .value();
}

template <class T>
errc opened(const Result<T>& state) {
  REQUIRE_FALSE(state);
  return state.error().code;
}

struct TokenKind {
  SealPurpose purpose;
  std::string_view name;
  bool is_of_session;
  std::function<errc(const EngineKeys&, const std::string&)> open;
};

const std::vector<TokenKind>& kinds() {
  static const std::vector<TokenKind> all = {
      {SealPurpose::ticket, "ticket", true,
       [](const EngineKeys& k, const std::string& t) { return opened(k.open_ticket(tenant, session(), t)); }},
      {SealPurpose::assurance, "assurance", true,
       [](const EngineKeys& k, const std::string& t) {
         return opened(k.open_assurance(tenant, session(), t));
       }},
      {SealPurpose::reset_grant, "reset-grant", true,
       [](const EngineKeys& k, const std::string& t) { return opened(k.open_grant(tenant, session(), t)); }},
      {SealPurpose::known_browser, "browser", false,
       [](const EngineKeys& k, const std::string& t) { return opened(k.open_browser(tenant, t)); }},
      {SealPurpose::report_link, "report", false,
       [](const EngineKeys& k, const std::string& t) { return opened(k.open_report(tenant, t)); }},
  };
  return all;
}

/// What the ring itself would have sealed where this kind of token belongs.
std::string sealed(const KeyRing& ring, const TokenKind& kind, std::string_view content) {
  SeededEntropy entropy(5);
  const SessionBinding binding = session();
  const ByteView bound = kind.is_of_session ? binding.bytes().read(SecretAccess::grant()) : ByteView{};
  return encode_base64url(Seal(ring, kind.purpose)
                              .seal(SecretBytes(content), DataTuple(kind.name, tenant, bound), entropy)
                              .value());
}

}  // namespace

TEST_CASE("[G111] a token that is empty, too long or no base64url is not found") {
  const EngineKeys keys(ring_of(1));
  for (const TokenKind& kind : kinds()) {
    CAPTURE(kind.name);
    for (const std::string& token : {std::string(), std::string(4097, 'A'), std::string(4096, 'A'),
                                     std::string("not base64url!"), std::string("AAAA")}) {
      CAPTURE(token.size());
      CHECK(kind.open(keys, token) == errc::not_found);
    }
  }
}

TEST_CASE("a token that was sealed here with a content that no token has is not found") {
  const KeyRing ring = ring_of(1);
  const EngineKeys keys(ring);
  const std::string newer_schema = "\x08\x63";
  for (const TokenKind& kind : kinds()) {
    CAPTURE(kind.name);
    for (const std::string& content : {std::string(), std::string("no token"), newer_schema}) {
      CHECK(kind.open(keys, sealed(ring, kind, content)) == errc::not_found);
    }
  }
}

TEST_CASE("[G111] a token of an installation with other keys, or of a retired key, is not found") {
  const KeyRing ring = ring_of(1);
  const KeyRing next = rotated(ring, 2);
  const KeyRing retired = next.with_retired(ring.primary().id(), from_unix_seconds(1'800'000'000)).value();
  for (const TokenKind& kind : kinds()) {
    CAPTURE(kind.name);
    const std::string token = sealed(ring, kind, "no token");
    CHECK(kind.open(EngineKeys(ring_of(3)), token) == errc::not_found);
    CHECK(kind.open(EngineKeys(retired), token) == errc::not_found);
  }
}
