#pragma once

#include "codec/account.pb.h"
#include "codec/text_table.hpp"
#include "model/account_document.hpp"
#include "model/inspection.hpp"

namespace counterfoil {

void write(const KnownBrowser& browser, stored::Browser& message, TextTable::Texts& texts);
void read(stored::Browser& message, KnownBrowser& browser, const TextTable::Texts& texts,
          Inspection& inspection);

void write(const LiveSession& session, stored::Session& message, TextTable::Texts& texts);
void read(stored::Session& message, LiveSession& session, const TextTable::Texts& texts,
          Inspection& inspection);

}  // namespace counterfoil
