#pragma once

#include "codec/account.pb.h"
#include "model/account_document.hpp"
#include "model/inspection.hpp"

namespace counterfoil {

void write(const SpentTicket& ticket, stored::SpentTicket& message);
void read(stored::SpentTicket& message, SpentTicket& ticket, Inspection& inspection);

void write(const KeptOutcome& outcome, stored::Outcome& message);
void read(stored::Outcome& message, KeptOutcome& outcome, Inspection& inspection);

}  // namespace counterfoil
