#include "attribution/catalogue.hpp"
#include "attribution/examine.hpp"
#include "util/platform.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unistd.h>
#include <unordered_set>

namespace sallyport::attribution {
namespace {

using core::Evidence;
using core::EvidenceKind;
using core::Position;

bool may_be_shown(const std::string& name, std::string_view value) {
  constexpr std::size_t k_most_shown = 40;
  const bool is_plain = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("._/-").find(c) != std::string_view::npos;
  });
  const auto names = shown_variables();
  return is_plain && value.size() <= k_most_shown &&
         std::find(names.begin(), names.end(), name) != names.end();
}

/// The variables that a rule's key names, as found in the environment.
struct Seen {
  std::string value;  ///< what the pattern sees: the values joined by LF
  std::string shown;  ///< what is reported: names, and values where they are harmless
};

std::optional<Seen> look_up(const util::Environment& environment, const std::string& key) {
  Seen seen;
  for (const std::string& name : util::split(key, ',')) {
    const std::string value = util::variable(environment, name);
    if (is_negative(value)) {
      return std::nullopt;
    }
    seen.value += (seen.value.empty() ? "" : "\n") + value;
    seen.shown += (seen.shown.empty() ? "" : " ") +
                  (may_be_shown(name, value) ? fmt::format("{}={}", name, value) : name);
  }
  return seen;
}

/// The first variable that starts like `key` without its '*'.
std::optional<Seen> look_up_prefix(const util::Environment& environment, std::string key) {
  key.pop_back();
  const auto variable = environment.lower_bound(key);
  if (variable == environment.end() || !variable->first.starts_with(key) ||
      is_negative(variable->second)) {
    return std::nullopt;
  }
  return Seen{variable->second, variable->first};
}

void examine_variables(const RuleTable& table, const util::Environment& environment,
                       std::vector<Evidence>& found) {
  for (const auto& [key, rules] : table.variables) {
    const auto seen =
        key.ends_with('*') ? look_up_prefix(environment, key) : look_up(environment, key);
    const core::DetectRule* rule = seen ? rules.find(seen->value) : nullptr;
    if (rule == nullptr) {
      continue;
    }
    found.push_back(evidence_of(*rule, Position::environment, seen->shown));
    if (rule->tool == core::k_unknown_tool) {
      found.back().tool = tool_named_in(seen->value, table.tools);
    }
  }
}

}  // namespace

std::vector<std::string> ancestor_processes() {
  constexpr std::size_t k_most_levels = 64;
  std::vector<std::string> names;
  for (pid_t process = ::getppid(); process > 1 && names.size() < k_most_levels;) {
    const auto status = util::process_status(process);
    if (!status) {
      break;
    }
    names.push_back(status->name);
    process = status->parent;
  }
  return names;
}

std::vector<Evidence> Detector::examine_ambient(const Ambient& ambient) const {
  const RuleTable& table = state_->table;
  std::vector<Evidence> found;
  examine_variables(table, ambient.environment, found);
  std::unordered_set<std::string> seen;
  for (const std::string& name : ambient.ancestors) {
    const core::DetectRule* rule = table.of(EvidenceKind::process).find(name);
    if (rule != nullptr && seen.insert(name).second) {
      found.push_back(evidence_of(*rule, Position::process, name));
    }
  }
  return found;
}

}  // namespace sallyport::attribution
