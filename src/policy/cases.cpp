#include "policy/cases.hpp"

#include "policy/cases_check.hpp"
#include "policy/findings.hpp"
#include "policy/toml_read.hpp"
#include "policy/validate.hpp"

#include <utility>

namespace sallyport::policy {
namespace {

constexpr std::string_view k_any_tool = "unknown-ai";
constexpr std::string_view k_any_target = "refs/heads/main";

core::CaseFile build_file(const Value& table) {
  core::CaseFile file;
  file.path = string_at(table, "path");
  file.ai = integer_at(table, "ai", 0);
  file.undeclared = integer_at(table, "undeclared", 0);
  file.human = integer_at(table, "human", 0);
  file.deleted = integer_at(table, "deleted", 0);
  file.lock_file = is_true(table, "lock_file", Unset::means_false);
  if (find(table, "opaque_bytes") != nullptr) {
    file.opaque_bytes = integer_at(table, "opaque_bytes", 0);
  }
  if (find(table, "touched_by") != nullptr) {
    file.touched_by = util::enum_of<core::Origin>(string_at(table, "touched_by"));
  }
  return file;
}

void add_assumed(const Value& table, std::string_view key, core::RecordVerdict verdict,
                 core::PolicyCase& to) {
  for (const std::string& decision : strings_at(table, key)) {
    auto assumption = core::parse_assumption(std::string(to_string(verdict)) + ":" + decision);
    if (assumption) {
      to.assumed.push_back(std::move(*assumption));
    }
  }
}

std::string default_target(const core::Policy& policy) {
  return policy.target.empty() ? std::string(k_any_target) : policy.target;
}

void build_expectation(const Value& table, core::PolicyCase& expected) {
  expected.expect =
      util::enum_of<core::Outcome>(string_at(table, "expect")).value_or(core::Outcome::pass);
  for (const auto& [id, status] : table_at(table, "items").table) {
    expected.items[id] = util::enum_of<core::Status>(status.string).value_or(core::Status::pending);
  }
  expected.only = is_true(table, "only", Unset::means_false);
}

core::PolicyCase build_case(const Value& table, const core::Policy& policy) {
  core::PolicyCase expected;
  expected.name = string_at(table, "name");
  expected.position = table.position;
  const bool at_commit = string_at(table, "gate") == "pre-commit";
  const bool lands = is_true(table, "lands", at_commit ? Unset::means_false : Unset::means_true);
  expected.place = lands ? core::Place::lands : core::Place::worked_on;
  expected.gate = string_at(table, "gate", lands ? "ci" : "pre-push");
  expected.target = string_at(table, "target", default_target(policy));
  expected.authors = strings_at(table, "authors");
  expected.brought_by = string_at(table, "brought_by");
  expected.tool = string_at(table, "tool", k_any_tool);
  expected.commits = integer_at(table, "commits", 1);
  for (const Value& file : array_at(table, "files")) {
    expected.files.push_back(build_file(file));
  }
  expected.declared_by = strings_at(table, "declared_by");
  add_assumed(table, "approved", core::RecordVerdict::approve, expected);
  add_assumed(table, "rejected", core::RecordVerdict::reject, expected);
  add_assumed(table, "waived", core::RecordVerdict::waive, expected);
  build_expectation(table, expected);
  return expected;
}

}  // namespace

CasesResult load_cases(std::string_view toml, std::string_view source, const KnownNames& known) {
  CasesResult result;
  Findings findings;
  auto file = read_toml(toml, source, findings);
  if (file) {
    file->position.source = source;
    validate_cases(*file, findings);
    check_cases(*file, known, findings);
  }
  if (file && !findings.has_errors()) {
    for (const Value& table : array_at(*file, "case")) {
      result.cases.push_back(build_case(table, known.policy));
    }
  }
  result.diagnostics = findings.take();
  return result;
}

}  // namespace sallyport::policy
