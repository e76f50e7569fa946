#pragma once

#include <string>

#include "counterfoil.h"
#include "support/temporary_directory.hpp"

/// An engine in C with one account, and a sign-in of it that has begun.
class CFixture {
 public:
  CFixture();
  CFixture(const CFixture&) = delete;
  CFixture& operator=(const CFixture&) = delete;
  ~CFixture();

  cfoil_sign_in request() const;
  cfoil_caller caller() const;
  /// Signs in by password: the token is the ticket or the assurance then.
  cfoil_status type_password(const std::string& password);
  /// A transport to the engine.
  static cfoil_status carry(void* reply, size_t* reply_size, const char* url, const char* content_type,
                            const void* body, size_t body_size, void* user_data);

  cfoil_engine* engine = nullptr;
  std::string token;
  unsigned char session[32] = {};

 private:
  counterfoil::testing::TemporaryDirectory folder_;
};
