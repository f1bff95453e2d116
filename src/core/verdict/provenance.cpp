#include "core/verdict/provenance.hpp"

#include "core/policy/rules.hpp"
#include "core/review/item_reviews.hpp"

#include <algorithm>

namespace sallyport::core {
namespace {

ItemResult provenance() {
  ItemResult result;
  result.id = std::string(k_provenance);
  result.title = "Who wrote this";
  result.level = Level::analyze;
  return result;
}

/// The rules that ask who wrote the change when that much is declared.
std::vector<std::string> asking_rules(const Facts& facts, const Findings& findings,
                                      const Declarations& declarations) {
  const Attribution attribution =
      attribute(facts.change, facts.evidence, declarations, facts.policy);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < facts.policy.rules.size(); ++i) {
    const Rule& rule = facts.policy.rules[i];
    if (rule.ask && evaluate_rule(facts, findings, i, attribution).matched) {
      names.push_back(rule.name);
    }
  }
  return names;
}

void insert_by_id(ItemResult item, std::vector<ItemResult>& items) {
  const auto place = std::find_if(items.begin(), items.end(),
                                  [&](const ItemResult& other) { return other.id > item.id; });
  items.insert(place, std::move(item));
}

}  // namespace

bool asks_for_provenance(const Verdict& verdict) {
  return std::any_of(verdict.items.begin(), verdict.items.end(),
                     [](const ItemResult& item) { return item.id == k_provenance; });
}

ItemResult ask_for_provenance(const Facts& facts, const WeighedDeclarations& declarations) {
  ItemResult result = provenance();
  const auto second = second_needed(facts, declarations);
  if (!second) {
    return result;
  }
  result.needed = 2;
  for (const SignoffRecord* record : declarations.waiting) {
    result.ignored.push_back({person_of(*record), record->id, second->reason});
  }
  return result;
}

void add_landing_provenance(const Facts& facts, const Findings& findings, Verdict& verdict) {
  const bool declared = std::any_of(findings.records.begin(), findings.records.end(),
                                    [](const auto& record) { return record.item == k_provenance; });
  if (!declared || asks_for_provenance(verdict)) {
    return;
  }
  const WeighedDeclarations landing = weigh_declarations(facts, findings, Place::lands);
  const auto second = second_needed(facts, landing);
  ItemResult result = provenance();
  if (facts.place == Place::worked_on) {
    result.required_by = asking_rules(facts, findings, landing.counted);
  }
  if (!result.required_by.empty()) {
    result.status = Status::approved;
    result.landing_shortfall = Shortfall{.second = second};
    insert_by_id(std::move(result), verdict.items);
  } else {
    verdict.second_needed = second;
  }
}

}  // namespace sallyport::core
