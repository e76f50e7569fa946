#pragma once

#include "codec/account.pb.h"
#include "model/account_document.hpp"
#include "model/inspection.hpp"

namespace counterfoil {

void write(const Method& method, stored::Method& message);
void read(stored::Method& message, Method& method, Inspection& inspection);

void write(const RemovedMethod& removed, stored::RemovedMethod& message);
void read(stored::RemovedMethod& message, RemovedMethod& removed, Inspection& inspection);

void write(const Registration& registration, stored::Registration& message);
void read(stored::Registration& message, Registration& registration, Inspection& inspection);

}  // namespace counterfoil
