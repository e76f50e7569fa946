#include "waiting.hpp"

#include <chrono>
#include <iostream>
#include <set>
#include <thread>

#include "commands.hpp"

using namespace counterfoil;
using device::AccountView;
using device::PendingRequest;
using protocol::AccountState;
using protocol::PushPurpose;

namespace {

constexpr std::chrono::seconds between_questions{2};

void show(const PendingRequest& request) {
  const protocol::PushRequest& shown = request.shown;
  const char* const what = shown.purpose == PushPurpose::sign_in ? "Somebody signs in"
                           : shown.purpose == PushPurpose::step_up
                               ? "Somebody who signed in has to prove it again"
                               : "This phone is being registered";
  std::cout << '\n' << what << ": " << shown.account << '\n';
  if (!shown.context.app.empty()) std::cout << "  to       " << shown.context.app << '\n';
  if (!shown.context.place.empty()) std::cout << "  from     " << shown.context.place << '\n';
  if (!shown.context.browser.empty()) std::cout << "  with     " << shown.context.browser << '\n';
  if (shown.is_first_time_here) std::cout << "  This browser has never signed in before.\n";
  std::cout << "The " << shown.digits << " digits on the screen; d: deny; r: this wasn't me; s: skip> "
            << std::flush;
}

/// The rounds of one run.
class Waiting {
 public:
  explicit Waiting(Session& session) : session_(session) {}

  /// Asks for one account's requests.
  void ask(const AccountView& account) {
    const auto inbox = session_.ask([&](Timestamp now) { return session_.phone().inbox(account.id, now); },
                                    [&](std::string_view reply, Timestamp now) {
                                      return session_.phone().read_inbox(account.id, reply, now);
                                    });
    if (!inbox) return note(inbox.error());
    if (inbox->state != account.state) {
      std::cout << account.account << " is " << protocol::name_of(inbox->state) << ".\n";
    }
    if (inbox->state == AccountState::moved || inbox->state == AccountState::registration_dropped) {
      if (auto forgotten = session_.phone().forget(account.id); !forgotten) note(forgotten.error());
      if (auto kept = session_.saved.save(); !kept) note(kept.error());
      return;
    }
    if (inbox->unreadable > 0) std::cout << "A request cannot be shown; this program is too old for it.\n";
    for (const PendingRequest& request : inbox->requests) {
      if (seen_.insert(request.shown.challenge).second && !has_ended()) answer(account, request);
    }
  }

  bool has_ended() const { return input_ended_; }
  Result<void> outcome() const {
    if (!failure_) return {};
    return Error(*failure_, "not everything could be asked or answered");
  }

 private:
  void answer(const AccountView& account, const PendingRequest& request) {
    show(request);
    std::string typed;
    if (!std::getline(std::cin, typed)) {
      input_ended_ = true;
      std::cout << '\n';
      return;
    }
    if (typed == "s" || typed.empty()) return;
    const auto answered = session_.ask([&](Timestamp now) { return message(account, request, typed, now); },
                                       [&](std::string_view reply, Timestamp now) {
                                         return session_.phone().read_answer(account.id, reply, now);
                                       });
    if (!answered) return note(answered.error());
    std::cout << (typed == "d" ? "Denied.\n" : typed == "r" ? "Reported.\n" : "Approved.\n");
  }

  Result<device::Outgoing> message(const AccountView& account, const PendingRequest& request,
                                   const std::string& typed, Timestamp now) {
    if (typed == "d") return session_.phone().deny(account.id, request, now);
    if (typed == "r") return session_.phone().report(account.id, request, now);
    return session_.phone().approve(account.id, request, SecretBytes(std::string_view(typed)), now);
  }

  void note(const Error& error) {
    std::cerr << "authenticator: " << error.message << '\n';
    failure_ = error.code;
  }

  Session& session_;
  std::set<ChallengeId> seen_;
  std::optional<errc> failure_;
  bool input_ended_ = false;
};

Result<std::vector<AccountView>> chosen_accounts(Session& session) {
  if (session.arguments.operands.empty()) return session.phone().accounts();
  const auto chosen = chosen_account(session);
  if (!chosen) return chosen.error();
  return std::vector<AccountView>{*chosen};
}

}  // namespace

Result<void> wait(Session& session) {
  using Clock = std::chrono::steady_clock;
  const auto began = Clock::now();
  const auto chosen = chosen_accounts(session);
  if (!chosen) return chosen.error();
  Waiting waiting(session);
  for (;;) {
    for (const AccountView& known : *chosen) {
      const auto account = session.phone().account(known.id);
      if (account && account->is_registered) waiting.ask(*account);
    }
    if (waiting.has_ended()) break;
    const auto& most = session.arguments.wait_for;
    if (most && Clock::now() + between_questions > began + *most) break;
    std::this_thread::sleep_for(between_questions);
  }
  return waiting.outcome();
}
