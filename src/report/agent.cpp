#include "report/agent.hpp"

#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::report {

std::string signs_of_agent(const std::vector<core::Evidence>& agent) {
  std::vector<std::string> signs;
  signs.reserve(agent.size());
  for (const core::Evidence& found : agent) {
    signs.push_back((found.kind == core::EvidenceKind::process ? "process " : "") + found.value);
  }
  return util::join(signs, ", ");
}

std::string without_leftovers(const std::vector<core::Evidence>& agent, std::string_view command) {
  std::string unset;
  for (const core::Evidence& found : agent) {
    if (found.kind == core::EvidenceKind::process) {
      return "";
    }
    for (const std::string& variable : util::split(found.value, ' ')) {
      unset += fmt::format(" -u {}", variable.substr(0, variable.find('=')));
    }
  }
  return fmt::format("; where it is a leftover there: env{} {}", unset, command);
}

}  // namespace sallyport::report
