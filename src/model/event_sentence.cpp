#include <string>

#include "counterfoil/model/event.hpp"

namespace counterfoil {

namespace {

std::string clause(std::string_view preposition, const std::string& text) {
  return text.empty() ? std::string() : std::string(" ").append(preposition).append(" ").append(text);
}

/// " with Firefox on Windows near Bristol"
std::string from_where(const Event& event) {
  return clause("with", event.browser) + clause("near", event.place);
}

std::string quoted(const std::string& label) {
  return "\u201C" + label + "\u201D";
}

std::string named(const Event& event, std::string_view otherwise) {
  return event.label.empty() ? std::string(otherwise) : quoted(event.label);
}

std::string factor_words(const Event& event) {
  if (!event.factor) return "a sign-in method";
  switch (*event.factor) {
    case FactorKind::password:
      return "your password";
    case FactorKind::host_proved:
      return "your organisation's sign-in";
    case FactorKind::totp:
      return "a code app";
    case FactorKind::recovery_code:
      return "a recovery code";
    case FactorKind::authenticator_app:
      return "your phone";
  }
  return "a sign-in method";
}

/// "the code app “My phone”"; recovery codes come as a list.
std::string method_words(const Event& event) {
  if (event.factor == FactorKind::recovery_code) return "recovery codes";
  if (event.label.empty() && event.factor == FactorKind::authenticator_app) return "an authenticator";
  if (event.label.empty()) return factor_words(event);
  if (event.factor == FactorKind::totp) return "the code app " + quoted(event.label);
  return (event.factor == FactorKind::authenticator_app ? "the authenticator " : "") + quoted(event.label);
}

std::string using_factor(const Event& event) {
  return event.factor ? ", using " + factor_words(event) : std::string();
}

std::string because(const std::string& detail) {
  if (detail == "suspended") return ", since the account was suspended";
  if (detail == "throttled") return ", since there were too many tries";
  if (detail == "not_allowed") return ", since it isn't allowed here";
  if (detail == "expired") return ", since it took too long";
  if (detail == "revoked") return ", since the account changed in the meantime";
  return "";
}

std::string refused_words(const Event& event) {
  if (!event.factor) return "Something";
  switch (*event.factor) {
    case FactorKind::password:
    case FactorKind::host_proved:
      return "A password";
    case FactorKind::recovery_code:
      return "A recovery code";
    case FactorKind::authenticator_app:
      return "A number typed on your phone";
    case FactorKind::totp:
      break;
  }
  return "A code for " + named(event, "a code app");
}

std::string refusal_sentence(const Event& event) {
  const std::string where = from_where(event);
  const std::string words = refused_words(event) + (where.empty() ? "" : ", entered" + where + ",");
  return words + (event.detail == "code_replayed" ? " had been used before." : " didn't match.");
}

std::string account_sentence(const Event& event) {
  switch (event.type) {
    case EventType::account_created:
      return "Your account was created.";
    case EventType::account_imported:
      return "Your account was moved here from another system.";
    case EventType::usernames_changed:
      return "Your usernames were changed.";
    case EventType::notice_address_changed:
      return "The address for your notices was changed.";
    case EventType::privilege_changed:
      return "What your account may do as an operator was changed.";
    case EventType::account_suspended:
      return "Your account was suspended.";
    case EventType::account_resumed:
      return "Your account can be used again.";
    case EventType::account_deleted:
      return "Your account was deleted.";
    default:
      return "";
  }
}

std::string sign_in_sentence(const Event& event) {
  switch (event.type) {
    case EventType::first_factor_proved:
      return "The first step of a sign-in was passed" + from_where(event) + using_factor(event) + ".";
    case EventType::signed_in:
      return "You signed in" + clause("to", event.app) + from_where(event) + using_factor(event) + ".";
    case EventType::stepped_up:
      return "You confirmed that it was you" + from_where(event) + using_factor(event) + ".";
    case EventType::factor_refused:
      return refusal_sentence(event);
    case EventType::sign_in_refused:
      return "A sign-in" + clause("to", event.app) + from_where(event) + " was stopped" +
             because(event.detail) + ".";
    case EventType::browser_became_stranger:
      return named(event, "A browser") + " is no longer a known browser, after too many wrong codes.";
    case EventType::password_known:
      return "Many wrong codes followed your right password, so somebody else may know it.";
    case EventType::recovery_path_opened:
      return "You had no way left to sign in. Your service desk can help.";
    default:
      return "";
  }
}

std::string registration_end_sentence(const Event& event) {
  const std::string what = named(event, "a sign-in method");
  if (event.detail == "cancelled") return "You stopped adding " + what + ".";
  if (event.detail == "expired") return "Adding " + what + " took too long and was stopped.";
  return "Adding " + what + " was stopped.";
}

std::string method_sentence(const Event& event) {
  switch (event.type) {
    case EventType::registration_begun:
      return "You began to add " + method_words(event) + from_where(event) + ".";
    case EventType::registration_refused:
      return "A code didn't match while you were adding " + named(event, "a sign-in method") + ".";
    case EventType::registration_ended:
      return registration_end_sentence(event);
    case EventType::method_added:
      return "You added " + method_words(event) + from_where(event) + ".";
    case EventType::method_renamed:
      return "You renamed a sign-in method" + clause("to", named(event, "")) + from_where(event) + ".";
    case EventType::method_removed:
      return "You removed " + method_words(event) + from_where(event) + ".";
    case EventType::default_changed:
      return event.label.empty() ? "Your default sign-in method was changed."
                                 : "Your default sign-in method is now " + quoted(event.label) + ".";
    case EventType::recovery_codes_replaced:
      return "You made new recovery codes" + from_where(event) + "; the old ones stopped working.";
    case EventType::method_suspended:
      return named(event, "A sign-in method") + " was suspended after a report.";
    case EventType::method_restored:
      return named(event, "A sign-in method") + " was restored after a report.";
    default:
      return "";
  }
}

std::string password_sentence(const Event& event) {
  switch (event.type) {
    case EventType::password_set:
      return "A password was set for your account.";
    case EventType::password_changed:
      return "You changed your password" + from_where(event) + ".";
    case EventType::password_reset:
      return "You set a new password in place of a forgotten one" + from_where(event) + ".";
    case EventType::password_rehashed:
      return "Your password is now stored in a stronger form.";
    case EventType::password_change_required:
      return "Your password has to be changed at the next sign-in.";
    default:
      return "";
  }
}

std::string session_sentence(const Event& event) {
  switch (event.type) {
    case EventType::signed_out_everywhere:
      return "You signed out everywhere" + from_where(event) + ".";
    case EventType::session_ended:
      return "A sign-in" + clause("to", event.app) + from_where(event) + " was ended.";
    case EventType::browser_known:
      return named(event, "A browser") + clause("near", event.place) + " is now a known browser.";
    case EventType::browser_forgotten:
      return named(event, "A browser") + " is no longer a known browser.";
    case EventType::reported:
      return "Somebody with a link from your notices said \u201Cthis wasn't me\u201D.";
    case EventType::document_alarm:
      return "Something about your account needs a look. Please ask your service desk.";
    default:
      return "";
  }
}

std::string prompt_sentence(const Event& event) {
  switch (event.type) {
    case EventType::prompt_sent:
      return "A request was sent to " + named(event, "your phone") + clause("for", event.app) +
             from_where(event) + ".";
    case EventType::prompt_approved:
      return "You approved a request on " + named(event, "your phone") + ".";
    case EventType::prompt_denied:
      return "A request was denied on " + named(event, "your phone") + ".";
    case EventType::prompt_unanswered:
      return "A request to " + named(event, "your phone") + " was not answered.";
    case EventType::prompts_stopped:
      return "Many requests to your phone were not approved, so no more are sent for a while.";
    default:
      return "";
  }
}

std::string device_sentence(const Event& event) {
  const std::string phone = named(event, "A phone");
  switch (event.type) {
    case EventType::device_registered:
      return phone + " was linked, and still had to be tested.";
    case EventType::device_refused:
      return "Another phone tried to use the same QR code and was refused.";
    case EventType::device_proved:
      return phone + " passed its test.";
    case EventType::device_key_rotated:
      return phone + " renewed its key.";
    case EventType::push_address_changed:
      return phone + " changed where requests are announced.";
    case EventType::move_authorised:
      return phone + " made a code to move to another phone.";
    case EventType::device_moved:
      return "Another phone took the place of " + named(event, "a phone") + ".";
    default:
      return "";
  }
}

}  // namespace

std::string sentence_of(const Event& event) {
  for (const auto sentence_for : {account_sentence, sign_in_sentence, method_sentence, password_sentence,
                                  session_sentence, prompt_sentence, device_sentence}) {
    std::string sentence = sentence_for(event);
    if (sentence.empty()) continue;
    if (event.erased) sentence += " The details were erased.";
    return sentence;
  }
  return "Something else happened.";
}

}  // namespace counterfoil
