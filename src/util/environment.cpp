#include "util/environment.hpp"

#include "util/platform.hpp"

namespace sallyport::util {

Environment current_environment() {
  Environment environment;
  for (char** entry = environment_block(); entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = text.find('=');
    if (equals != std::string_view::npos) {
      environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return environment;
}

std::string variable(const Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string() : found->second;
}

}  // namespace sallyport::util
