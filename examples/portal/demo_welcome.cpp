#include "demo_welcome.hpp"

#include <iomanip>
#include <ostream>

#include "demo_accounts.hpp"

namespace portal {

void print_welcome(std::ostream& out, const Addresses& addresses) {
  out << "\n  The portal      " << addresses.portal << "/\n"
      << "  The phone       " << addresses.authenticator
      << "/   (open it in another window, or on a phone)\n\n"
      << "  Sign in as\n";
  for (const DemoAccount& account : demo_accounts) {
    out << "    " << std::left << std::setw(30) << account.username << account.password << '\n';
  }
  out << R"(
  Try this
    1. Sign in as Ada. She has only a password, so she is asked to add an authenticator.
    2. In the phone's window: Add, then scan the QR code, or paste the link behind "Can't scan it?".
    3. The portal shows a number: type it on the phone. Then keep the recovery codes.
    4. Sign out, and in again: the phone asks. Deny it once, and see what the page says.
    5. Any other code app works, too: Add a method, Code app.

  Ctrl-C ends it; what was done is kept for the next time.
)";
}

}  // namespace portal
