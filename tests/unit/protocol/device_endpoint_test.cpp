#include "counterfoil/protocol/device_endpoint.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace counterfoil;
using namespace counterfoil::protocol;

TEST_CASE("an endpoint is read, with its origin and tenant") {
  struct Good {
    std::string url;
    std::string origin;
    std::string tenant;
  };
  const std::vector<Good> table = {
      {"https://id.example.ac.uk/authenticator/example", "https://id.example.ac.uk", "example"},
      {"https://id.example.ac.uk:8443/authenticator/a", "https://id.example.ac.uk:8443", "a"},
      {"https://id.example.ac.uk/sso/v2/authenticator/Example.1_~-", "https://id.example.ac.uk",
       "Example.1_~-"},
      {"https://xn--bcher-kva.example/authenticator/a", "https://xn--bcher-kva.example", "a"},
      {"https://192.0.2.7/authenticator/a", "https://192.0.2.7", "a"},
      {"https://7.example/authenticator/a", "https://7.example", "a"},
      {"http://localhost:8080/authenticator/a", "http://localhost:8080", "a"},
      {"http://127.0.0.1/authenticator/a", "http://127.0.0.1", "a"},
      {"http://127.255.0.9:1/authenticator/a", "http://127.255.0.9:1", "a"},
      {"http://[::1]:65535/authenticator/a", "http://[::1]:65535", "a"},
      {"https://[::1]/authenticator/a", "https://[::1]", "a"},
      {"http://localhost:443/authenticator/a", "http://localhost:443", "a"},
      {"https://id.example/authenticator/a%2Fb%25", "https://id.example", "a/b%"},
      {"https://id.example/authenticator/authenticator/authenticator", "https://id.example", "authenticator"},
  };
  for (const Good& row : table) {
    INFO(row.url);
    const auto endpoint = DeviceEndpoint::parse(row.url);
    REQUIRE(endpoint);
    CHECK(endpoint->url() == row.url);
    CHECK(endpoint->origin() == row.origin);
    CHECK(endpoint->tenant().text() == row.tenant);
    CHECK(*endpoint == DeviceEndpoint::parse(row.url).value());
  }
}

TEST_CASE("what is not the one text of an endpoint is refused") {
  const std::vector<std::string> table = {
      "",
      "https://",
      "https:///authenticator/a",
      "id.example/authenticator/a",
      "HTTPS://id.example/authenticator/a",
      "ftp://id.example/authenticator/a",
      "http://id.example/authenticator/a",
      "http://localhost.example/authenticator/a",
      "http://128.0.0.1/authenticator/a",
      "http://127.1/authenticator/a",
      "https://Id.example/authenticator/a",
      "https://bücher.example/authenticator/a",
      "https://id_1.example/authenticator/a",
      "https://-id.example/authenticator/a",
      "https://id-.example/authenticator/a",
      "https://id..example/authenticator/a",
      "https://.example/authenticator/a",
      "https://id.example./authenticator/a",
      "https://1.2.3/authenticator/a",
      "https://256.1.1.1/authenticator/a",
      "https://1.2.3.04/authenticator/a",
      "https://0x7f.0x1/authenticator/a",
      "https://[::2]/authenticator/a",
      "https://[::1/authenticator/a",
      "https://user@id.example/authenticator/a",
      "https://user:word@id.example/authenticator/a",
      "https://id.example:/authenticator/a",
      "https://id.example:0/authenticator/a",
      "https://id.example:08/authenticator/a",
      "https://id.example:443/authenticator/a",
      "http://localhost:80/authenticator/a",
      "https://id.example:65536/authenticator/a",
      "https://id.example:99999999999/authenticator/a",
      "https://id.example:8x/authenticator/a",
      "https://id.example",
      "https://id.example/",
      "https://id.example/authenticator",
      "https://id.example/authenticator/",
      "https://id.example/Authenticator/a",
      "https://id.example/xauthenticator/a",
      "https://id.example/authenticator/a/",
      "https://id.example/authenticator/a/b",
      "https://id.example//authenticator/a",
      "https://id.example/./authenticator/a",
      "https://id.example/x/../authenticator/a",
      "https://id.example/authenticator/.",
      "https://id.example/authenticator/..",
      "https://id.example/x%20y/authenticator/a",
      "https://id.example/authenticator/a?b=c",
      "https://id.example/authenticator/a#b",
      "https://id.example/authenticator/%61",
      "https://id.example/authenticator/a%2f",
      "https://id.example/authenticator/a%2",
      "https://id.example/authenticator/a%",
      "https://id.example/authenticator/a%00",
      "https://id.example/authenticator/a%20b",
      "https://id.example/authenticator/a%C3%A9",
      "https://id.example/authenticator/a b",
      "https://id.example/authenticator/é",
      " https://id.example/authenticator/a",
      "https://id.example/authenticator/a ",
      "https://id.example/authenticator/a\n",
      "https://id.example\\authenticator/a",
      std::string("https://id.example/authenticator/a\0", 35),
      "https://" + std::string(64, 'a') + ".example/authenticator/a",
  };
  for (const std::string& url : table) {
    INFO(url);
    const auto endpoint = DeviceEndpoint::parse(url);
    REQUIRE(!endpoint);
    CHECK(endpoint.error().code == errc::invalid_uri);
    CHECK_THAT(endpoint.error().message, Catch::Matchers::StartsWith("endpoint: "));
  }
}

TEST_CASE("an endpoint has at most 512 bytes") {
  const std::string url = "https://id.example/";
  const std::string ending = "/authenticator/a";
  const auto of_size = [&](std::size_t size) {
    return url + std::string(size - url.size() - ending.size(), 'x') + ending;
  };
  CHECK(DeviceEndpoint::parse(of_size(512)));
  const auto longer = DeviceEndpoint::parse(of_size(513));
  REQUIRE(!longer);
  CHECK(longer.error().code == errc::too_long);
}
