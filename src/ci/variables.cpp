#include "ci/variables.hpp"

#include <fmt/format.h>

namespace sallyport::ci {

Found variable(const util::Environment& environment, std::string_view name) {
  const auto found = environment.find(std::string(name));
  return {found == environment.end() ? std::string() : found->second,
          fmt::format("the variable '{}'", name)};
}

Found required(const util::Environment& environment, std::string_view name) {
  Found found = variable(environment, name);
  if (found.value.empty()) {
    refuse(found.place, "it is not set");
  }
  return found;
}

bool is_set(const util::Environment& environment, std::string_view name) {
  return !variable(environment, name).value.empty();
}

}  // namespace sallyport::ci
