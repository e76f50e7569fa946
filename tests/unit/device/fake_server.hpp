#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "counterfoil/base/base64url.hpp"
#include "counterfoil/device/phone.hpp"
#include "counterfoil/protocol/message.hpp"
#include "counterfoil/protocol/registration_link.hpp"

namespace counterfoil::testing {

/// A server with one account, just good enough to talk to a phone: what the protocol leaves to the engine is done
/// in the plainest way.
class FakeServer {
 public:
  explicit FakeServer(const std::string& tenant = "example")
      : endpoint(
            protocol::DeviceEndpoint::parse("https://id.example.ac.uk/authenticator/" + tenant).value()) {}

  protocol::DeviceEndpoint endpoint;
  Timestamp now = from_unix_seconds(1'800'000'000);
  SecretBytes code{std::string_view("0123456789abcdef")};
  bool code_is_move = false;
  std::optional<PublicKey> key;
  std::uint64_t counter = 0;
  std::vector<std::string> requests;
  std::string number = "42";
  bool loses_reply = false;
  std::vector<protocol::Operation> seen;
  std::vector<std::string> bodies;
  const SecretBytes totp_secret{std::string_view("12345678901234567890")};

  std::string link() const {
    const auto made = protocol::RegistrationLink::make(endpoint, code).value();
    return std::string(made.text().value().read_text(SecretAccess::grant()));
  }

  /// What stands where the phone posts: an error when the reply is lost.
  Result<std::string> post(const device::Outgoing& outgoing) {
    bodies.push_back(outgoing.body);
    const auto content = answer(outgoing);
    if (loses_reply) return Error(errc::provider_failed, "network: the reply was lost");
    return std::string(protocol::write_reply({now, content}).value().read_text(SecretAccess::grant()));
  }

  auto sender() {
    return [this](const device::Outgoing& outgoing) { return post(outgoing); };
  }

  void ask(protocol::PushPurpose purpose = protocol::PushPurpose::sign_in,
           const std::string& tenant = "example") {
    requests.push_back(
        protocol::write_push_request({ChallengeId::parse("000102030405060708090a0b0c0d0e0f").value(),
                                      TenantId::parse(tenant).value(),
                                      "ada@example.ac.uk",
                                      purpose,
                                      {"Library", "Bristol", "Firefox"},
                                      true,
                                      static_cast<unsigned>(number.size()),
                                      now,
                                      now + Duration(60'000)})
            .value());
  }

 private:
  using Content = decltype(protocol::Reply::content);

  Content answer(const device::Outgoing& outgoing) {
    if (outgoing.url != endpoint.url()) return protocol::Refused{protocol::Refusal::malformed, {}};
    const auto message = protocol::read_message(outgoing.body, endpoint);
    if (!message) return protocol::refused(message.error());
    if (const auto* const preview = std::get_if<protocol::Preview>(&*message)) {
      if (!(preview->code == code)) return protocol::Refused{protocol::Refusal::registration_over, {}};
      return protocol::PreviewReply{"University of Example", "ada@example.ac.uk", code_is_move};
    }
    const auto& signed_message = std::get<protocol::UnverifiedMessage>(*message);
    const PublicKey* verifier = signed_message.new_key();
    if (verifier == nullptr && key) verifier = &*key;
    if (verifier == nullptr) return protocol::Refused{protocol::Refusal::unknown_device, {}};
    const auto operation = signed_message.verify(*verifier, endpoint, now);
    if (!operation) return protocol::refused(operation.error());
    seen.push_back(*operation);
    return std::visit([&](const auto& it) { return handle(it, *verifier); }, *operation);
  }

  bool take(std::uint64_t used) {
    if (used <= counter) return false;
    counter = used;
    return true;
  }

  static Content used() { return protocol::Refused{protocol::Refusal::counter_used, {}}; }

  Content handle(const protocol::Register& it, const PublicKey& by) {
    if (!(it.code == code)) return protocol::Refused{protocol::Refusal::registration_over, {}};
    if (key && !(*key == by) && !code_is_move) {
      return protocol::Refused{protocol::Refusal::already_registered, {}};
    }
    key = by;
    return protocol::RegisterReply{"University of Example", "ada@example.ac.uk", totp_secret, {}, counter};
  }
  Content handle(const protocol::ReadInbox&, const PublicKey&) {
    return protocol::InboxReply{protocol::AccountState::active, counter, requests};
  }
  Content handle(const protocol::Answer& it, const PublicKey&) {
    if (requests.empty()) return protocol::Refused{protocol::Refusal::answered_already, {}};
    const std::string request = requests.front();
    requests.clear();
    if (it.context != protocol::context_digest(request).value()) {
      return protocol::Refused{protocol::Refusal::request_over, {}};
    }
    const auto* const approval = std::get_if<protocol::Approval>(&it.verdict);
    if (approval != nullptr && !(approval->number == SecretBytes(number))) {
      return protocol::Refused{protocol::Refusal::wrong_number, {}};
    }
    return protocol::AnswerReply{};
  }
  Content handle(const protocol::RotateKey& it, const PublicKey&) {
    if (!take(it.counter)) return used();
    key = it.proof.key();
    return protocol::RotateKeyReply{counter};
  }
  Content handle(const protocol::SetPushAddress& it, const PublicKey&) {
    if (!take(it.counter)) return used();
    return protocol::SetPushAddressReply{counter};
  }
  Content handle(const protocol::Leave& it, const PublicKey&) {
    if (!take(it.counter)) return used();
    key.reset();
    return protocol::LeaveReply{};
  }
  Content handle(const protocol::AuthoriseMove& it, const PublicKey&) {
    if (!take(it.counter)) return used();
    code = SecretBytes(std::string_view("fedcba9876543210"));
    code_is_move = true;
    return protocol::AuthoriseMoveReply{counter, code, now + Duration(300'000)};
  }
};

}  // namespace counterfoil::testing
