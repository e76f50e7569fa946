#include "counterfoil/model/explanation.hpp"

#include <charconv>
#include <optional>

namespace counterfoil {

namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::optional<std::uint64_t> number_in(const Parameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters) {
    if (key != name) continue;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc{} && end == value.data() + value.size()) return number;
  }
  return std::nullopt;
}

std::string counted(std::uint64_t number, std::string_view unit) {
  return std::to_string(number).append(" ").append(unit).append(number == 1 ? "" : "s");
}

/// "in 30 seconds", "in 5 minutes", rounded up so that nobody comes too early; "later" when it is not known.
std::string wait_of(const Parameters& parameters) {
  if (const auto hours = number_in(parameters, "hours")) return "in " + counted(*hours, "hour");
  const auto seconds = number_in(parameters, "seconds");
  if (!seconds) return "later";
  if (*seconds < 120) return "in " + counted(*seconds, "second");
  if (*seconds <= 7200) return "in " + counted((*seconds + 59) / 60, "minute");
  return "in " + counted((*seconds + 3599) / 3600, "hour");
}

std::string second_factor_sentence(const Parameters& parameters) {
  const std::string ask = "Confirm it's you with a second sign-in method first";
  const auto minutes = number_in(parameters, "minutes");
  return minutes ? ask + "; that lasts " + counted(*minutes, "minute") + "." : ask + ".";
}

std::string limit_sentence(const Parameters& parameters) {
  const auto limit = number_in(parameters, "limit");
  const std::string have = limit ? "You have " + std::to_string(*limit) + ", the most you can have."
                                 : "You have the most you can have.";
  return have + " Remove one to add another.";
}

std::string sentence_for(Reason reason, const Parameters& parameters) {
  switch (reason) {
    case Reason::strongest_available:
      return "This is your strongest way to sign in.";
    case Reason::chosen_default:
      return "You chose this as your default.";
    case Reason::available:
      return "You can use this.";
    case Reason::first_factor:
      return "Start with this; everyone does here.";
    case Reason::used_already:
      return "You've used this already. Choose another way to continue.";
    case Reason::paused:
      return "There were too many tries. Choose another way, or try again " + wait_of(parameters) + ".";
    case Reason::over_limit:
      return "There were too many tries lately. Choose another way, or try again " + wait_of(parameters) +
             ".";
    case Reason::method_suspended:
      return "This was suspended after a report. Choose another way, or ask your service desk.";
    case Reason::denied_by_policy:
      return "Your organisation doesn't allow this here. Choose another way.";
    case Reason::codes_used_up:
      return "You've used all your recovery codes. Choose another way, then make new ones.";
    case Reason::clock_behind:
      return "We can't check this code at the moment. Choose another way, or try again later.";
    case Reason::needs_first_factor:
      return "Confirm it's you in another way first, then you can use this.";
    case Reason::needs_second_factor:
      return second_factor_sentence(parameters);
    case Reason::needs_access_pass:
      return "Ask your service desk for an access pass to do this.";
    case Reason::would_strand:
      return "This is your last way to sign in. Add another one first.";
    case Reason::limit_reached:
      return limit_sentence(parameters);
    case Reason::prompt_waiting:
      return "A request is waiting on your phone already: answer it. Choose another way, or try again " +
             wait_of(parameters) + ".";
    case Reason::prompts_paused:
      return "Requests to your phone were denied or not answered. Choose another way, or try again " +
             wait_of(parameters) + ".";
    case Reason::method_disabled:
      return "This was turned off after too many wrong tries. Choose another way, then remove it and add it "
             "anew.";
  }
  return "This can't be used at the moment. Choose another way.";
}

}  // namespace

Explanation explain(Reason reason, Parameters parameters) {
  std::string sentence = sentence_for(reason, parameters);
  return {reason, std::move(parameters), std::move(sentence)};
}

std::string_view name_of(Reason reason) noexcept {
  switch (reason) {
    case Reason::strongest_available:
      return "strongest_available";
    case Reason::chosen_default:
      return "chosen_default";
    case Reason::available:
      return "available";
    case Reason::first_factor:
      return "first_factor";
    case Reason::used_already:
      return "used_already";
    case Reason::paused:
      return "paused";
    case Reason::over_limit:
      return "over_limit";
    case Reason::method_suspended:
      return "method_suspended";
    case Reason::denied_by_policy:
      return "denied_by_policy";
    case Reason::codes_used_up:
      return "codes_used_up";
    case Reason::clock_behind:
      return "clock_behind";
    case Reason::needs_first_factor:
      return "needs_first_factor";
    case Reason::needs_second_factor:
      return "needs_second_factor";
    case Reason::needs_access_pass:
      return "needs_access_pass";
    case Reason::would_strand:
      return "would_strand";
    case Reason::limit_reached:
      return "limit_reached";
    case Reason::method_disabled:
      return "method_disabled";
    case Reason::prompt_waiting:
      return "prompt_waiting";
    case Reason::prompts_paused:
      return "prompts_paused";
  }
  return "unknown";
}

}  // namespace counterfoil
