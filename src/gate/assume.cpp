#include "gate/assume.hpp"

#include "policy/findings.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::gate {
namespace {

void require_known(const core::Assumption& assumption, const std::string& name,
                   const std::vector<std::string>& known, std::string_view what) {
  if (std::find(known.begin(), known.end(), name) != known.end()) {
    return;
  }
  throw util::Error(
      util::ErrorKind::usage,
      fmt::format("cannot assume '{}': the policy has no {} '{}'{}", core::to_string(assumption),
                  what, name, policy::suggestion(name, known)),
      "see the items, and who may answer for them: sallyport policy explain");
}

}  // namespace

void require_assumable(const std::vector<core::Assumption>& assumed, const Governing& governing) {
  for (const core::Assumption& assumption : assumed) {
    require_known(assumption, assumption.item, core::known_items(governing.policy), "item");
    require_known(assumption, assumption.principal,
                  core::known_principals(governing.policy, governing.signers), "principal");
  }
}

std::vector<std::string> warnings_about(const std::vector<core::Assumption>& assumed) {
  if (assumed.empty()) {
    return {};
  }
  std::vector<std::string> names;
  names.reserve(assumed.size());
  for (const core::Assumption& assumption : assumed) {
    names.push_back(core::to_string(assumption));
  }
  return {
      fmt::format("simulated, not the real verdict: nobody recorded {}", util::join(names, ", "))};
}

}  // namespace sallyport::gate
