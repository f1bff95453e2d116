#include "core/git_terms.hpp"
#include "git/objects/objects.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

/// A name or an address as a commit header can hold it.
std::string header_text(std::string_view text) {
  std::string result;
  std::copy_if(text.begin(), text.end(), std::back_inserter(result), [](char byte) {
    return byte != '\n' && byte != '\0' && byte != '<' && byte != '>';
  });
  return result;
}

std::string header_line(std::string_view role, const core::Identity& identity, util::Time time) {
  return fmt::format("{} {} <{}> {} +0000\n", role, header_text(identity.name),
                     header_text(identity.email), time.time_since_epoch().count());
}

/// What is to become of a place below the folder at hand.
struct Edit {
  std::string_view rest;  ///< of the path
  const TreeEdit* edit;
};

/// Makes trees out of others.
class TreeEditor {
 public:
  TreeEditor(Backend& backend, const Objects& objects) : backend_(backend), objects_(objects) {}

  /// The tree that `edits` make of `base`, stored; nothing where no entry is left.
  std::optional<core::Oid> edited(const core::Oid& base, const std::vector<Edit>& edits) {
    std::map<std::string, TreePlace> entries;
    const auto tree = objects_.tree(base);
    for (const TreeEntry& entry : tree->entries) {
      entries.emplace(entry.name, TreePlace{entry.mode, entry.oid});
    }
    for (const auto& [name, below] : by_name(edits)) {
      const TreePlace before = entries[name];
      if (const auto after = edited_entry(before, below)) {
        entries[name] = *after;
      } else {
        entries.erase(name);
      }
    }
    return entries.empty() ? std::nullopt : std::optional(store(entries));
  }

 private:
  /// The edits of each entry of a folder, each without the entry's name.
  static std::map<std::string, std::vector<Edit>> by_name(const std::vector<Edit>& edits) {
    std::map<std::string, std::vector<Edit>> groups;
    for (const Edit& edit : edits) {
      const std::size_t end = std::min(edit.rest.find('/'), edit.rest.size());
      const std::string_view rest = edit.rest.substr(std::min(end + 1, edit.rest.size()));
      groups[std::string(edit.rest.substr(0, end))].push_back({rest, edit.edit});
    }
    return groups;
  }

  /// What becomes of an entry (zero: there was none); nothing: it is taken out.
  std::optional<TreePlace> edited_entry(const TreePlace& before, const std::vector<Edit>& edits) {
    const Edit& first = edits.front();
    if (!first.rest.empty()) {
      const bool was_folder = before.mode == core::k_mode_tree;
      const auto folder = edited(was_folder ? before.oid : core::Oid{}, edits);
      return folder ? std::optional(TreePlace{core::k_mode_tree, *folder}) : std::nullopt;
    }
    if (first.edit->kind == TreeEdit::Kind::remove) {
      require_entry(before, first.edit->path);
      return std::nullopt;
    }
    const bool is_folder = first.edit->kind == TreeEdit::Kind::folder;
    return TreePlace{is_folder ? core::k_mode_tree : core::k_mode_file, first.edit->oid};
  }

  static void require_entry(const TreePlace& place, std::string_view path) {
    if (place.oid.is_zero()) {
      throw util::Error(util::ErrorKind::unavailable,
                        util::say("cannot remove '{}' from a tree: it is not there", path),
                        "git fsck --full");
    }
  }

  core::Oid store(const std::map<std::string, TreePlace>& entries) {
    std::vector<TreeEntry> sorted;
    sorted.reserve(entries.size());
    for (const auto& [name, place] : entries) {
      sorted.push_back({name, place.mode, place.oid});
    }
    std::sort(sorted.begin(), sorted.end(), [](const TreeEntry& left, const TreeEntry& right) {
      return compare_entries(left, right) < 0;
    });
    const std::size_t oid_size = core::size_of(backend_.layout().format);
    std::string bytes;
    for (const TreeEntry& entry : sorted) {
      bytes += fmt::format("{:o} {}", entry.mode, entry.name) + '\0';
      bytes.append(entry.oid.bytes.begin(), entry.oid.bytes.begin() + oid_size);
    }
    return backend_.store(ObjectType::tree, bytes);
  }

  Backend& backend_;
  const Objects& objects_;
};

}  // namespace

core::Oid Repository::write_blob(std::string_view content) {
  return state_->backend->store(ObjectType::blob, content);
}

core::Oid Repository::edit_tree(const core::Oid& base, const std::vector<TreeEdit>& edits) {
  std::vector<Edit> all;
  all.reserve(edits.size());
  for (const TreeEdit& edit : edits) {
    all.push_back({edit.path, &edit});
  }
  const auto edited = TreeEditor(*state_->backend, *state_->objects).edited(base, all);
  return edited ? *edited : state_->backend->store(ObjectType::tree, "");
}

core::Oid Repository::write_commit(const core::Commit& commit) {
  std::string text = fmt::format("tree {}\n", core::to_hex(commit.tree));
  for (const core::Oid& parent : commit.parents) {
    text += fmt::format("parent {}\n", core::to_hex(parent));
  }
  text += header_line("author", commit.author, commit.time);
  text += header_line("committer", commit.committer, commit.time);
  text += "\n" + commit.message;
  return state_->backend->store(ObjectType::commit, text);
}

}  // namespace sallyport::git
