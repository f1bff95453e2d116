#include "core/git_terms.hpp"
#include "git/objects/objects.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

/// What git takes a mode for, also one that old versions or other programs wrote (`canon_mode`).
std::optional<std::uint32_t> parse_mode(std::string_view text) {
  constexpr int k_octal = 8;
  constexpr std::uint32_t k_may_run = 0100;
  std::uint32_t mode = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, mode, k_octal);
  if (text.empty() || end != last || error != std::errc{}) {
    return std::nullopt;
  }
  switch (core::type_of(mode)) {
    case core::type_of(core::k_mode_file):
      return (mode & k_may_run) != 0 ? core::k_mode_executable : core::k_mode_file;
    case core::k_mode_link:
      return core::k_mode_link;
    case core::k_mode_tree:
      return core::k_mode_tree;
    default:
      return core::k_mode_submodule;
  }
}

bool is_usable_name(std::string_view name) {
  return name.find('/') == std::string_view::npos && name != "." && name != ".." &&
         !(name.size() == 4 && util::ascii_lower(name) == ".git");
}

[[noreturn]] void malformed(const core::Oid& tree, const std::string& why) {
  throw util::Error(util::ErrorKind::unavailable,
                    fmt::format("cannot read tree '{}': {}", core::to_hex(tree), why),
                    "git fsck --full");
}

/// Takes the next entry off the front of `rest`, with a name of `oid_size` bytes.
TreeEntry parse_entry(const core::Oid& tree, std::size_t oid_size, std::string_view& rest) {
  const std::size_t blank = rest.find(' ');
  const std::size_t end = rest.find('\0');
  if (blank == std::string_view::npos || end == std::string_view::npos || blank > end ||
      rest.size() - end - 1 < oid_size) {
    malformed(tree, "it is cut short");
  }
  TreeEntry entry;
  const auto mode = parse_mode(rest.substr(0, blank));
  entry.name = rest.substr(blank + 1, end - blank - 1);
  if (!mode || entry.name.empty()) {
    malformed(tree, util::say("entry '{}' has the mode '{}'", entry.name, rest.substr(0, blank)));
  }
  entry.mode = *mode;
  const std::string_view oid = rest.substr(end + 1, oid_size);
  std::copy(oid.begin(), oid.end(), entry.oid.bytes.begin());
  rest.remove_prefix(end + 1 + oid_size);
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

/// Of `mode`, a folder's or another: those sort apart.
const TreeEntry* find_entry(const std::vector<TreeEntry>& entries, std::string_view name,
                            std::uint32_t mode) {
  const TreeEntry wanted{name, mode, {}};
  const auto found = std::lower_bound(entries.begin(), entries.end(), wanted,
                                      [](const TreeEntry& left, const TreeEntry& right) {
                                        return compare_entries(left, right) < 0;
                                      });
  const bool is_there = found != entries.end() && compare_entries(*found, wanted) == 0;
  return is_there ? &*found : nullptr;
}

/// Why git would not make such a tree; empty: it would.
std::string fault_of(const std::vector<TreeEntry>& entries) {
  const auto unsorted = std::adjacent_find(
      entries.begin(), entries.end(), [](const TreeEntry& left, const TreeEntry& right) {
        return left.name == right.name || compare_entries(left, right) >= 0;
      });
  if (unsorted != entries.end()) {
    return util::say("its entries are not in order, or double, at '{}'", unsorted->name);
  }
  for (const TreeEntry& entry : entries) {
    if (!is_usable_name(entry.name)) {
      return util::say("no file can be named '{}'", entry.name);
    }
    if (entry.oid.is_zero()) {
      return util::say("entry '{}' names no object", entry.name);
    }
    if (entry.mode == core::k_mode_tree &&
        find_entry(entries, entry.name, core::k_mode_file) != nullptr) {
      return util::say("'{}' is both a file and a folder", entry.name);
    }
  }
  return "";
}

/// Puts entries in order, the last of several with one name in their place, as it is checked out.
void mend_order(std::vector<TreeEntry>& entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const TreeEntry& left, const TreeEntry& right) {
                     return compare_entries(left, right) < 0;
                   });
  std::map<std::string_view, std::size_t> last;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    last[entries[i].name] = i;
  }
  std::vector<TreeEntry> kept;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (last[entries[i].name] == i) {
      kept.push_back(entries[i]);
    }
  }
  entries = std::move(kept);
}

}  // namespace

const TreeEntry* find_entry(const Tree& tree, std::string_view name) {
  const TreeEntry* const file = find_entry(tree.entries, name, core::k_mode_file);
  return file != nullptr ? file : find_entry(tree.entries, name, core::k_mode_tree);
}

std::shared_ptr<const Tree> Objects::tree(const core::Oid& id) const {
  if (core::is_empty_tree(id)) {
    return std::make_shared<const Tree>();
  }
  if (const auto* const known = trees_.find(id)) {
    return *known;
  }
  Tree tree{read(id, ObjectType::tree), {}, {}};
  const std::size_t oid_size = core::size_of(backend_.layout().format);
  std::string_view rest = tree.bytes.view;
  while (!rest.empty()) {
    tree.entries.push_back(parse_entry(id, oid_size, rest));
  }
  tree.fault = fault_of(tree.entries);
  if (!tree.fault.empty()) {
    mend_order(tree.entries);
  }
  const std::size_t bytes = tree.bytes.view.size() + tree.entries.capacity() * sizeof(TreeEntry);
  auto read = std::make_shared<const Tree>(std::move(tree));
  trees_.keep(id, read, bytes);
  return read;
}

}  // namespace sallyport::git
