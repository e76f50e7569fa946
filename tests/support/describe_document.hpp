#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "counterfoil/base/id.hpp"
#include "model/account_document.hpp"

namespace counterfoil::testing {

// A document as JSON, field by field, to compare stored ones with what is known of them. Bytes are hexadecimal, times
// milliseconds since 1970.

using Json = nlohmann::json;

struct Description {
  static std::string hex(ByteView bytes) { return counterfoil::detail::encode_hex(bytes); }
  static std::string hex(const std::string& bytes) { return hex(as_bytes(bytes)); }
  static Json describe(Timestamp time) { return time.time_since_epoch().count(); }

  template <class Value>
  static Json describe(const std::optional<Value>& value) {
    if (!value) return nullptr;
    if constexpr (requires { value->text(); }) {
      return value->text();
    } else {
      return describe(*value);
    }
  }

  template <class Value>
  static Json describe(const std::vector<Value>& list) {
    Json described = Json::array();
    for (const Value& value : list) described.push_back(describe(value));
    return described;
  }

  static Json describe(const RollingCount& count) {
    const auto buckets = [](const std::vector<RollingCount::Bucket>& list) {
      Json described = Json::array();
      for (const auto& bucket : list) described.push_back({bucket.index, bucket.count});
      return described;
    };
    return {{"hours", buckets(count.hours())}, {"days", buckets(count.days())}};
  }

  static Json describe(const StoredCount& count) {
    Json described = describe(static_cast<const RollingCount&>(count));
    described["unknown"] = hex(count.unknown);
    return described;
  }

  static Json describe(const StoredLedger& ledger) {
    return {{"in_a_row", ledger.in_a_row},
            {"paused_until", describe(ledger.paused_until)},
            {"failures", describe(ledger.failures)},
            {"unknown", hex(ledger.unknown)}};
  }

  static Json describe(const RecoveryCodes::Code& code) {
    return {{"digest", hex(code.digest)}, {"used", describe(code.used)}, {"unknown", hex(code.unknown)}};
  }

  static Json describe(const DeviceMove& move) {
    return {{"code_digest", hex(move.code_digest)},
            {"expires", describe(move.expires)},
            {"used", move.used},
            {"unknown", hex(move.unknown)}};
  }

  static Json describe(const Challenge& challenge) {
    return {{"id", challenge.id.text()},
            {"purpose", static_cast<int>(challenge.purpose)},
            {"state", static_cast<int>(challenge.state)},
            {"method", challenge.method.text()},
            {"ticket", challenge.ticket.text()},
            {"epoch", challenge.epoch},
            {"created", describe(challenge.created)},
            {"expires", describe(challenge.expires)},
            {"answered", describe(challenge.answered)},
            {"known_browser", describe(challenge.known_browser)},
            {"behind_password", challenge.behind_password},
            {"sent_by", challenge.sent_by},
            {"digits", challenge.digits},
            {"number_key", challenge.number_key.text()},
            {"sealed_request", hex(challenge.sealed_request)},
            {"unknown", hex(challenge.unknown)}};
  }

  static Json describe(const MethodPayload& payload) {
    if (const auto* totp = std::get_if<Totp>(&payload)) {
      return {{"kind", "totp"},
              {"sealed_secret", hex(totp->sealed_secret)},
              {"algorithm", static_cast<int>(totp->algorithm)},
              {"digits", totp->digits},
              {"period", totp->period.count()},
              {"last_accepted_step", totp->last_accepted_step ? Json(*totp->last_accepted_step) : Json()},
              {"drift_steps", totp->drift_steps},
              {"unknown", hex(totp->unknown)}};
    }
    if (const auto* recovery = std::get_if<RecoveryCodes>(&payload)) {
      return {{"kind", "recovery_codes"},
              {"sealed_digest_key", hex(recovery->sealed_digest_key)},
              {"codes", describe(recovery->codes)},
              {"unknown", hex(recovery->unknown)}};
    }
    if (const auto* app = std::get_if<AuthenticatorApp>(&payload)) {
      return {{"kind", "authenticator_app"},
              {"algorithm", name_of(app->algorithm)},
              {"public_key", hex(app->public_key)},
              {"key_id", hex(app->key_id)},
              {"device_name", app->device_name},
              {"sealed_push_address", hex(app->sealed_push_address)},
              {"counter", app->counter},
              {"codes", describe(MethodPayload(app->codes))},
              {"code_failures", describe(app->code_failures)},
              {"move", describe(app->move)},
              {"unknown", hex(app->unknown)}};
    }
    return {{"kind", "unknown"}};
  }

  static Json describe(const Method& method) {
    return {{"id", method.id.text()},
            {"nickname", method.nickname},
            {"created", describe(method.created)},
            {"last_used", describe(method.last_used)},
            {"suspended", method.suspended},
            {"strangers", describe(method.strangers)},
            {"added_by", method.added_by},
            {"changed_by", method.changed_by},
            {"payload", describe(method.payload)},
            {"unknown", hex(method.unknown)}};
  }

  static Json describe(const RemovedMethod& removed) {
    return {{"method", describe(removed.method)},
            {"removed_by", removed.removed_by},
            {"removed", describe(removed.removed)},
            {"was_default", removed.was_default},
            {"unknown", hex(removed.unknown)}};
  }

  static Json describe(const Registration& registration) {
    return {{"id", registration.id.text()},
            {"session", hex(registration.session)},
            {"grounds", static_cast<int>(registration.grounds)},
            {"created", describe(registration.created)},
            {"expires", describe(registration.expires)},
            {"tries", registration.tries},
            {"nickname", registration.nickname},
            {"sealed_code", hex(registration.sealed_code)},
            {"code_digest", hex(registration.code_digest)},
            {"tests", registration.tests},
            {"proved", describe(registration.proved)},
            {"second_phone_refused", registration.second_phone_refused},
            {"payload", describe(registration.payload)},
            {"unknown", hex(registration.unknown)}};
  }

  static Json describe(const PasswordRecord& password) {
    return {{"scheme", static_cast<int>(password.scheme)},
            {"sealed_hash", hex(password.sealed_hash)},
            {"changed", describe(password.changed)},
            {"change_failures", describe(password.change_failures)},
            {"unknown", hex(password.unknown)}};
  }

  static Json describe(const Username& username) {
    return {{"sealed_text", hex(username.sealed_text)},
            {"realm", username.realm},
            {"unknown", hex(username.unknown)}};
  }

  static Json describe(const SpentTicket& ticket) {
    return {
        {"id", ticket.id.text()}, {"expires", describe(ticket.expires)}, {"unknown", hex(ticket.unknown)}};
  }

  static Json describe(const KeptOutcome& outcome) {
    Json ids = Json::array();
    for (const auto& id : outcome.ids) ids.push_back(hex(id));
    return {{"key", hex(outcome.key)},
            {"arguments", hex(outcome.arguments)},
            {"operation", outcome.operation.text()},
            {"code", outcome.code},
            {"ids", ids},
            {"numbers", outcome.numbers},
            {"detail", outcome.detail},
            {"expires", describe(outcome.expires)},
            {"unknown", hex(outcome.unknown)}};
  }

  static Json describe(const KnownBrowser& browser) {
    return {{"id", browser.id.text()},
            {"label", browser.label},
            {"place", browser.place},
            {"since", describe(browser.since)},
            {"last_used", describe(browser.last_used)},
            {"failures_in_a_row", browser.failures_in_a_row},
            {"added_by", browser.added_by},
            {"unknown", hex(browser.unknown)}};
  }

  static Json describe(const LiveSession& session) {
    return {{"id", session.id.text()},
            {"app", session.app},
            {"browser", session.browser},
            {"place", session.place},
            {"started", describe(session.started)},
            {"expires", describe(session.expires)},
            {"known_browser", describe(session.known_browser)},
            {"unknown", hex(session.unknown)}};
  }

  static Json describe(const EventChain& chain) {
    return {{"head_sequence", chain.head_sequence},
            {"head", hex(chain.head)},
            {"anchor_sequence", chain.anchor_sequence},
            {"anchor", hex(chain.anchor)},
            {"unknown", hex(chain.unknown)}};
  }

  static Json describe(const AccountDocument& document) {
    return {{"incarnation", document.incarnation.text()},
            {"epoch", document.epoch},
            {"privilege", document.privilege},
            {"state", static_cast<int>(document.state)},
            {"created", describe(document.created)},
            {"last_signed_in", describe(document.last_signed_in)},
            {"usernames", describe(document.usernames)},
            {"sealed_notice_address", hex(document.sealed_notice_address)},
            {"password", describe(document.password)},
            {"password_change_required", document.password_change_required},
            {"password_known_told", document.password_known_told},
            {"failures_behind_password", document.failures_behind_password},
            {"methods", describe(document.methods)},
            {"default_method", describe(document.default_method)},
            {"removed_methods", describe(document.removed_methods)},
            {"had_second_factor", document.had_second_factor},
            {"reported_from", document.reported_from},
            {"reported_until", document.reported_until},
            {"sign_in_reported", document.sign_in_reported},
            {"recovery_open", document.recovery_open},
            {"strangers", describe(document.strangers)},
            {"known_failures", describe(document.known_failures)},
            {"registrations", describe(document.registrations)},
            {"challenges", describe(document.challenges)},
            {"stranger_prompts", describe(document.stranger_prompts)},
            {"known_prompts", describe(document.known_prompts)},
            {"prompts_without_password", describe(document.prompts_without_password)},
            {"spent", describe(document.spent)},
            {"outcomes", describe(document.outcomes)},
            {"browsers", describe(document.browsers)},
            {"sessions", describe(document.sessions)},
            {"events", describe(document.events)},
            {"unknown", hex(document.unknown)}};
  }
};

inline Json describe(const AccountDocument& document) {
  return Description::describe(document);
}

/// Where `known`, a description, does not agree with `described`: the first path, or nothing. What `known` does not
/// mention was added since and is not compared.
inline std::string difference(const Json& known, const Json& described, const std::string& path = "") {
  if (known.is_object() && described.is_object()) {
    for (const auto& [name, value] : known.items()) {
      if (!described.contains(name)) return path + "/" + name + ": not there";
      if (auto inner = difference(value, described[name], path + "/" + name); !inner.empty()) return inner;
    }
    return "";
  }
  if (known.is_array() && described.is_array() && known.size() == described.size()) {
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (auto inner = difference(known[i], described[i], path + "/" + std::to_string(i)); !inner.empty())
        return inner;
    }
    return "";
  }
  return known == described ? "" : path + ": " + known.dump() + " is now " + described.dump();
}

}  // namespace counterfoil::testing
