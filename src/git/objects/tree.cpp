#include "core/git_terms.hpp"
#include "git/objects/objects.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sallyport::git {
namespace {

constexpr std::size_t k_oid_size = 20;

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 5> k_modes{{
    {"100644", core::k_mode_file},
    {"100755", core::k_mode_executable},
    {"40000", core::k_mode_tree},
    {"120000", core::k_mode_link},
    {"160000", core::k_mode_submodule},
}};

std::optional<std::uint32_t> parse_mode(std::string_view text) {
  const auto* found = std::find_if(k_modes.begin(), k_modes.end(),
                                   [&](const auto& mode) { return mode.first == text; });
  return found == k_modes.end() ? std::nullopt : std::optional(found->second);
}

bool is_usable_name(std::string_view name) {
  return !name.empty() && name.find('/') == std::string_view::npos && name != "." && name != ".." &&
         util::ascii_lower(name) != ".git";
}

[[noreturn]] void malformed(const core::Oid& tree, const std::string& why) {
  throw util::Error(util::ErrorKind::unavailable,
                    fmt::format("cannot read tree '{}': {}", core::to_hex(tree), why),
                    "git fsck --full");
}

/// Takes the next entry off the front of `rest`.
TreeEntry parse_entry(const core::Oid& tree, std::string_view& rest) {
  const std::size_t blank = rest.find(' ');
  const std::size_t end = rest.find('\0');
  if (blank == std::string_view::npos || end == std::string_view::npos || blank > end ||
      rest.size() - end - 1 < k_oid_size) {
    malformed(tree, "it is cut short");
  }
  TreeEntry entry;
  const auto mode = parse_mode(rest.substr(0, blank));
  entry.name = rest.substr(blank + 1, end - blank - 1);
  if (!mode) {
    malformed(tree, util::say("entry '{}' has the mode '{}', which git does not write", entry.name,
                              rest.substr(0, blank)));
  }
  if (!is_usable_name(entry.name)) {
    malformed(tree, util::say("no file can be named '{}'", entry.name));
  }
  entry.mode = *mode;
  const std::string_view oid = rest.substr(end + 1, k_oid_size);
  std::copy(oid.begin(), oid.end(), entry.oid.bytes.begin());
  if (entry.oid.is_zero()) {
    malformed(tree, util::say("entry '{}' names no object", entry.name));
  }
  rest.remove_prefix(end + 1 + k_oid_size);
  return entry;
}

}  // namespace

int compare_entries(const TreeEntry& left, const TreeEntry& right) {
  const std::size_t common = std::min(left.name.size(), right.name.size());
  const int order = left.name.substr(0, common).compare(right.name.substr(0, common));
  if (order != 0) {
    return order;
  }
  const auto next = [common](const TreeEntry& entry) -> int {
    if (entry.name.size() > common) {
      return static_cast<unsigned char>(entry.name[common]);
    }
    return entry.mode == core::k_mode_tree ? '/' : 0;
  };
  return next(left) - next(right);
}

namespace {

bool holds_file_named(const std::vector<TreeEntry>& entries, std::string_view name) {
  const TreeEntry file{name, core::k_mode_file, {}};
  const auto found = std::lower_bound(entries.begin(), entries.end(), file,
                                      [](const TreeEntry& left, const TreeEntry& right) {
                                        return compare_entries(left, right) < 0;
                                      });
  return found != entries.end() && found->name == name && found->mode != core::k_mode_tree;
}

void check_order(const core::Oid& tree, const std::vector<TreeEntry>& entries) {
  const auto unsorted = std::adjacent_find(
      entries.begin(), entries.end(), [](const TreeEntry& left, const TreeEntry& right) {
        return left.name == right.name || compare_entries(left, right) >= 0;
      });
  if (unsorted != entries.end()) {
    malformed(tree, util::say("its entries are not in order, or double, at '{}'", unsorted->name));
  }
  for (const TreeEntry& entry : entries) {
    if (entry.mode == core::k_mode_tree && holds_file_named(entries, entry.name)) {
      malformed(tree, util::say("'{}' is both a file and a folder", entry.name));
    }
  }
}

}  // namespace

Tree Objects::tree(const core::Oid& id) const {
  if (id.is_zero() || id == core::empty_tree()) {
    return {};
  }
  Tree tree{read(id, GIT_OBJECT_TREE), {}};
  std::string_view rest = tree.bytes.view;
  while (!rest.empty()) {
    tree.entries.push_back(parse_entry(id, rest));
  }
  check_order(id, tree.entries);
  return tree;
}

}  // namespace sallyport::git
