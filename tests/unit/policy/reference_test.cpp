#include "core/policy/metric.hpp"
#include "policy/stages.hpp"
#include "util/file.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <vector>

namespace sallyport::policy::reference_test {
namespace {

std::string in_code(std::string_view text) {
  return fmt::format("`{}`", text);
}

std::string range_of(const Key& key) {
  if (key.least == key.most) {
    return fmt::format("`{}`", key.least);
  }
  return key.most == Key{}.most ? fmt::format("{} or more", key.least)
                                : fmt::format("{} to {}", key.least, key.most);
}

std::string choices_of(const Key& key) {
  std::vector<std::string> names;
  for (const std::string_view name : key.choices) {
    names.push_back(fmt::format("`\"{}\"`", name));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

/// What a key takes, in words.
std::string taken_by(const Key& key) {
  switch (key.type) {
    case Type::boolean:
      return "`true`, `false`";
    case Type::integer:
      return range_of(key);
    case Type::text:
      return "text";
    case Type::choice:
      return choices_of(key);
    case Type::condition:
      return "condition";
    case Type::names:
      return "list of texts";
    case Type::globs:
      return "list of globs";
    case Type::ref:
      return "full ref name";
    case Type::refs:
      return "list of full ref names";
    case Type::ref_globs:
      return "list of globs over full ref names";
    case Type::branch:
      return "branch name";
    case Type::table:
      return "table";
    case Type::tables:
      return "list of tables";
  }
  return "";
}

std::string default_of(const Key& key) {
  if (!key.unset.empty() || key.fallback == nullptr) {
    return std::string(key.unset);
  }
  const Value fallback = key.fallback();
  const bool is_empty = fallback.kind == Kind::string && fallback.string.empty();
  return is_empty ? "none" : in_code(render_json(fallback));
}

std::string row(std::string_view name, const Key& key, std::string_view help) {
  return fmt::format("| `{}` | {} | {} | {} |\n", name, taken_by(key), default_of(key), help);
}

std::string rows_of(const Table& table) {
  std::string rows = "| key | value | default | meaning |\n|---|---|---|---|\n";
  for (const Key& key : table.keys) {
    if (key.name != "*") {
      rows += row(key.name, key, key.help);
    } else if (key.type == Type::condition) {
      for (const core::MetricRow& metric : core::k_metrics) {
        rows += row(metric.name, key, metric.help);
      }
    }
  }
  return rows;
}

/// The keys of a table and of all below it, by where it stands in the file.
void collect(const Table& table, const std::string& path, std::map<std::string, std::string>& all) {
  const bool has_names = table.keys.size() > 1 || table.keys[0].name != "*";
  if (has_names) {
    all.emplace(path, rows_of(table));
  }
  for (const Key& key : table.keys) {
    if (key.table != nullptr) {
      const std::string name(key.name == "*" ? "NAME" : key.name);
      collect(*key.table, path.empty() ? name : path + "." + name, all);
    }
  }
}

std::map<std::string, std::string> reference() {
  std::map<std::string, std::string> all;
  collect(policy_table(), "", all);
  all["top level"] = all.extract("").mapped();
  collect(*find_key(case_table(), "case")->table, "case", all);
  return all;
}

std::string docs(std::string_view file) {
  return fmt::format("{}/docs/{}", std::getenv("SOURCE_DIR"),  // NOLINT(concurrency-mt-unsafe)
                     file);
}

/// To take over what the tables say: UPDATE_REFERENCE=1 ctest -R unit/policy
bool is_updating() {
  return std::getenv("UPDATE_REFERENCE") != nullptr;  // NOLINT(concurrency-mt-unsafe)
}

/// The table between `<!-- keys: NAME -->` and `<!-- end of keys -->`: where it starts and ends.
struct Block {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Block block_of(const std::string& manual, const std::string& name) {
  const std::string opening = "<!-- keys: " + name + " -->\n";
  const std::size_t at = manual.find(opening);
  INFO(name);
  REQUIRE(at != std::string::npos);
  const std::size_t begin = at + opening.size();
  return {begin, manual.find("<!-- end of keys -->", begin)};
}

TEST_CASE("the manual has exactly the keys of the tables, with their values and defaults") {
  std::string manual = util::read_file(docs("policy.md")).value();
  const std::string before = manual;
  std::size_t count = 0;
  for (const auto& [name, rows] : reference()) {
    const Block block = block_of(manual, name);
    CHECK(manual.substr(block.begin, block.end - block.begin) == rows);
    manual.replace(block.begin, block.end - block.begin, rows);
    ++count;
  }
  if (is_updating()) {
    util::write_file(docs("policy.md"), manual);
  }
  std::size_t blocks = 0;
  for (std::size_t at = manual.find("<!-- keys: "); at != std::string::npos;
       at = manual.find("<!-- keys: ", at + 1)) {
    ++blocks;
  }
  CHECK(blocks == count);
}

TEST_CASE("the schemas that editors read are those of the tables") {
  const std::map<std::string, std::string> schemas{
      {"schema/policy.json", json_schema() + "\n"},
      {"schema/policy_test.json", cases_json_schema() + "\n"}};
  for (const auto& [name, schema] : schemas) {
    CAPTURE(name);
    if (is_updating()) {
      util::write_file(docs(name), schema);
    }
    CHECK(util::read_file(docs(name)).value_or("") == schema);
  }
}

TEST_CASE("every key says what it is for") {
  for (const auto& [name, rows] : reference()) {
    CAPTURE(name);
    CHECK(rows.find("|  |\n") == std::string::npos);
  }
}

}  // namespace
}  // namespace sallyport::policy::reference_test
