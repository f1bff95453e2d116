#include "attribution/examine.hpp"

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

/// Where in a message evidence is looked for.
enum class Reach {
  everywhere,
  final_block,  ///< reverts and automations quote other people's messages
};

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

  [[nodiscard]] core::CommitEvidence& result() { return found_; }

 private:
  core::CommitEvidence found_;
  std::unordered_set<std::string> seen_;
  std::unordered_set<std::string> humans_;
};

bool is_revert(const Message& message) {
  return std::any_of(message.lines.begin(), message.lines.end(), [](const Line& line) {
    return line.text.starts_with("This reverts commit ");
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

std::optional<Evidence> merged_evidence(const RuleTable& table, const core::Commit& commit,
                                        std::string_view subject) {
  const std::string_view branch = commit.parents.size() > 1 ? merged_branch(subject) : "";
  const auto* rule = branch.empty() ? nullptr : table.of(EvidenceKind::branch).find(branch);
  if (rule == nullptr) {
    return std::nullopt;
  }
  return evidence_of(*rule, Position::subject, subject);
}

void examine_subject(const RuleTable& table, const core::Commit& commit, const Message& message,
                     Findings& findings) {
  if (message.subject == message.lines.size()) {
    return;
  }
  const std::string& subject = message.lines[message.subject].text;
  if (const auto* rule = table.of(EvidenceKind::subject).find(subject); rule != nullptr) {
    findings.add(evidence_of(*rule, Position::subject, subject));
  }
  if (auto merged = merged_evidence(table, commit, subject)) {
    findings.add(*std::move(merged));
  }
}

/// A co-author that no rule knows.
void note_co_author(std::string_view value, Findings& findings) {
  const core::Identity identity = parse_identity(value);
  if (!is_automation(identity)) {
    findings.add_human(identity.email.empty() ? identity.name : identity.email);
  }
}

void examine_line(const RuleTable& table, const Message& message, std::size_t index,
                  Findings& findings) {
  const std::string line = unfolded(message, index);
  const bool in_block = is_in(message.trailers, index);
  const auto trailer = parse_trailer(line);
  if (!trailer) {
    return;
  }
  if (auto evidence = examine_trailer(table, trailer->key, trailer->value, line)) {
    evidence->position = in_block ? Position::final_block : Position::body_line;
    findings.add(*std::move(evidence));
  } else if (trailer->key == "co-authored-by") {
    note_co_author(trailer->value, findings);
  }
}

void examine_body(const RuleTable& table, const Message& message, Reach reach, Findings& findings) {
  const RuleGroup& body_lines = table.of(EvidenceKind::body_line);
  for (std::size_t i = message.subject + 1; i < message.lines.size(); ++i) {
    const Line& line = message.lines[i];
    if (is_quoted(message, i) || (reach == Reach::final_block && !is_in(message.trailers, i))) {
      continue;
    }
    examine_line(table, message, i, findings);
    const auto* rule = reach == Reach::everywhere ? body_lines.find(line.text) : nullptr;
    if (rule != nullptr) {
      findings.add(evidence_of(*rule, Position::body_line, line.text));
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
  const Reach reach = is_bot || is_revert(message) ? Reach::final_block : Reach::everywhere;
  examine_people(table, commit, findings);
  if (reach == Reach::everywhere) {
    examine_subject(table, commit, message, findings);
  }
  examine_body(table, message, reach, findings);
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
  auto found = merged_evidence(state_->table, merge, message.lines[message.subject].text);
  return found ? std::vector{*std::move(found)} : std::vector<Evidence>{};
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
