#include "attribution/attribution.hpp"
#include "attribution/examine.hpp"
#include "attribution/rule_table.hpp"

namespace sallyport::attribution {

struct Detector::State {
  explicit State(const core::Policy& policy) : table(policy) {}

  RuleTable table;
};

Detector::Detector(const core::Policy& policy) : state_(std::make_unique<State>(policy)) {}
Detector::Detector() : Detector(core::Policy{}) {}
Detector::~Detector() = default;
Detector::Detector(Detector&&) noexcept = default;
Detector& Detector::operator=(Detector&&) noexcept = default;

core::CommitEvidence Detector::examine(const core::Commit& commit) const {
  return examine_commit(state_->table, commit);
}

std::vector<core::Evidence> Detector::examine_branch(std::string_view name) const {
  const auto* rule = state_->table.of(core::EvidenceKind::branch).find(name);
  if (rule == nullptr) {
    return {};
  }
  return {evidence_of(*rule, core::Position::branch, name)};
}

std::vector<core::Evidence> Detector::examine_merge(const core::Commit& merge) const {
  const auto found = examine_merged_branch(state_->table, merge);
  return found ? std::vector{*found} : std::vector<core::Evidence>{};
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

NoteFindings Detector::examine_note(std::string_view ref, std::string_view note) const {
  return examine_line_note(state_->table, ref, note);
}

TraceFindings Detector::examine_trace(std::string_view path, std::string_view record) const {
  return examine_trace_record(state_->table, path, record);
}

std::optional<NotedAgent> Detector::examine_checkpoint(
    const core::Evidence& trailer, const std::vector<std::string>& sessions) const {
  return examine_sessions(state_->table, trailer, sessions);
}

std::vector<core::Evidence> Detector::examine_ambient(const Ambient& ambient) const {
  return examine_caller(state_->table, ambient);
}

}  // namespace sallyport::attribution
