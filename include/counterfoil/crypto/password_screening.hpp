#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/base/api.hpp"
#include "counterfoil/base/precis.hpp"
#include "counterfoil/base/result.hpp"
#include "counterfoil/base/secret.hpp"

namespace counterfoil {

/// What a new password must meet. The defaults are those for a password that is always used with a second
/// factor; alone it needs 15 characters (NIST SP 800-63B-4 section 3.1.1.2). There are no composition rules.
struct ScreeningRules {
  static constexpr std::size_t max_words = 1000;      ///< of each kind
  static constexpr std::size_t max_word_length = 64;  ///< code points
  static constexpr std::size_t min_word_length = 4;   ///< code points; shorter words are ignored

  std::size_t min_length = 8;                    ///< code points, at least 1
  std::size_t max_length = max_password_length;  ///< code points, at most 256
  std::size_t min_score = 5;                     ///< points, 0 to 64; see screen_password()
  /// What is known about this person and organisation: names, parts of the username and the domain.
  std::vector<std::string> context_words;
  /// Words that the organisation does not want: its products, places, teams.
  std::vector<std::string> banned_words;
};

/// Why a password is refused.
enum class ScreeningRefusal {
  too_short,              ///< Fewer code points than `needed`.
  too_long,               ///< More code points than `needed`.
  common,                 ///< One of the commonest passwords, or one with little added.
  contains_context_word,  ///< Too few points, because of context words.
  too_predictable,        ///< Too few points, because of banned words or repetition.
};

/// What screening found. Nothing in it tells the password.
struct PasswordScreening {
  /// Empty when the password is accepted. The first reason that applies, in the order of the enum but for
  /// too_long, which comes first of all.
  std::optional<ScreeningRefusal> refusal;
  std::size_t found = 0;   ///< Code points for too_short and too_long, otherwise points.
  std::size_t needed = 0;  ///< What `found` has to be at least; for too_long, at most.

  bool accepted() const noexcept { return !refusal; }

  friend bool operator==(const PasswordScreening&, const PasswordScreening&) = default;
};

/// Screens a new password, for the final check and for advice at each keystroke. A pure function.
///
/// Length is counted in code points, on the password as given. The rest looks at its *screening form*, in
/// which case, width and a few look-alikes do not count: full-width mapped to ordinary, NFC, lower case, then
/// 0→o, 1→l, $→s, @→a. Words are brought to the same form.
///
/// **Repetition.** A password that is one unit again and again (`abcabcabc`, `aaaaaaaa`) is judged as that
/// unit.
///
/// **Common.** Refused is one of the 49,000 commonest passwords (data/common_passwords.txt; ASVS 5.0 6.2.4),
/// with so few characters added before and after it that, at one point for it and one for each of them, they
/// stay below min_score. The list is compared with the whole, not searched inside a passphrase.
///
/// **Score.** The password is cut into words and remaining characters, in the way that gives the fewest
/// points: one for each word from either list, however long, and one for each remaining character. Fewer than
/// min_score are refused. A word counts with one mistake, too: one of its characters replaced, one missing,
/// or one added between its first and last. (One added outside is simply a remaining character.) So with
/// `contoso` and `blank` banned, `C0ntos0Blank12` has 4 points ([contoso][blank][l][2]), and
/// `ContoS0Bl@nkf9!` has 5.
///
/// Takes microseconds; with 1,000 words and 256 code points chosen to be slow, tens of milliseconds. Working
/// copies are wiped. Thread-safe.
///
/// @param password  as prepare_password() gives it.
/// @return what was found, or errc::invalid_utf8, errc::invalid_argument when the rules are out of their range
///         or have a word that is not UTF-8, errc::provider_failed when ICU's data is not there,
///         errc::out_of_memory.
COUNTERFOIL_API Result<PasswordScreening> screen_password(const SecretBytes& password,
                                                          const ScreeningRules& rules);

/// What a screening says, as an English sentence for the person who chose the password. It holds numbers,
/// never the password or a word. Thread-safe.
COUNTERFOIL_API std::string explain(const PasswordScreening& screening);

}  // namespace counterfoil
