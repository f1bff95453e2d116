#include "policy/build_item.hpp"

#include "core/record.hpp"

#include <string>

namespace sallyport::policy {
namespace {

std::vector<core::Question> build_questions(const Value& item) {
  std::vector<core::Question> questions;
  for (const Value& question : array_at(item, "question")) {
    questions.push_back({string_at(question, "id"), string_at(question, "ask"),
                         integer_at(question, "min_words", 1)});
  }
  return questions;
}

/// What the built-in item says where the policy does not.
core::Item default_policy_change() {
  core::Item item;
  item.id = core::k_policy_change;
  item.title = "Change of the rules";
  item.text =
      "This change touches the policy, its signers or what runs the gate. Does it weaken what "
      "people must look at, and is that meant?";
  item.independent = true;
  item.survives = core::Rung::same_delta;
  item.questions = {
      {"effect", "What will pass after this change that would have been stopped before?", 5}};
  item.position = {"built-in", 0, 0};
  return item;
}

void apply(const Value& table, core::Item& item) {
  using core::Assurance;
  using core::Level;
  using core::Rung;
  item.title = string_at(table, "title", item.title);
  item.text = string_at(table, "text", item.text);
  item.level = util::enum_of<Level>(string_at(table, "level")).value_or(item.level);
  item.approvers = strings_at(table, "approvers");
  item.count = integer_at(table, "count", item.count);
  item.independent =
      is_true(table, "independent", item.independent ? Unset::means_true : Unset::means_false);
  item.override_by = strings_at(table, "override");
  item.signature_required = string_at(table, "signature", "required") == "required";
  item.assurance =
      item.signature_required
          ? util::enum_of<Assurance>(string_at(table, "assurance")).value_or(Assurance::key)
          : Assurance::none;
  item.survives = util::enum_of<Rung>(string_at(table, "survives")).value_or(item.survives);
  item.expires_days = integer_at(table, "expires_days", item.expires_days);
  item.max_generations = integer_at(table, "max_generations", item.max_generations);
  if (find(table, "paths") != nullptr) {
    item.paths = strings_at(table, "paths");
  }
  if (find(table, "question") != nullptr) {
    item.questions = build_questions(table);
  }
}

}  // namespace

core::Item build_item(std::string_view id, const Value& table) {
  core::Item item;
  item.id = id;
  item.title = id;
  item.position = table.key_position;
  apply(table, item);
  return item;
}

core::Item build_policy_change(const Value& table, const std::vector<std::string>& trust_paths) {
  core::Item item = default_policy_change();
  apply(table, item);
  if (!table.table.empty()) {
    item.position = table.key_position;
  }
  item.paths = {".sallyport/**"};
  item.paths.insert(item.paths.end(), trust_paths.begin(), trust_paths.end());
  return item;
}

}  // namespace sallyport::policy
