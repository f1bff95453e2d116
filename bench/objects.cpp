// Prints what Sallyport reads of commits and trees in the form in which git does; bench/objects.sh
// compares both. usage: bench_objects REPOSITORY commit|tree <IDS
#include "git/objects/objects.hpp"

#include "git/objects/commit.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <iostream>
#include <string>
#include <string_view>

namespace {

namespace core = sallyport::core;
namespace git = sallyport::git;

std::string show_commit(const git::Objects& objects, const core::Oid& id) {
  const git::CommitObject commit = git::read_commit_object(objects, id);
  std::string parents;
  for (const core::Oid& parent : commit.parents) {
    parents += (parents.empty() ? "" : " ") + core::to_hex(parent);
  }
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", core::to_hex(id), core::to_hex(commit.tree),
                     parents, commit.author.name, commit.author.email, commit.author.time,
                     commit.committer.name, commit.committer.email, commit.committer.time);
}

std::string show_tree(const git::Objects& objects, const core::Oid& id) {
  std::string lines = core::to_hex(id);
  const auto tree = objects.tree(id);
  for (const git::TreeEntry& entry : tree->entries) {
    lines += fmt::format("\n{:06o} {}\t{}", entry.mode, core::to_hex(entry.oid), entry.name);
  }
  return lines;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: bench_objects REPOSITORY commit|tree <IDS\n";
    return 2;
  }
  git::OpenOptions options;
  options.directory = arguments[1];
  options.environment = sallyport::util::current_environment();
  git::start_libgit2();
  const auto backend = git::open_with_libgit2(options);
  const git::Objects objects(*backend, options.environment, false);
  const bool is_tree = std::string_view(arguments[2]) == "tree";
  for (std::string line; std::getline(std::cin, line);) {
    const auto id = core::parse_oid(line);
    try {
      std::cout << (is_tree ? show_tree(objects, *id) : show_commit(objects, *id)) << '\n';
    } catch (const sallyport::util::Error& error) {
      std::cout << line << " cannot be read: " << error.what() << '\n';
    }
  }
  return 0;
}
