#include "operations/documents.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "counterfoil/model/event.hpp"
#include "support/catch.hpp"
#include "support/enumerators.hpp"

namespace counterfoil::operations {

namespace {

const char* const operations_introduction = R"(# Operations

What every function of the doors leads to, costs and tells, in every state that matters to it. This page is made from
`tests/operations/operations.txt`; the tests call each row on the memory store and compare.

- **State**: in the ordinary case an account with a password, a code app and recovery codes, whose owner is signed in
  with fresh multi-factor proof; at sign-in, a browser that is not known and a right proof. Where a request goes to a
  phone, or a message comes from one, the account has a phone with the authenticator in place of the code app.
- **Leads to**: `done`, what a sign-in leads to, how the request on the phone or its registration stands, or the name
  of an error code (`counterfoil/base/error.hpp`); under `Devices`, of a refusal (`counterfoil/protocol/refusal.hpp`).
- **Reads** and **changes**: calls at the store, in their order. `account`, `guard` and `meter` are rows; `name` is the
  lookup of a username under one key (while keys rotate, one for each), `device` that of a phone's key, and `code` that
  of the code of a registration or move; `journal` is a page of an account's journal. A
  change of an account carries its events, messages and lookup keys in the same transaction; `(refused)` is one that
  the store did not take, because a lookup key belongs to another account.
- **Events** are recorded in the account ([events.md](events.md)); **notices** are messages to the person, one to each
  address, committed with the change.
- Passwords are hashed between reading and changing, outside any transaction. In a conflict with another process the
  account is read and decided again, so the numbers are those without one.

A row that stands under a whole door holds for each of its functions that has no row of its own for that state.
)";

const char* const events_introduction = R"(# Events

Everything that happens to an account is an event in its journal, chained by hash with the one before
(`Accounts::verify_events` finds what was changed or cut). An event has a header (sequence, type, time) and a body; the
body can be erased and leaves the chain whole. This page is made from `tests/operations/events.txt`, which the tests
compare with what the operations record.

A body holds only what is named here, and never a secret, code, password or number. `app`, `place` and `browser` are
what the host said of the request (`RequestContext`); `label` is a name that the person or the host gave: show them as
text. The sentence is what `SecurityInfo::activity` shows, here with the labels and places of an example.
)";

std::string cell(const std::string& words) {
  return words == "-" ? "–" : words;
}

std::string code_cell(const std::string& words) {
  if (words == "-") return "–";
  std::string text = "`" + words + "`";
  for (std::size_t at = text.find(", "); at != std::string::npos; at = text.find(", ", at + 4)) {
    text.replace(at, 2, "`, `");
  }
  return text;
}

bool is_outcome(const std::string& words) {
  static const std::set<std::string> outcomes = {
      "done", "next step", "signed in", "reset proved", "waiting for phone", "phone linked", "phone proved"};
  return outcomes.count(words) == 1 || words.rfind("request ", 0) == 0;
}

void add_section(std::ostringstream& text, const Section& section) {
  text << "\n### `" << section.operation << "`\n\n" << section.description << "\n\n";
  text << "| State | Leads to | Reads | Changes | Events | Notices |\n|---|---|---|---|---|---|\n";
  for (const Line& row : section.rows) {
    text << "| " << row.state << " | " << (is_outcome(row.outcome) ? row.outcome : "`" + row.outcome + "`")
         << " | " << cell(row.reads) << " | " << cell(row.commits) << " | " << code_cell(row.events) << " | "
         << code_cell(row.notices) << " |\n";
  }
}

/// The functions in whose rows an event type stands.
std::string recorded_by(const std::string& type, const std::vector<Section>& table) {
  std::set<std::string> functions;
  for (const Section& section : table) {
    for (const Line& row : section.rows) {
      if ((" " + row.events + ",").find(" " + type + ",") == std::string::npos) continue;
      functions.insert(section.operation.substr(0, section.operation.find(' ')));
    }
  }
  std::string text;
  for (const std::string& function : functions) text += (text.empty() ? "`" : ", `") + function + "`";
  return text;
}

bool has(const EventEntry& entry, const std::string& field) {
  return std::find(entry.body.begin(), entry.body.end(), field) != entry.body.end();
}

Event example_of(EventType type, const EventEntry& entry) {
  Event event;
  event.type = type;
  if (has(entry, "factor")) event.factor = FactorKind::totp;
  if (has(entry, "label")) event.label = has(entry, "factor") ? "Phone" : "Firefox on Linux";
  if (has(entry, "app")) event.app = "Library catalogue";
  if (has(entry, "place")) event.place = "Bristol";
  if (has(entry, "browser")) event.browser = "Firefox on Linux";
  return event;
}

}  // namespace

std::vector<EventEntry> read_events_table() {
  std::vector<EventEntry> entries;
  for (const auto& cells : read_cells("events.txt")) {
    EventEntry entry{cells.at(0), cells.at(1), {}};
    std::istringstream fields(cells.at(2));
    for (std::string field; fields >> field;) {
      if (field != "-") entry.body.push_back(field);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string operations_document() {
  std::ostringstream text;
  text << operations_introduction;
  std::string door;
  for (const Section& section : read_table()) {
    const std::string this_door = section.operation.substr(0, section.operation.find("::"));
    if (this_door != door) text << "\n## " << this_door << "\n";
    door = this_door;
    add_section(text, section);
  }
  return text.str();
}

std::string events_document() {
  const auto table = read_table();
  const auto entries = read_events_table();
  std::ostringstream text;
  text << events_introduction;
  text << "\n| Number | Type | When | Sentence | Body | Recorded by |\n|---|---|---|---|---|---|\n";
  for (const auto& [name, number] :
       testing::enumerators_of("include/counterfoil/model/event.hpp", "EventType")) {
    const auto entry = std::find_if(entries.begin(), entries.end(),
                                    [&, type = name](const EventEntry& one) { return one.type == type; });
    if (entry == entries.end()) continue;
    std::string body;
    for (const std::string& field : entry->body) body += (body.empty() ? "`" : ", `") + field + "`";
    text << "| " << number << " | `" << name << "` | " << entry->when << " | "
         << sentence_of(example_of(static_cast<EventType>(number), *entry)) << " | "
         << (body.empty() ? "–" : body) << " | " << recorded_by(name, table) << " |\n";
  }
  return text.str();
}

bool is_current(const std::string& path, const std::string& document) {
  const std::string whole = std::string(COUNTERFOIL_SOURCE_DIR) + "/" + path;
  if (std::getenv("COUNTERFOIL_WRITE_DOCS") != nullptr) {  // NOLINT: no other thread runs
    std::ofstream(whole) << document;
  }
  std::ifstream file(whole);
  std::ostringstream written;
  written << file.rdbuf();
  return written.str() == document;
}

}  // namespace counterfoil::operations
