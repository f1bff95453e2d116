#include "attribution/examine.hpp"
#include "attribution/identity.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace sallyport::attribution {
namespace {

using core::DetectRule;
using core::EvidenceKind;
using core::Position;

constexpr std::size_t k_most_value_bytes = 400;

/// The strongest of `candidates`, some of which may be null; the first among equals.
template <std::size_t Size>
const DetectRule* strongest(const std::array<const DetectRule*, Size>& candidates) {
  const DetectRule* best = nullptr;
  for (const DetectRule* rule : candidates) {
    if (rule != nullptr && (best == nullptr || rule->strength > best->strength)) {
      best = rule;
    }
  }
  return best;
}

const DetectRule* find_unless_empty(const RuleGroup& group, std::string_view text) {
  return text.empty() ? nullptr : group.find(text);
}

/// The tool of a disclosure's value; an address in it that a rule knows says it best.
std::string disclosed_tool(const RuleTable& table, const core::Identity& identity,
                           std::string_view value) {
  const DetectRule* known = identity.email.empty() ? nullptr : co_author_rule(table, identity);
  return known == nullptr ? tool_named_in(value, table.tools) : known->tool;
}

/// The rule of `group` that holds for a trailer's value. Where the group takes disclosures, the id
/// of a tool alone and an identity that is known as an AI's are disclosures too.
const DetectRule* trailer_rule(const RuleTable& table, const RuleGroup& group,
                               const core::Identity& identity, std::string_view value) {
  const DetectRule* found = group.find(value);
  if (found != nullptr || group.disclosure() == nullptr) {
    return found;
  }
  const bool names_tool = table.tools.contains(util::ascii_lower(value));
  const bool is_known = !identity.email.empty() && co_author_rule(table, identity) != nullptr;
  return names_tool || is_known ? group.disclosure() : nullptr;
}

/// What stands between each two single quotes.
std::vector<std::string_view> quoted_in(std::string_view text) {
  std::vector<std::string_view> quoted;
  for (auto open = text.find('\''); open != std::string_view::npos; open = text.find('\'')) {
    text.remove_prefix(open + 1);
    const auto close = text.find('\'');
    if (close == std::string_view::npos) {
      break;
    }
    quoted.push_back(text.substr(0, close));
    text.remove_prefix(close + 1);
  }
  return quoted;
}

std::string_view up_to(std::string_view text, std::string_view end) {
  return text.substr(0, text.find(end));
}

std::string_view after_last(std::string_view text, std::string_view start) {
  const auto at = text.rfind(start);
  return at == std::string_view::npos ? std::string_view{} : text.substr(at + start.size());
}

/// The branch of a merged pull request: `#5 from OWNER/BRANCH` of GitHub, `'TITLE' (#5) from
/// [OWNER/REPOSITORY:]BRANCH into TARGET` of Gitea and Forgejo, `#5 in PROJECT/REPOSITORY from
/// [OWNER/REPOSITORY:]BRANCH to TARGET` of Bitbucket Data Center.
std::string_view branch_of_request(std::string_view request) {
  const bool is_github =
      request.starts_with('#') && up_to(request, " from ").find(' ') == std::string_view::npos;
  if (is_github) {
    const std::string_view from = after_last(request, " from ");
    const auto slash = from.find('/');
    return slash == std::string_view::npos ? std::string_view{} : from.substr(slash + 1);
  }
  const std::string_view from = up_to(up_to(after_last(request, " from "), " into "), " to ");
  return from.substr(from.find(':') + 1);
}

/// The rule that knows the address of a co-author; null: none.
const DetectRule* address_rule(const RuleTable& table, const core::Identity& identity) {
  return strongest<2>(
      {find_unless_empty(table.of(EvidenceKind::author_id), forge_account(identity.email)),
       find_unless_empty(table.of(EvidenceKind::co_author), identity.email)});
}

}  // namespace

core::Evidence evidence_of(const DetectRule& rule, Position position, std::string_view value) {
  return {rule.id,       rule.tool, rule.kind,
          rule.strength, position,  std::string(value.substr(0, k_most_value_bytes))};
}

std::optional<core::Evidence> examine_identity(const RuleTable& table,
                                               const core::Identity& identity, Position position) {
  const bool is_author = position == Position::author;
  const auto& emails =
      table.of(is_author ? EvidenceKind::author_email : EvidenceKind::committer_email);
  const auto& names =
      table.of(is_author ? EvidenceKind::author_name : EvidenceKind::committer_name);
  const auto& accounts = table.of(EvidenceKind::author_id);
  const DetectRule* rule = strongest<3>({find_unless_empty(accounts, forge_account(identity.email)),
                                         find_unless_empty(emails, util::trim(identity.email)),
                                         find_unless_empty(names, identity.name)});
  if (rule == nullptr) {
    return std::nullopt;
  }
  return evidence_of(*rule, position, to_string(identity));
}

const DetectRule* co_author_rule(const RuleTable& table, const core::Identity& identity) {
  const RuleGroup& group = table.of(EvidenceKind::co_author);
  const DetectRule* by_address = address_rule(table, identity);
  // A known address says more than the name beside it, even where it says it with less strength.
  return by_address != nullptr ? by_address : find_unless_empty(group, to_string(identity));
}

std::optional<core::Evidence> examine_trailer(const RuleTable& table, std::string_view key,
                                              std::string_view value, std::string_view line) {
  const core::Identity identity = parse_identity(value);
  const bool signs_off = key == "signed-off-by" && !identity.email.empty();
  if (names_co_author(key) || signs_off) {
    if (const DetectRule* rule =
            signs_off ? address_rule(table, identity) : co_author_rule(table, identity);
        rule != nullptr) {
      core::Evidence evidence = evidence_of(*rule, Position::body_line, line);
      evidence.kind = EvidenceKind::co_author;
      return evidence;
    }
  }
  const auto group = table.trailers.find(std::string(key));
  if (group == table.trailers.end() || is_negative(value)) {
    return std::nullopt;
  }
  const DetectRule* rule = trailer_rule(table, group->second, identity, value);
  if (rule == nullptr) {
    return std::nullopt;
  }
  core::Evidence evidence = evidence_of(*rule, Position::body_line, line);
  if (rule->tool == core::k_unknown_tool) {
    evidence.tool = disclosed_tool(table, identity, value);
  }
  return evidence;
}

std::vector<std::string_view> merged_branches(std::string_view subject) {
  constexpr std::string_view k_pull_request = "Merge pull request ";
  constexpr std::string_view k_bitbucket_cloud = "Merged in ";
  if (subject.starts_with(k_pull_request)) {
    return {branch_of_request(subject.substr(k_pull_request.size()))};
  }
  if (subject.starts_with(k_bitbucket_cloud)) {
    return {up_to(subject.substr(k_bitbucket_cloud.size()), " (pull request #")};
  }
  if (subject.starts_with("Merge branch")) {
    return quoted_in(up_to(subject, " into "));
  }
  std::vector<std::string_view> branches;
  if (subject.starts_with("Merge remote-tracking branch")) {
    branches = quoted_in(up_to(subject, " into "));
    for (std::string_view& branch : branches) {
      branch.remove_prefix(branch.find('/') + 1);
    }
  }
  return branches;
}

bool names_co_author(std::string_view key) {
  return key == "co-authored-by" || key == "co-developed-by";
}

}  // namespace sallyport::attribution
