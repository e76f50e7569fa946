#include "commands.hpp"

#include <charconv>
#include <chrono>
#include <iostream>

#include <counterfoil/otp/qr_code.hpp>

#include "qr_picture.hpp"

using namespace counterfoil;
using device::AccountView;
using device::LocalId;

namespace {

/// Nobody talks to it and it is called nothing before the preview.
std::string name_of(const AccountView& account) {
  return account.issuer.empty() ? account.origin : account.issuer + ", " + account.account;
}

Result<SecretBytes> read_link(const Session& session) {
  if (!session.arguments.picture.empty()) return read_qr_picture(session.arguments.picture);
  std::string line;
  if (!session.arguments.operands.empty()) {
    line = session.arguments.operands.front();
  } else {
    std::cout << "link> " << std::flush;
    std::getline(std::cin, line);
  }
  const SecretBytes link{std::string_view(line)};
  wipe(line.data(), line.size());
  return link;
}

/// Shows who would get the key before it is sent.
bool is_wanted(const Session& session, const AccountView& account, bool is_move) {
  std::cout << "Server:  " << account.origin << "\nIssuer:  " << account.issuer
            << "\nAccount: " << account.account << '\n';
  if (is_move) std::cout << "This phone takes the place of another one.\n";
  if (session.arguments.consents) return true;
  std::cout << "Add it? [y/n] " << std::flush;
  std::string answer;
  return std::getline(std::cin, answer) && (answer == "y" || answer == "yes");
}

Result<void> register_key(Session& session, const LocalId& id) {
  const auto registered = session.ask(
      [&](Timestamp now) { return session.phone().register_key(id, session.arguments.device_name, now); },
      [&](std::string_view reply, Timestamp now) {
        return session.phone().read_registration(id, reply, now);
      });
  if (!registered) {
    if (registered.error().code == errc::provider_failed) {
      std::cerr << "The reply is lost; \"register\" tries again with the same key.\n";
    }
    return registered.error();
  }
  std::cout << "Added. The browser now shows a number: \"wait\" asks for the request to type it into.\n";
  return {};
}

Result<void> forget_account(Session& session, const LocalId& id) {
  if (auto forgotten = session.phone().forget(id); !forgotten) return forgotten;
  return session.saved.save();
}

}  // namespace

Result<AccountView> chosen_account(Session& session) {
  const auto accounts = session.phone().accounts();
  if (session.arguments.operands.empty())
    return Error(errc::invalid_argument, "ACCOUNT: expected a number of the list");
  const std::string& text = session.arguments.operands.front();
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1 || number > accounts.size()) {
    return Error(errc::not_found, "ACCOUNT: expected a number of the list");
  }
  return accounts[number - 1];
}

Result<void> add(Session& session) {
  const auto link = read_link(session);
  if (!link) return link.error();
  const auto id = session.phone().scan(link->read_text(SecretAccess::grant()));
  if (!id) return id.error();
  const auto preview = session.ask(
      [&](Timestamp) { return session.phone().preview(*id); },
      [&](std::string_view reply, Timestamp now) { return session.phone().read_preview(*id, reply, now); });
  if (!preview) {
    if (auto forgotten = forget_account(session, *id); !forgotten) return forgotten;
    return preview.error();
  }
  const auto account = session.phone().account(*id);
  if (!account) return account.error();
  if (!is_wanted(session, *account, preview->is_move)) {
    std::cout << "Not added; the key was not sent.\n";
    return forget_account(session, *id);
  }
  return register_key(session, *id);
}

Result<void> list(Session& session) {
  std::size_t number = 0;
  for (const AccountView& account : session.phone().accounts()) {
    std::cout << ++number << "  " << name_of(account) << "  ("
              << (account.is_registered ? protocol::name_of(account.state) : "not registered") << ")  "
              << account.origin << '\n';
  }
  if (number == 0) std::cout << "No accounts.\n";
  return {};
}

Result<void> codes(Session& session) {
  auto accounts = session.phone().accounts();
  if (!session.arguments.operands.empty()) {
    const auto chosen = chosen_account(session);
    if (!chosen) return chosen.error();
    accounts = {*chosen};
  }
  const auto now = session.clock->now();
  if (!now) return now.error();
  for (const AccountView& account : accounts) {
    if (!account.is_registered) continue;
    const auto code = session.phone().code(account.id, *now);
    if (!code) return code.error();
    std::cout << code->digits << "  " << std::chrono::ceil<std::chrono::seconds>(code->left).count() << " s  "
              << name_of(account) << '\n';
  }
  return {};
}

Result<void> register_again(Session& session) {
  const auto account = chosen_account(session);
  if (!account) return account.error();
  return register_key(session, account->id);
}

Result<void> rotate(Session& session) {
  const auto account = chosen_account(session);
  if (!account) return account.error();
  auto rotated = session.ask([&](Timestamp now) { return session.phone().rotate_key(account->id, now); },
                             [&](std::string_view reply, Timestamp now) {
                               return session.phone().read_rotation(account->id, reply, now);
                             });
  if (rotated) std::cout << "The key is a new one.\n";
  return rotated;
}

Result<void> move(Session& session) {
  const auto account = chosen_account(session);
  if (!account) return account.error();
  const auto link =
      session.ask([&](Timestamp now) { return session.phone().authorise_move(account->id, now); },
                  [&](std::string_view reply, Timestamp now) {
                    return session.phone().read_move(account->id, reply, now);
                  });
  if (!link) return link.error();
  const auto text = link->link.read_text(SecretAccess::grant());
  const auto code = QrCode::encode(text);
  if (!code) return code.error();
  const auto picture = code->terminal_text();
  if (!picture) return picture.error();
  std::cout << *picture << text << "\nThe other phone takes this link once, within minutes.\n";
  return {};
}

Result<void> leave(Session& session) {
  const auto account = chosen_account(session);
  if (!account) return account.error();
  auto left = session.ask([&](Timestamp now) { return session.phone().leave(account->id, now); },
                          [&](std::string_view reply, Timestamp now) {
                            return session.phone().read_leave(account->id, reply, now);
                          });
  if (left) std::cout << "The server forgot this phone, and this phone the account.\n";
  return left;
}

Result<void> forget(Session& session) {
  const auto account = chosen_account(session);
  if (!account) return account.error();
  auto forgotten = forget_account(session, account->id);
  if (forgotten) std::cout << "Forgotten here. The server still knows this phone.\n";
  return forgotten;
}
