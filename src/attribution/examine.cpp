#include "attribution/examine.hpp"

#include "attribution/catalogue.hpp"
#include "attribution/identity.hpp"
#include "attribution/message.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <unordered_set>

namespace sallyport::attribution {
namespace {

using core::Evidence;
using core::EvidenceKind;
using core::Position;
using core::Strength;

/// Evidence and co-authors in order of appearance, each once.
class Findings {
 public:
  void add(Evidence evidence) {
    const std::string key = evidence.rule + '\n' + evidence.value;
    if (seen_.insert(key).second) {
      found_.evidence.push_back(std::move(evidence));
    }
  }

  void add_human(const std::string& co_author) {
    if (!co_author.empty() && humans_.insert(co_author).second) {
      found_.human_co_authors.push_back(co_author);
    }
  }

  /// Co-authors that review what others write had a part in a squash, but it is not known which.
  void weaken_reviewers() {
    const auto bots = reviewers();
    for (Evidence& evidence : found_.evidence) {
      if (evidence.kind == EvidenceKind::co_author &&
          std::any_of(bots.begin(), bots.end(), [&](std::string_view bot) {
            return bot == evidence.tool || bot == evidence.rule;
          })) {
        evidence.strength = Strength::weak;
      }
    }
  }

  /// What is known of a commit that the message of a squash lists.
  void add_listed(const core::Commit& listed, core::CommitEvidence found) {
    if (found.evidence.empty() && !found.automation) {
      add_human(listed.author.email);
    }
    for (Evidence& evidence : found.evidence) {
      evidence.position = Position::body_line;
      add(std::move(evidence));
    }
    for (const std::string& co_author : found.human_co_authors) {
      add_human(co_author);
    }
  }

  [[nodiscard]] core::CommitEvidence& result() { return found_; }

 private:
  core::CommitEvidence found_;
  std::unordered_set<std::string> seen_;
  std::unordered_set<std::string> humans_;
};

/// Whether a message is that of a squash as forges make it: its subject ends in the number of a
/// request, or it lists the commits.
bool is_squash(const Message& message) {
  if (message.subject == message.lines.size()) {
    return false;
  }
  const std::string_view subject = util::trim(message.lines[message.subject].text);
  const auto number = subject.rfind(" (");
  const bool has_number = number != std::string_view::npos && subject.ends_with(')') &&
                          subject.size() - number > 4 &&
                          (subject[number + 2] == '#' || subject[number + 2] == '!');
  return has_number ||
         std::any_of(message.lines.begin(), message.lines.end(), [](const Line& line) {
           return line.text.starts_with("* ") || line.text.starts_with("See merge request ");
         });
}

/// Author and committer. A committer's marker on the work of an author who has none may only mean
/// that an agent rebased it, so it is never decisive.
void examine_people(const RuleTable& table, const core::Commit& commit, Findings& findings) {
  const auto author = examine_identity(table, commit.author, Position::author);
  auto committer = examine_identity(table, commit.committer, Position::committer);
  if (author) {
    findings.add(*author);
  }
  if (committer) {
    committer->strength =
        author ? committer->strength : std::min(committer->strength, Strength::strong);
    findings.add(*committer);
  }
}

/// What the branches say that the subject of a merge names.
std::vector<Evidence> merged_evidence(const RuleTable& table, const core::Commit& commit,
                                      std::string_view subject) {
  std::vector<Evidence> found;
  if (commit.parents.size() > 1) {
    for (const std::string_view branch : merged_branches(subject)) {
      if (const auto* rule = table.of(EvidenceKind::branch).find(branch); rule != nullptr) {
        found.push_back(evidence_of(*rule, Position::subject, subject));
      }
    }
  }
  return found;
}

void examine_subject(const RuleTable& table, const core::Commit& commit, const Message& message,
                     Findings& findings) {
  if (message.subject == message.lines.size() || message.lines[message.subject].of_revert) {
    return;
  }
  const std::string& subject = message.lines[message.subject].text;
  if (const auto* rule = table.of(EvidenceKind::subject).find(subject); rule != nullptr) {
    findings.add(evidence_of(*rule, Position::subject, subject));
  }
  for (Evidence& merged : merged_evidence(table, commit, subject)) {
    findings.add(std::move(merged));
  }
}

/// A co-author that no rule knows.
void note_co_author(std::string_view value, Findings& findings) {
  const core::Identity identity = parse_identity(value);
  if (!is_automation(identity)) {
    findings.add_human(identity.email.empty() ? identity.name : identity.email);
  }
}

void examine_trailer_line(const RuleTable& table, std::string_view line, Position position,
                          Findings& findings) {
  const auto trailer = parse_trailer(line);
  if (!trailer) {
    return;
  }
  if (auto evidence = examine_trailer(table, trailer->key, trailer->value, line)) {
    evidence->position = position;
    findings.add(*std::move(evidence));
  } else if (names_co_author(trailer->key)) {
    note_co_author(trailer->value, findings);
  }
}

void examine_body_line(const RuleTable& table, std::string_view line, Findings& findings) {
  if (const auto* rule = table.of(EvidenceKind::body_line).find(line); rule != nullptr) {
    findings.add(evidence_of(*rule, Position::body_line, line));
  }
}

/// A line of the message's own, and those that it spells out. The subject's rules are others.
void examine_own_line(const RuleTable& table, std::string_view line, bool is_subject,
                      Findings& findings) {
  const auto parts = spelled_out_lines(line);
  if (!is_subject) {
    examine_body_line(table, parts.front(), findings);
  }
  for (std::size_t part = 1; part < parts.size(); ++part) {
    examine_body_line(table, parts[part], findings);
    examine_trailer_line(table, parts[part], Position::body_line, findings);
  }
}

void examine_body(const RuleTable& table, const Message& message, bool is_bot, Findings& findings) {
  for (std::size_t i = message.subject; i < message.lines.size(); ++i) {
    const Line& line = message.lines[i];
    const bool in_block = is_in(message.trailers, i);
    const bool quotes = is_bot || line.of_revert;  // other people's messages
    if (is_quoted(message, i) || (quotes && !in_block)) {
      continue;
    }
    if (i > message.subject) {
      examine_trailer_line(table, unfolded(message, i),
                           in_block ? Position::final_block : Position::body_line, findings);
    }
    if (!quotes) {
      examine_own_line(table, line.text, i == message.subject, findings);
    }
  }
}

}  // namespace

Detector::Detector(const core::Policy& policy) : state_(std::make_unique<State>(policy)) {}
Detector::Detector() : Detector(core::Policy{}) {}
Detector::~Detector() = default;
Detector::Detector(Detector&&) noexcept = default;
Detector& Detector::operator=(Detector&&) noexcept = default;

core::CommitEvidence Detector::examine(const core::Commit& commit) const {
  const RuleTable& table = state_->table;
  Findings findings;
  const Message message =
      parse_message(commit.message, commit.id ? Stage::committed : Stage::written);
  const bool is_bot = is_automation(commit.author);
  examine_people(table, commit, findings);
  if (!is_bot) {
    examine_subject(table, commit, message, findings);
  }
  examine_body(table, message, is_bot, findings);
  const std::vector<core::Commit> listed = listed_commits(message);
  findings.result().squash = is_squash(message) || !listed.empty();
  if (findings.result().squash) {
    findings.weaken_reviewers();
  }
  for (const core::Commit& each : listed) {
    findings.add_listed(each, examine(each));
  }
  findings.result().automation = is_bot && findings.result().evidence.empty();
  return std::move(findings.result());
}

std::vector<Evidence> Detector::examine_branch(std::string_view name) const {
  const auto* rule = state_->table.of(EvidenceKind::branch).find(name);
  if (rule == nullptr) {
    return {};
  }
  return {evidence_of(*rule, core::Position::branch, name)};
}

std::vector<Evidence> Detector::examine_merge(const core::Commit& merge) const {
  const Message message = parse_message(merge.message);
  if (merge.parents.size() < 2 || message.subject == message.lines.size()) {
    return {};
  }
  return merged_evidence(state_->table, merge, message.lines[message.subject].text);
}

bool Detector::watches(std::string_view path) const {
  return state_->table.files.watches(path);
}

std::vector<core::Evidence> Detector::examine_file(
    std::string_view path, FileEdit change, const std::function<std::string()>& content) const {
  std::vector<core::Evidence> found;
  for (const core::DetectRule* rule : state_->table.files.find(path, content)) {
    found.push_back(evidence_of(*rule, core::Position::tree, path));
    if (change == FileEdit::altered) {
      found.back().strength = core::Strength::weak;
    }
  }
  return found;
}

}  // namespace sallyport::attribution
