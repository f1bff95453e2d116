// Checks the attribution catalogue and turns it into a C++ source: `embed_catalogue IN.toml
// OUT.cpp`.
#include "core/origin/evidence.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iostream>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::array<std::string_view, 10> k_rule_keys{
    "id", "tool", "kind", "key", "match", "strength", "source", "opt_out", "example", "content"};
constexpr std::array<std::string_view, 6> k_identity_keys{"id",       "tool",   "email",
                                                          "strength", "source", "opt_out"};
constexpr std::array<std::string_view, 3> k_automation_keys{"name", "id", "email"};
constexpr std::array<std::string_view, 7> k_top_keys{"rule",  "identity", "automation", "titles",
                                                     "words", "shown",    "reviewers"};

struct Rule {
  std::string id, tool, kind, key, match, strength, source, opt_out, content;
};

/// Throws with the place in the catalogue where `node` stands.
[[noreturn]] void refuse(const toml::node& node, const std::string& why) {
  throw std::runtime_error(fmt::format("{}: {}", node.source().begin.line, why));
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void check_keys(const toml::table& table, std::span<const std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (!is_one_of(key.str(), known)) {
      refuse(value, fmt::format("unknown key '{}'", key.str()));
    }
  }
}

/// The string at `key`; an absent one is empty.
std::string text(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    return {};
  }
  if (!node->is_string()) {
    refuse(*node, fmt::format("'{}' is not a string", key));
  }
  return node->as_string()->get();
}

/// The string at `key`, which must be there.
std::string needed(const toml::table& table, std::string_view key) {
  std::string value = text(table, key);
  if (value.empty()) {
    refuse(table, fmt::format("'{}' is missing", key));
  }
  return value;
}

bool is_slug(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-';
  });
}

/// Checks that `id` is `<tool>/<slug>` and returns the slug. Disclosures name the tool in their
/// value.
std::string slug_of(const toml::table& table, const std::string& id, const std::string& tool) {
  const std::string owner = tool == "unknown-ai" ? "disclosure" : tool;
  std::string slug = id.starts_with(owner + "/") ? id.substr(owner.size() + 1) : "";
  if (!is_slug(tool) || !is_slug(slug)) {
    refuse(table, fmt::format("id '{}' is not '{}/<slug>'", id, owner));
  }
  return slug;
}

Rule common_fields(const toml::table& table) {
  Rule rule;
  rule.id = needed(table, "id");
  rule.tool = needed(table, "tool");
  rule.strength = needed(table, "strength");
  rule.source = needed(table, "source");
  rule.opt_out = text(table, "opt_out");
  if (!is_one_of(rule.strength, sallyport::util::k_enum_names<sallyport::core::Strength>)) {
    refuse(table, fmt::format("unknown strength '{}'", rule.strength));
  }
  slug_of(table, rule.id, rule.tool);
  return rule;
}

Rule parse_rule(const toml::table& table) {
  check_keys(table, k_rule_keys);
  Rule rule = common_fields(table);
  rule.kind = needed(table, "kind");
  rule.key = text(table, "key");
  rule.match = needed(table, "match");
  needed(table, "example");
  if (!is_one_of(rule.kind, sallyport::util::k_enum_names<sallyport::core::EvidenceKind>)) {
    refuse(table, fmt::format("unknown kind '{}'", rule.kind));
  }
  rule.content = text(table, "content");
  if (!rule.content.empty() && rule.kind != "file") {
    refuse(table, fmt::format("kind '{}' has no content", rule.kind));
  }
  const bool takes_key = rule.kind == "trailer" || rule.kind == "env";
  if (takes_key == rule.key.empty()) {
    refuse(table, fmt::format("kind '{}' {} a key", rule.kind, takes_key ? "needs" : "has not"));
  }
  return rule;
}

/// `email` as a pattern of the whole address.
std::string anchored(std::string_view email) {
  std::string pattern = "^";
  for (const char c : email) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '@' && c != '-') {
      pattern += '\\';
    }
    pattern += c;
  }
  return pattern + '$';
}

/// The three rules that an `[[identity]]` stands for.
std::vector<Rule> parse_identity(const toml::table& table) {
  check_keys(table, k_identity_keys);
  Rule rule = common_fields(table);
  const std::string slug = slug_of(table, rule.id, rule.tool);
  rule.match = anchored(needed(table, "email"));
  std::vector<Rule> rules;
  for (const auto& [prefix, kind] :
       {std::pair{"author-", "author-email"}, std::pair{"committer-", "committer-email"},
        std::pair{"co-author-", "co-author"}}) {
    rule.id = rule.tool + "/" + prefix + slug;
    rule.kind = kind;
    rules.push_back(rule);
  }
  return rules;
}

std::string enumerator(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

/// A C++ string literal; octal escapes cannot run into the byte that follows.
std::string literal(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7e || c == '"' || c == '\\') {
      out += fmt::format("\\{:03o}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::vector<const toml::table*> tables(const toml::table& root, std::string_view name) {
  std::vector<const toml::table*> found;
  if (const toml::array* array = root[name].as_array(); array != nullptr) {
    for (const toml::node& node : *array) {
      if (!node.is_table()) {
        refuse(node, fmt::format("'{}' is not an array of tables", name));
      }
      found.push_back(node.as_table());
    }
  }
  return found;
}

/// The members of an array of strings.
std::vector<std::string> strings(const toml::node& node) {
  std::vector<std::string> found;
  const toml::array* array = node.as_array();
  if (array == nullptr) {
    refuse(node, "this is not an array");
  }
  for (const toml::node& member : *array) {
    if (!member.is_string()) {
      refuse(member, "this is not a string");
    }
    found.push_back(member.as_string()->get());
  }
  return found;
}

const toml::node& needed_node(const toml::table& root, std::string_view name) {
  const toml::node* node = root.get(name);
  if (node == nullptr) {
    throw std::runtime_error(fmt::format("'{}' is missing", name));
  }
  return *node;
}

/// `[titles]`, which must have one for every tool of `rules`.
const toml::table& titles_of(const toml::table& root, const std::vector<Rule>& rules) {
  const toml::table* titles = needed_node(root, "titles").as_table();
  for (const Rule& rule : rules) {
    if (titles == nullptr || !titles->contains(rule.tool)) {
      throw std::runtime_error(fmt::format("tool '{}' has no title", rule.tool));
    }
  }
  return *titles;
}

std::vector<Rule> all_rules(const toml::table& root) {
  std::vector<Rule> rules;
  for (const toml::table* table : tables(root, "rule")) {
    rules.push_back(parse_rule(*table));
  }
  for (const toml::table* table : tables(root, "identity")) {
    const std::vector<Rule> three = parse_identity(*table);
    rules.insert(rules.end(), three.begin(), three.end());
  }
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  std::set<std::string> ids;
  for (const Rule& rule : rules) {
    if (!ids.insert(rule.id).second) {
      throw std::runtime_error(fmt::format("id '{}' is there twice", rule.id));
    }
  }
  return rules;
}

std::string row(const Rule& rule) {
  return fmt::format(
      "    Row{{{}, {}, core::EvidenceKind::{}, {}, {}, core::Strength::{}, {}, {}, {}}},\n",
      literal(rule.id), literal(rule.tool), enumerator(rule.kind), literal(rule.key),
      literal(rule.match), rule.strength, literal(rule.source), literal(rule.opt_out),
      literal(rule.content));
}

std::string automation_row(const toml::table& table) {
  check_keys(table, k_automation_keys);
  return fmt::format("    Automation{{{}, {}, {}}},\n", literal(needed(table, "name")),
                     literal(text(table, "id")), literal(text(table, "email")));
}

std::string title_rows(const toml::table& titles) {
  std::string rows;
  for (const auto& [tool, title] : titles) {
    rows += fmt::format("    Word{{{}, {}}},\n", literal(tool.str()),
                        literal(text(titles, tool.str())));
  }
  return rows;
}

std::string word_rows(const toml::table& root) {
  std::string rows;
  for (const toml::node& node : *needed_node(root, "words").as_array()) {
    const std::vector<std::string> pair = strings(node);
    if (pair.size() != 2) {
      refuse(node, "this is not a word and a tool");
    }
    rows += fmt::format("    Word{{{}, {}}},\n", literal(pair[0]), literal(pair[1]));
  }
  return rows;
}

std::string string_rows(const toml::table& root, std::string_view key) {
  std::string rows;
  for (const std::string& name : strings(needed_node(root, key))) {
    rows += fmt::format("    std::string_view{{{}}},\n", literal(name));
  }
  return rows;
}

constexpr std::string_view k_head = R"(// Generated from data/catalogue.toml.
#include "attribution/catalogue.hpp"

#include <iterator>
#include <string>

namespace sallyport::attribution {
namespace {

struct Row {
  std::string_view id, tool;
  core::EvidenceKind kind;
  std::string_view key, match;
  core::Strength strength;
  std::string_view source, opt_out, content;
};

)";

constexpr std::string_view k_tail = R"(std::vector<core::DetectRule> build() {
  std::vector<core::DetectRule> rules;
  rules.reserve(std::size(k_rows));
  for (const Row& row : k_rows) {
    rules.push_back({std::string(row.id), std::string(row.tool), row.kind, std::string(row.key),
                     std::string(row.match), row.strength, std::string(row.source),
                     std::string(row.opt_out), std::string(row.content)});
  }
  return rules;
}

}  // namespace

std::span<const core::DetectRule> catalogue() {
  static const std::vector<core::DetectRule> k_rules = build();
  return k_rules;
}

std::span<const Automation> automations() { return k_automations; }

const core::ToolTitles& tool_titles() {
  static const core::ToolTitles k_by_id = [] {
    core::ToolTitles titles;
    for (const Word& row : k_titles) {
      titles.emplace(row.name, row.meaning);
    }
    return titles;
  }();
  return k_by_id;
}

std::span<const Word> words() { return k_words; }

std::span<const std::string_view> shown_variables() { return k_shown; }

std::span<const std::string_view> reviewers() { return k_reviewers; }

}  // namespace sallyport::attribution
)";

/// No std::array: what deduces the size of one stops at 256 rows.
std::string declared(std::string_view type, std::string_view name, const std::string& rows) {
  return fmt::format("constexpr {} {}[]{{\n{}}};\n\n", type, name, rows);
}

std::string generate(const toml::table& root) {
  check_keys(root, k_top_keys);
  const std::vector<Rule> rules = all_rules(root);
  std::string rule_rows;
  for (const Rule& rule : rules) {
    rule_rows += row(rule);
  }
  std::string automation_rows;
  for (const toml::table* table : tables(root, "automation")) {
    automation_rows += automation_row(*table);
  }
  return std::string(k_head) + declared("Row", "k_rows", rule_rows) +
         declared("Automation", "k_automations", automation_rows) +
         declared("Word", "k_titles", title_rows(titles_of(root, rules))) +
         declared("Word", "k_words", word_rows(root)) +
         declared("std::string_view", "k_shown", string_rows(root, "shown")) +
         declared("std::string_view", "k_reviewers", string_rows(root, "reviewers")) +
         std::string(k_tail);
}

int run(const std::string& in, const std::string& out) {
  std::ofstream file(out, std::ios::binary);
  file << generate(toml::parse_file(in));
  file.close();
  if (!file) {
    throw std::runtime_error(fmt::format("cannot write '{}'", out));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: embed_catalogue IN.toml OUT.cpp\n";
    return 2;
  }
  const std::string in = argv[1];
  try {
    return run(in, argv[2]);
  } catch (const toml::parse_error& error) {
    std::cerr << in << ':' << error.source().begin.line << ": " << error.description() << '\n';
  } catch (const std::exception& error) {
    std::cerr << in << ':' << error.what() << '\n';
  }
  return 1;
}
