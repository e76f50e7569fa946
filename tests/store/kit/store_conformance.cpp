#include "counterfoil/testing/store_conformance.hpp"

#include "store/kit/checks.hpp"

namespace counterfoil::testing {

std::vector<StoreCheck> store_conformance_checks() {
  Checks checks;
  add_row_checks(checks);
  add_argument_checks(checks);
  add_resubmission_checks(checks);
  add_atomicity_checks(checks);
  add_lookup_checks(checks);
  add_journal_checks(checks);
  add_listing_checks(checks);
  add_outbox_checks(checks);
  add_notification_checks(checks);
  add_race_checks(checks);
  return checks;
}

}  // namespace counterfoil::testing
