#include "api/place_name.hpp"

#include <boost/asio/ip/address.hpp>

namespace portal {
namespace {

bool is_private(const boost::asio::ip::address_v4& address) {
  const auto bytes = address.to_bytes();
  return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] / 16 == 1) || (bytes[0] == 192 && bytes[1] == 168) ||
         (bytes[0] == 169 && bytes[1] == 254);
}

bool is_private(const boost::asio::ip::address_v6& address) {
  return address.is_link_local() || (address.to_bytes()[0] & 0xfeU) == 0xfcU;
}

}  // namespace

std::string place_name(const std::string& address) {
  boost::system::error_code failed;
  const auto parsed = boost::asio::ip::make_address(address, failed);
  if (failed) return "";
  if (parsed.is_loopback()) return "this computer";
  const bool near = parsed.is_v4() ? is_private(parsed.to_v4()) : is_private(parsed.to_v6());
  return near ? "the local network" : address;
}

}  // namespace portal
