#include "core/verdict/facts.hpp"

#include "core/policy/people.hpp"
#include "util/glob.hpp"

#include <algorithm>

namespace sallyport::core {

std::optional<Item> item_in_force(const Facts& facts, const std::string& id) {
  const auto found = facts.policy.items.find(id);
  if (found == facts.policy.items.end()) {
    return std::nullopt;
  }
  Item item = found->second;
  if (id == k_policy_change) {
    // Where one person alone holds a key, nobody else could ever answer for the gate.
    item.independent = human_key_holders(facts.policy, facts.signers, facts.now).size() >= 2;
  }
  return item;
}

Scope scope_of(const Item& item, const Facts& facts) {
  if (item.id == k_policy_change) {
    return [&](const Entry& entry) { return facts.trust_roots.contains(entry.path); };
  }
  return [&](const Entry& entry) {
    return std::any_of(item.paths.begin(), item.paths.end(), [&](const std::string& glob) {
      return util::glob_matches_folded(glob, entry.path);
    });
  };
}

std::vector<Entry> subject_of(const Facts& facts, const Item& item) {
  return in_scope(entries_of(facts.change), scope_of(item, facts));
}

}  // namespace sallyport::core
