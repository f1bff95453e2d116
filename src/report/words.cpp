#include "report/words.hpp"

#include "core/attribute.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace sallyport::report {
namespace {

using NamePair = std::pair<std::string_view, std::string_view>;

constexpr std::array k_tool_names{
    NamePair{"aider", "Aider"},
    NamePair{"amazon-q", "Amazon Q"},
    NamePair{"amp", "Amp"},
    NamePair{"base44", "Base44"},
    NamePair{"claude", "Claude"},
    NamePair{"claude-code", "Claude Code"},
    NamePair{"coderabbit", "CodeRabbit"},
    NamePair{"codex", "Codex"},
    NamePair{"copilot", "GitHub Copilot"},
    NamePair{"copilot-autofix", "Copilot Autofix"},
    NamePair{"crush", "Crush"},
    NamePair{"cursor", "Cursor"},
    NamePair{"devin", "Devin"},
    NamePair{"droid", "Factory Droid"},
    NamePair{"entire", "Entire"},
    NamePair{"figma-make", "Figma Make"},
    NamePair{"firebender", "Firebender"},
    NamePair{"gemini", "Gemini"},
    NamePair{"gemini-cli", "Gemini CLI"},
    NamePair{"goose", "Goose"},
    NamePair{"jules", "Jules"},
    NamePair{"junie", "Junie"},
    NamePair{"kiro", "Kiro"},
    NamePair{"lovable", "Lovable"},
    NamePair{"ona", "Ona"},
    NamePair{"opencode", "OpenCode"},
    NamePair{"openhands", "OpenHands"},
    NamePair{"qwen", "Qwen Code"},
    NamePair{"qwen-code", "Qwen Code"},
    NamePair{"replit", "Replit"},
    NamePair{"roo", "Roo Code"},
    NamePair{"v0", "v0"},
    NamePair{"vscode-copilot", "Copilot in VS Code"},
    NamePair{"warp", "Warp"},
    NamePair{"windsurf", "Windsurf"},
};

constexpr std::size_t k_named_tools = 2;
constexpr std::size_t k_short_id = 12;

/// `Claude Code`, `Claude Code and Cursor`, `Claude Code, Cursor and 2 more tools`
std::string tools_phrase(const std::vector<core::ToolUse>& tools) {
  if (tools.empty()) {
    return "AI";
  }
  if (tools.size() == 1) {
    return tool_name(tools[0].id);
  }
  const std::string first = tool_name(tools[0].id);
  const std::string second = tool_name(tools[1].id);
  if (tools.size() == k_named_tools) {
    return fmt::format("{} and {}", first, second);
  }
  const auto others = static_cast<std::int64_t>(tools.size() - k_named_tools);
  return fmt::format("{}, {} and {}", first, second, util::plural(others, "more tool"));
}

/// Whether the change is the one commit that is about to be made, so that counting commits says
/// nothing.
bool about_to_be_made(const core::Verdict& verdict) {
  return verdict.commits.empty() || (verdict.commits.size() == 1 && !verdict.commits[0].id);
}

std::string commit_count(const core::Verdict& verdict) {
  return util::plural(static_cast<std::int64_t>(verdict.commits.size()), "commit");
}

/// The position after `phrase` and a blank in `text`, where `phrase` begins at a word; npos: not
/// there.
std::size_t after_phrase(std::string_view text, std::string_view phrase) {
  const std::string wanted = std::string(phrase) + ' ';
  for (std::size_t at = text.find(wanted); at != std::string_view::npos;
       at = text.find(wanted, at + 1)) {
    if (at == 0 || text[at - 1] == ' ') {
      return at + wanted.size();
    }
  }
  return std::string_view::npos;
}

/// `400` of `ai_lines 640 >= 400`; empty when `because` names no limit on `ai_lines`, or measured
/// only a part of the change.
std::string limit_in(std::string_view because, std::int64_t ai_lines) {
  constexpr std::string_view k_digits = "0123456789";
  const std::size_t comparison = after_phrase(because, fmt::format("ai_lines {}", ai_lines));
  if (comparison == std::string_view::npos ||
      because.find("recent_ai_lines ") != std::string_view::npos ||
      !because.substr(comparison).starts_with('>')) {
    return {};
  }
  const std::size_t first = because.find_first_of(k_digits, comparison);
  if (first == std::string_view::npos) {
    return {};
  }
  const std::size_t last = because.find_first_not_of(k_digits, first);
  return std::string(because.substr(first, last - first));
}

}  // namespace

std::string tool_name(std::string_view id) {
  const auto* found = std::find_if(k_tool_names.begin(), k_tool_names.end(),
                                   [&](const NamePair& pair) { return pair.first == id; });
  return found == k_tool_names.end() ? util::printable(id) : std::string(found->second);
}

std::string origin_phrase(const core::CommitAttribution& commit) {
  const std::string_view origin = core::to_string(commit.origin);
  if (commit.tool.empty()) {
    return std::string(origin);
  }
  return fmt::format("{}{} by {}", origin, core::is_ai(commit.origin) ? "" : ", in part",
                     tool_name(commit.tool));
}

std::string_view stopped_thing(std::string_view gate) {
  if (gate == "pre-commit" || gate == "commit-msg" || gate == "pre-merge-commit") {
    return "commit";
  }
  return gate == "pre-push" || gate == "pre-receive" ? "push" : "change";
}

ItemCount count_items(const core::Verdict& verdict) {
  ItemCount count;
  for (const core::ItemResult& item : verdict.items) {
    count.required += item.status == core::Status::not_applicable ? 0 : 1;
    count.open += is_open(item.status) ? 1 : 0;
    count.unknown += item.status == core::Status::error ? 1 : 0;
  }
  return count;
}

std::string open_items_phrase(const core::Verdict& verdict) {
  const ItemCount count = count_items(verdict);
  return fmt::format("{} of {} open", count.open, util::plural(count.required, "review item"));
}

std::string size_phrase(const core::Verdict& verdict) {
  const core::Metrics& metrics = verdict.metrics;
  const std::string lines = util::plural(metrics.effective, "line");
  if (metrics.ai == 0 && verdict.tools.empty()) {
    return about_to_be_made(verdict)
               ? fmt::format("{}, no AI marker found", lines)
               : fmt::format("{}, no AI marker found in {}", lines, commit_count(verdict));
  }
  const std::string sizes =
      fmt::format("{} of {} by {}", metrics.ai, lines, tools_phrase(verdict.tools));
  const auto& commits = verdict.commits;
  return about_to_be_made(verdict)
             ? sizes
             : fmt::format(
                   "{} in {} of {}", sizes,
                   std::count_if(commits.begin(), commits.end(),
                                 [](const auto& commit) { return core::is_ai(commit.origin); }),
                   commit_count(verdict));
}

std::string remaining_size_phrase(const core::Metrics& metrics) {
  std::vector<std::string> parts;
  if (metrics.undeclared > 0) {
    parts.push_back(util::plural(metrics.undeclared, "undeclared line"));
  }
  if (metrics.deleted > 0) {
    parts.push_back(fmt::format("{} deleted", metrics.deleted));
  }
  if (metrics.excluded_files > 0) {
    parts.push_back(util::plural(metrics.excluded_files, "excluded file") +
                    fmt::format(" ({})", util::plural(metrics.excluded_lines, "line")));
  }
  if (metrics.opaque_files > 0) {
    parts.push_back(util::plural(metrics.opaque_files, "opaque file") +
                    fmt::format(" ({})", util::plural(metrics.opaque_bytes, "byte")));
  }
  return util::join(parts, ", ");
}

std::string ai_limit(const core::Verdict& verdict) {
  for (const core::RuleResult& rule : verdict.rules) {
    if (std::string limit =
            rule.matched ? limit_in(rule.because, verdict.metrics.ai) : std::string();
        !limit.empty()) {
      return limit;
    }
  }
  return {};
}

std::string answerers(const core::ItemResult& item) {
  const std::string who = item.approvers.empty()
                              ? "any enrolled person"
                              : util::printable(util::join(item.approvers, " or "));
  return item.needed > 1 ? fmt::format("{} of {}", item.needed, who) : who;
}

std::string short_record(std::string_view id) {
  return util::printable(id.substr(0, k_short_id));
}

std::vector<std::string> standing_words(const core::ItemResult& item) {
  std::vector<std::string> words;
  words.reserve(item.rejected_by.size() + 1);
  for (const core::Objection& objection : item.rejected_by) {
    words.push_back(util::printable(
        fmt::format("rejected by {}: {} (lifted with: sallyport revoke {} --reason TEXT)",
                    objection.signer, objection.notes, short_record(objection.record))));
  }
  if (item.waived) {
    words.push_back(util::printable(fmt::format("waived until {}: {} ({})",
                                                util::to_iso8601(item.waived->until),
                                                item.waived->reason, item.waived->ticket)));
  }
  return words;
}

std::string shortfall_phrase(const core::Verdict& verdict) {
  std::vector<std::pair<std::string, std::string>> items_by_shortfall;
  for (const core::ItemResult& item : verdict.items) {
    const auto same =
        std::find_if(items_by_shortfall.begin(), items_by_shortfall.end(),
                     [&](const auto& entry) { return entry.first == item.landing_shortfall; });
    if (item.landing_shortfall.empty()) {
      continue;
    }
    if (same == items_by_shortfall.end()) {
      items_by_shortfall.emplace_back(item.landing_shortfall, item.id);
    } else {
      same->second += ", " + item.id;
    }
  }
  std::vector<std::string> phrases;
  phrases.reserve(items_by_shortfall.size());
  for (const auto& [shortfall, items] : items_by_shortfall) {
    phrases.push_back(util::printable(fmt::format("{} by {}", items, shortfall)));
  }
  return util::join(phrases, "; ");
}

}  // namespace sallyport::report
