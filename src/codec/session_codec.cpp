#include "codec/session_codec.hpp"

#include "codec/wire.hpp"

namespace counterfoil {

void write(const KnownBrowser& browser, stored::Browser& message, TextTable::Texts& texts) {
  wire::put(*message.mutable_id(), browser.id.bytes());
  if (!browser.label.empty()) message.set_label(TextTable::place(browser.label, texts));
  if (!browser.place.empty()) message.set_place(TextTable::place(browser.place, texts));
  message.set_since(wire::number_of(browser.since));
  if (browser.last_used) message.set_last_used(wire::number_of(*browser.last_used));
  if (browser.failures_in_a_row != 0) message.set_failures_in_a_row(browser.failures_in_a_row);
  if (browser.added_by != 0) message.set_added_by(browser.added_by);
  wire::put_unknown(message, browser.unknown);
}

void read(stored::Browser& message, KnownBrowser& browser, const TextTable::Texts& texts,
          Inspection& inspection) {
  browser.id = wire::read_id<BrowserId>(message.id(), inspection);
  browser.label = TextTable::find(message.label(), texts, inspection);
  browser.place = TextTable::find(message.place(), texts, inspection);
  browser.since = wire::time_of(message.since());
  if (message.has_last_used()) browser.last_used = wire::time_of(message.last_used());
  browser.failures_in_a_row = message.failures_in_a_row();
  browser.added_by = message.added_by();
  wire::take_unknown(message, browser.unknown);
}

void write(const LiveSession& session, stored::Session& message, TextTable::Texts& texts) {
  wire::put(*message.mutable_id(), session.id.bytes());
  if (!session.app.empty()) message.set_app(TextTable::place(session.app, texts));
  if (!session.browser.empty()) message.set_browser(TextTable::place(session.browser, texts));
  if (!session.place.empty()) message.set_place(TextTable::place(session.place, texts));
  message.set_started(wire::number_of(session.started));
  message.set_expires(wire::number_of(session.expires));
  if (session.known_browser) wire::put(*message.mutable_known_browser(), session.known_browser->bytes());
  wire::put_unknown(message, session.unknown);
}

void read(stored::Session& message, LiveSession& session, const TextTable::Texts& texts,
          Inspection& inspection) {
  session.id = wire::read_id<SessionId>(message.id(), inspection);
  session.app = TextTable::find(message.app(), texts, inspection);
  session.browser = TextTable::find(message.browser(), texts, inspection);
  session.place = TextTable::find(message.place(), texts, inspection);
  session.started = wire::time_of(message.started());
  session.expires = wire::time_of(message.expires());
  session.known_browser = wire::read_optional_id<BrowserId>(message.known_browser(), inspection);
  wire::take_unknown(message, session.unknown);
}

}  // namespace counterfoil
