#include "codec/policy_json.hpp"

#include <array>

#include "base/field_path.hpp"
#include "base/strict_json.hpp"
#include "codec/json_refusal.hpp"
#include "counterfoil/codec/policy_json.hpp"
#include "model/policy_rule.hpp"

namespace counterfoil {

namespace {

using nlohmann::json;

constexpr std::string_view recommended = "recommended";
constexpr std::string_view nist = "nist_800_63b_4";

Result<ValidPolicy> checked(Policy policy, std::string_view path) {
  if (auto fits = check_policy(policy, path); !fits) return std::move(fits).error();
  return ValidPolicy::check(std::move(policy));
}

}  // namespace

Result<ValidPolicy> read_policy(const json& object, std::string_view path) {
  Policy policy;
  json fields = object;
  if (object.is_object() && object.contains("preset")) {
    const json& preset = object["preset"];
    if (preset != recommended && preset != nist) {
      return Error(errc::invalid_policy, path_of(path, "preset") +
                                             ": expected \"recommended\" or \"nist_800_63b_4\", not " +
                                             describe(preset));
    }
    if (preset == nist) policy = ValidPolicy::nist_800_63b_4();
    fields.erase("preset");
  }
  if (auto laid = lay_over(policy, fields, path); !laid) return std::move(laid).error();
  return checked(std::move(policy), path);
}

Result<ValidPolicy> overlay_policy(const ValidPolicy& base, const json& object, std::string_view path) {
  Policy policy = base;
  if (auto laid = lay_over(policy, object, path); !laid) return std::move(laid).error();
  return checked(std::move(policy), path);
}

Result<ValidPolicy> parse_policy(std::string_view text) {
  return without_bad_alloc([&]() -> Result<ValidPolicy> {
    const auto object = read_strict_json(text, {max_policy_json_size, errc::invalid_policy});
    if (!object) return object.error();
    return read_policy(*object, {});
  });
}

Result<ValidPolicy> overlay_policy(const ValidPolicy& base, std::string_view text) {
  return without_bad_alloc([&]() -> Result<ValidPolicy> {
    const auto object = read_strict_json(text, {max_policy_json_size, errc::invalid_policy});
    if (!object) return object.error();
    return overlay_policy(base, *object, {});
  });
}

}  // namespace counterfoil
