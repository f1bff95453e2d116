#include "policy/cases.hpp"

#include "core/policy/assume.hpp"
#include "policy/shape.hpp"
#include "policy/stages.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sallyport::policy {
namespace {

constexpr std::string_view k_any_target = "refs/heads/main";
constexpr std::string_view k_commit_gate = util::to_string(core::Gate::pre_commit);
constexpr std::array<std::string_view, 3> k_decisions{"approved", "rejected", "waived"};

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

/// Whom of `people` an address with the same domain may be a misspelling of; empty: nobody. The
/// domain says nothing: in a team everybody has the same.
std::string nearest_person(const std::string& address, const std::vector<std::string>& people) {
  const std::size_t local = address.find('@');
  const std::string domain = local == std::string::npos ? "" : address.substr(local);
  std::vector<std::string> names;
  for (const std::string& person : people) {
    if (!domain.empty() && person.ends_with(domain)) {
      names.push_back(person.substr(0, person.size() - domain.size()));
    }
  }
  const std::string near = util::nearest(address.substr(0, local), names);
  return near.empty() ? "" : near + domain;
}

/// The checks of all cases of one file.
class CaseChecks {
 public:
  CaseChecks(const KnownNames& known, Findings& findings)
      : known_(known),
        findings_(findings),
        items_(core::known_items(known.policy)),
        people_(core::known_principals(known.policy, known.signers)) {}

  void check_file(const Value& file) {
    for (const Value& table : array_at(file, "case")) {
      check(table);
    }
    if (array_at(file, "case").empty() && !findings_.has_errors()) {
      findings_.error({file.position.source, 1, 1}, "there is no [[case]] in this file");
    }
  }

 private:
  void check(const Value& table) {
    check_items(table_at(table, "items"));
    for (const std::string_view key : k_decisions) {
      for (const Value& decision : array_at(table, key)) {
        check_decision(decision);
      }
    }
    for (const Value& person : array_at(table, "declared_by")) {
      require_known("principal", person, person.string, people_);
    }
    for (const Value& author : array_at(table, "authors")) {
      check_author(author);
    }
    check_texts(table);
    check_gate(table);
    check_files(table);
  }

  void require_known(std::string_view what, const Value& place, const std::string& name,
                     const std::vector<std::string>& names) {
    if (!contains(names, name)) {
      findings_.error(place.position, fmt::format("the policy has no {} {}{}", what,
                                                  in_quotes(name), suggestion(name, names)));
    }
  }

  void check_items(const Value& items) {
    for (const auto& [id, status] : items.table) {
      if (id != core::k_provenance && !contains(items_, id)) {
        findings_.error(status.key_position, fmt::format("the policy has no item {}{}",
                                                         in_quotes(id), suggestion(id, items_)));
      }
    }
  }

  void check_decision(const Value& decision) {
    const auto assumption = core::parse_assumption("approve:" + decision.string);
    if (!assumption) {
      findings_.error(decision.position, fmt::format("{} is not of the form 'ITEM=PRINCIPAL'",
                                                     in_quotes(decision.string)));
      return;
    }
    require_known("item", decision, assumption->item, items_);
    require_known("principal", decision, assumption->principal, people_);
  }

  /// Anybody can write a commit, so a name is only worth a word where it looks like a misspelling.
  void check_author(const Value& author) {
    const std::string near = nearest_person(author.string, people_);
    if (!contains(people_, author.string) && !near.empty()) {
      findings_.warning(author.position,
                        fmt::format("author {} is nobody in the policy, did you mean {}?",
                                    in_quotes(author.string), in_quotes(near)));
    }
  }

  void check_texts(const Value& table) {
    const Value* tool = find_string(table, "tool");
    if (tool != nullptr && !contains(known_.tools, tool->string)) {
      const std::string near = util::nearest(tool->string, known_.tools);
      findings_.error(tool->position,
                      fmt::format("no detect rule finds a tool {}{}", in_quotes(tool->string),
                                  near.empty() ? "" : ", did you mean " + in_quotes(near) + "?"));
    }
    const Value* brought_by = find_string(table, "brought_by");
    if (brought_by != nullptr && !is_forge_id(brought_by->string)) {
      findings_.error(brought_by->position,
                      fmt::format("{} is no forge id of the form 'github:583231'",
                                  in_quotes(brought_by->string)));
    }
  }

  void check_gate(const Value& table) {
    const Value* lands = find(table, "lands");
    if (lands != nullptr && lands->boolean && string_at(table, "gate") == k_commit_gate) {
      findings_.error(lands->position, "nothing lands at the gate 'pre-commit'");
    }
  }

  void check_path(const Value& path) {
    const std::string fault = glob_fault(path.string);
    if (!fault.empty()) {
      findings_.error(path.position, fmt::format("{} {}", in_quotes(path.string), fault));
    }
  }

  void check_files(const Value& table) {
    for (const Value& file : array_at(table, "files")) {
      if (const Value* path = find_string(file, "path")) {
        check_path(*path);
      }
      const Value* human = find(file, "human");
      if (human != nullptr && human->integer > 0 && array_at(table, "declared_by").empty()) {
        findings_.error(human->key_position,
                        "lines are human only where somebody declares it: write declared_by = "
                        "[\"PRINCIPAL\"]");
      }
    }
  }

  const KnownNames& known_;
  Findings& findings_;
  std::vector<std::string> items_;
  std::vector<std::string> people_;
};

core::PolicyCase build_case(const Value& table, const core::Policy& policy) {
  core::PolicyCase expected;
  expected.position = table.position;
  expected.target = policy.target.empty() ? k_any_target : policy.target;
  if (string_at(table, "gate") == k_commit_gate) {
    expected.place = core::Place::worked_on;
  }
  read_into(&expected, *find_key(case_table(), "case")->table, table);
  if (find(table, "gate") == nullptr) {
    expected.gate = expected.place == core::Place::lands ? core::Gate::ci : core::Gate::pre_push;
  }
  return expected;
}

}  // namespace

CasesResult load_cases(std::string_view toml, std::string_view source, const KnownNames& known) {
  CasesResult result;
  Findings findings;
  auto file = read_toml(toml, source, findings);
  if (file) {
    file->position.source = source;
    check(case_table(), *file, findings);
    CaseChecks(known, findings).check_file(*file);
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
