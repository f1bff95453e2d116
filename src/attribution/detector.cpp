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

std::vector<core::Evidence> Detector::examine_ambient(const Ambient& ambient) const {
  return examine_caller(state_->table, ambient);
}

}  // namespace sallyport::attribution
