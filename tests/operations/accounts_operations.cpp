#include "operations/operation.hpp"

namespace counterfoil::operations {

namespace {

void nothing(World&) {}

}  // namespace

Operations accounts_operations() {
  return {
      {"Accounts::create", {nothing, [](World& w) { return outcome_of(w.accounts().create(w.created)); }}},
      {"Accounts::list",
       {nothing, [](World& w) { return outcome_of(w.accounts().list(w.tenant, "", w.limit)); }}},
      {"Accounts::set_usernames",
       {nothing,
        [](World& w) { return outcome_of(w.accounts().set_usernames(w.tenant, w.account, w.usernames)); }}},
      {"Accounts::set_notice_address",
       {nothing,
        [](World& w) {
          return outcome_of(w.accounts().set_notice_address(w.tenant, w.account, w.address));
        }}},
      {"Accounts::set_privilege",
       {nothing,
        [](World& w) { return outcome_of(w.accounts().set_privilege(w.tenant, w.account, w.privilege)); }}},
      {"Accounts::set_password",
       {nothing,
        [](World& w) { return outcome_of(w.accounts().set_password(w.tenant, w.account, w.replacement)); }}},
      {"Accounts::suspend",
       {nothing, [](World& w) { return outcome_of(w.accounts().suspend(w.tenant, w.account)); }}},
      {"Accounts::resume",
       {nothing, [](World& w) { return outcome_of(w.accounts().resume(w.tenant, w.account)); }}},
      {"Accounts::export_data",
       {nothing, [](World& w) { return outcome_of(w.accounts().export_data(w.tenant, w.account)); }}},
      {"Accounts::remove",
       {nothing, [](World& w) { return outcome_of(w.accounts().remove(w.tenant, w.account)); }}},
      {"Accounts::events",
       {nothing, [](World& w) { return outcome_of(w.accounts().events(w.tenant, w.account, 1, w.limit)); }}},
      {"Accounts::verify_events",
       {nothing,
        [](World& w) {
          const auto verified = w.accounts().verify_events(w.tenant, w.account);
          return verified && !verified->fault.empty() ? verified->fault : outcome_of(verified);
        }}},
      {"Accounts::prune_events",
       {nothing, [](World& w) { return outcome_of(w.accounts().prune_events(w.tenant, w.account)); }}},
      {"Accounts::raise_code_floors",
       {nothing, [](World& w) { return outcome_of(w.accounts().raise_code_floors(w.tenant, w.account)); }}},
  };
}

}  // namespace counterfoil::operations
