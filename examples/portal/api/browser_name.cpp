#include "api/browser_name.hpp"

#include <array>
#include <utility>

namespace portal {
namespace {

using Names = std::pair<std::string_view, std::string_view>;

// The first that is found: later ones stand in the headers of earlier ones, too.
constexpr std::array browsers = {
    Names{"Edg", "Edge"},        Names{"OPR/", "Opera"},    Names{"SamsungBrowser", "Samsung Internet"},
    Names{"Firefox", "Firefox"}, Names{"FxiOS", "Firefox"}, Names{"CriOS", "Chrome"},
    Names{"Chrome", "Chrome"},   Names{"Safari", "Safari"}, Names{"curl", "curl"}};
constexpr std::array systems = {Names{"Android", "Android"}, Names{"iPhone", "iPhone"},
                                Names{"iPad", "iPad"},       Names{"Windows", "Windows"},
                                Names{"Mac OS X", "macOS"},  Names{"CrOS", "ChromeOS"},
                                Names{"Linux", "Linux"}};

template <std::size_t count>
std::string_view first_in(const std::array<Names, count>& names, std::string_view text) {
  for (const auto& [mark, name] : names) {
    if (text.find(mark) != std::string_view::npos) return name;
  }
  return {};
}

}  // namespace

std::string browser_name(std::string_view user_agent) {
  const std::string_view browser = first_in(browsers, user_agent);
  const std::string_view system = first_in(systems, user_agent);
  std::string name(browser.empty() ? "A browser" : browser);
  if (!system.empty()) name += " on " + std::string(system);
  return name;
}

}  // namespace portal
