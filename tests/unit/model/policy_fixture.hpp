#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "counterfoil/codec/policy_json.hpp"

namespace counterfoil::policy_fixture {

using nlohmann::json;

inline std::string joined(std::string path, const std::string& name) {
  return path.empty() ? name : path.append(".").append(name);
}

/// The paths of all values in `object` that are not objects themselves, with dots.
inline std::vector<std::string> leaves(const nlohmann::ordered_json& object, const std::string& path = "") {
  if (!object.is_object()) return {path};
  std::vector<std::string> all;
  for (const auto& [name, value] : object.items()) {
    const auto below = leaves(value, joined(path, name));
    all.insert(all.end(), below.begin(), below.end());
  }
  return all;
}

/// `{"a": {"b": value}}` for the path `a.b`.
inline std::string only(const std::string& path, const json& value) {
  json object = value;
  std::string rest = path;
  while (!rest.empty()) {
    const std::size_t dot = rest.rfind('.');
    const std::string name = dot == std::string::npos ? rest : rest.substr(dot + 1);
    object = json{{name, object}};
    rest = dot == std::string::npos ? "" : rest.substr(0, dot);
  }
  return object.dump();
}

/// The message of the refusal of `text`, or why it is none.
inline std::string refusal(const std::string& text) {
  const auto policy = parse_policy(text);
  if (policy) return "accepted";
  if (policy.error().code != errc::invalid_policy) return "another code";
  return policy.error().message;
}

/// The message of the refusal of the recommended policy changed by `change`.
inline std::string refusal(const std::function<void(Policy&)>& change) {
  Policy policy;
  change(policy);
  const auto checked = ValidPolicy::check(policy);
  if (checked) return "accepted";
  if (checked.error().code != errc::invalid_policy) return "another code";
  return checked.error().message;
}

}  // namespace counterfoil::policy_fixture
