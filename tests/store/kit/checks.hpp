#pragma once

#include <vector>

#include "counterfoil/testing/store_conformance.hpp"

namespace counterfoil::testing {

using Checks = std::vector<StoreCheck>;

void add_row_checks(Checks& checks);
void add_argument_checks(Checks& checks);
void add_resubmission_checks(Checks& checks);
void add_atomicity_checks(Checks& checks);
void add_lookup_checks(Checks& checks);
void add_journal_checks(Checks& checks);
void add_listing_checks(Checks& checks);
void add_outbox_checks(Checks& checks);
void add_notification_checks(Checks& checks);
void add_race_checks(Checks& checks);

}  // namespace counterfoil::testing
