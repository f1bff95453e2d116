#include "policy/unenforced.hpp"

#include "policy/schema.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sallyport::policy {
namespace {

bool has_no_effect(const Key& key, const Value& value) {
  if (key.unenforced.empty() || key.unenforced == "*") {
    return !key.unenforced.empty();
  }
  if (value.kind == Kind::boolean) {
    return key.unenforced == (value.boolean ? "true" : "false");
  }
  const auto values = util::split(key.unenforced, '|');
  return std::find(values.begin(), values.end(), value.string) != values.end();
}

/// Walks a merged policy along the schema, which is five levels deep.
class Search {
 public:
  explicit Search(Findings& findings) : findings_(findings) {}

  void visit(const Value& table, const std::string& schema_path, const std::string& shown_path) {
    for (const auto& [name, value] : table.table) {
      const Key* key = find_key(policy_schema(), schema_path, name);
      if (key == nullptr) {
        continue;
      }
      const std::string shown = shown_path.empty() ? name : fmt::format("{}.{}", shown_path, name);
      if (has_no_effect(*key, value)) {
        report(shown, value);
      }
      visit_below(value, inner_path(*key), shown);
    }
  }

  [[nodiscard]] std::vector<std::string> keys() const { return {keys_.begin(), keys_.end()}; }

 private:
  void visit_below(const Value& value, const std::string& schema_path, const std::string& shown) {
    visit(value, schema_path, shown);
    for (const Value& element : value.array) {
      visit(element, schema_path, shown);
    }
  }

  void report(const std::string& shown, const Value& value) {
    keys_.insert(shown);
    if (!value.key_position.source.starts_with("sallyport:")) {
      findings_.warning(value.key_position,
                        fmt::format("{} is accepted but not enforced by this version",
                                    value.kind == Kind::string
                                        ? fmt::format("'{} = \"{}\"'", util::printable(shown),
                                                      util::printable(value.string))
                                        : quoted(shown)));
    }
  }

  Findings& findings_;
  std::set<std::string> keys_;
};

}  // namespace

std::vector<std::string> find_unenforced(const Value& policy, Findings& findings) {
  Search search(findings);
  search.visit(policy, "", "");
  return search.keys();
}

}  // namespace sallyport::policy
