#pragma once

#include <cstdint>
#include <string>

#include "codec/account.pb.h"
#include "model/inspection.hpp"

namespace counterfoil {

/// Texts that lie once in a document, however many sessions and browsers have them. They are named by their
/// position, from 1; 0 is the empty text.
class TextTable {
 public:
  using Texts = google::protobuf::RepeatedPtrField<std::string>;

  /// The position of `text` in `texts`, where it is added if it is not there.
  static std::uint32_t place(const std::string& text, Texts& texts) {
    if (text.empty()) return 0;
    for (int i = 0; i < texts.size(); ++i) {
      if (texts.Get(i) == text) return static_cast<std::uint32_t>(i) + 1;
    }
    *texts.Add() = text;
    return static_cast<std::uint32_t>(texts.size());
  }

  /// The text at `position`.
  static std::string find(std::uint32_t position, const Texts& texts, Inspection& inspection) {
    if (position == 0) return {};
    const bool there = position <= static_cast<std::uint32_t>(texts.size());
    inspection.require(there, "texts: ones that are there");
    return there ? texts.Get(static_cast<int>(position) - 1) : std::string();
  }
};

}  // namespace counterfoil
