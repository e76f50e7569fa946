#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cstdio>
#include <string>
#include <vector>

#include "phone_support.hpp"
#include "support/catch.hpp"

using namespace counterfoil;
using counterfoil::testing::region;

namespace {

/// Collects what the process writes to one of its standard streams while this object lives.
class CapturedStream {
 public:
  explicit CapturedStream(int descriptor) : descriptor_(descriptor), saved_(::dup(descriptor)) {
    ::dup2(::fileno(file_), descriptor_);
  }
  ~CapturedStream() {
    restore();
    std::fclose(file_);
  }
  CapturedStream(const CapturedStream&) = delete;
  CapturedStream& operator=(const CapturedStream&) = delete;

  std::string text() {
    restore();
    std::rewind(file_);
    std::array<char, 4096> buffer{};
    return {buffer.data(), std::fread(buffer.data(), 1, buffer.size(), file_)};
  }

 private:
  void restore() {
    if (saved_ < 0) return;
    std::fflush(nullptr);
    ::dup2(saved_, descriptor_);
    ::close(saved_);
    saved_ = -1;
  }

  std::FILE* file_ = std::tmpfile();
  int descriptor_;
  int saved_;
};

const std::vector<std::string> texts{
    "+44 20 7946 00181",
    "+44 7400 12345",
    "7400123456",
    "+999 7400 123456",
    "+0 7400 123456",
    "07400 123456 x",
    "07400 12345O",
    "+33 7400123456",
    "tel:7400123456",
    "+447400123456;isub=7400123456",
    "74001234567400123456",
    "07400\t123456",
    "007400123456",
    "+1 7400 123456",
    "+44 7400 123456 x7400123456789",
};

bool has_four_digits_in_a_row(const std::string& text) {
  int run = 0;
  for (const char c : text) {
    run = c >= '0' && c <= '9' ? run + 1 : 0;
    if (run == 4) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("no error message contains any of the number") {
  for (const std::string& text : texts) {
    for (const char* chosen : {"GB", "US", "DE", "IT"}) {
      const auto number = PhoneNumber::parse(text, region(chosen));
      if (!number) CHECK_FALSE(has_four_digits_in_a_row(number.error().message));
    }
    const auto stored = PhoneNumber::from_e164(text, text);
    REQUIRE_FALSE(stored);
    CHECK_FALSE(has_four_digits_in_a_row(stored.error().message));
  }
  const auto unusable = testing::phone_number("+44 901 234 5678").check_use(PhoneUse::sms);
  CHECK_FALSE(has_four_digits_in_a_row(unusable.error().message));
}

TEST_CASE("nothing is written to the standard streams, whatever is parsed") {
  std::string output;
  std::string errors;
  {
    CapturedStream captured_output(STDOUT_FILENO);
    CapturedStream captured_errors(STDERR_FILENO);
    for (const std::string& text : texts) {
      for (const char* chosen : {"GB", "US", "DE", "IT"}) {
        const auto number = PhoneNumber::parse(text, region(chosen));
        if (number) output += number->display().empty() ? "empty" : "";
      }
    }
    errors = captured_errors.text();
    output += captured_output.text();
  }
  CHECK(output.empty());
  CHECK(errors.empty());
}
