#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "durability/installation.hpp"

namespace counterfoil::testing {

/// What people and the host do in one installation, one operation after the other, from the first opening of the
/// database on. It is the same in every folder, down to the last byte of the database.
class Story {
 public:
  struct Options {
    std::string vfs{};               ///< empty: SQLite's default
    std::function<void()> stored{};  ///< called when the store has acknowledged that it stored something
  };

  struct Operation {
    const char* name;
    Result<void> (Story::*run)();
    /// Whether it uses up the code of its time.
    bool types_code = false;
  };

  Story(std::string folder, Options options);

  static const std::vector<Operation>& operations();
  /// The time of the `index`th operation: half a minute after the one before.
  static Timestamp time_of(std::size_t index);

  /// Does the `index`th operation. Throws when the installation cannot be opened.
  Result<void> run(std::size_t index);

  /// The recovery code that the story uses; none before there are any.
  const std::optional<SecretBytes>& recovery_code() const noexcept { return recovery_code_; }

 private:
  Result<void> open();
  Result<void> create();
  Result<void> sign_in();
  Result<void> make_recovery_codes();
  Result<void> rename();
  Result<void> type_wrong_code();
  Result<void> redeem_recovery_code();
  Result<void> set_privilege();
  Result<void> add_second_app();
  Result<void> set_usernames();
  Result<void> deliver();
  Result<void> sign_out_everywhere();
  Result<void> create_another();
  Result<void> remove_another();
  Result<void> prune();

  Result<void> keep(Result<SignInOutcome> outcome);
  Result<void> keep(Result<Changed> changed);
  Caller caller() const;

  const std::string folder_;
  const Options options_;
  const std::shared_ptr<Entropy> entropy_;
  std::optional<Installation> installation_;
  Timestamp now_;
  Assurance assurance_{std::string()};
  std::optional<MethodId> code_app_;
  std::optional<SecretBytes> recovery_code_;
};

}  // namespace counterfoil::testing
