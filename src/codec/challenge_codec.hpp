#pragma once

#include "codec/account.pb.h"
#include "model/account_document.hpp"
#include "model/inspection.hpp"

namespace counterfoil {

void write(const Challenge& challenge, stored::Challenge& message);
void read(stored::Challenge& message, Challenge& challenge, Inspection& inspection);

}  // namespace counterfoil
