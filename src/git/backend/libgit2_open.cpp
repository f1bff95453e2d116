#include "git/backend/libgit2_backend.hpp"
#include "git/backend/libgit2_loose.hpp"
#include "git/backend/ownership.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

#include <array>
#include <string>
#include <utility>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;
constexpr int k_memory_priority = 1000;

/// Null where libgit2 cannot open what is there.
RepositoryHandle open_layout(const fs::path& directory, const std::string& git_dir,
                             const util::Environment& environment) {
  git_repository* raw = nullptr;
  const bool crosses = util::variable(environment, "GIT_DISCOVERY_ACROSS_FILESYSTEM") == "1" ||
                       util::variable(environment, "GIT_DISCOVERY_ACROSS_FILESYSTEM") == "true";
  const int code =
      git_dir.empty()
          ? git_repository_open_ext(&raw, directory.c_str(),
                                    crosses ? unsigned{GIT_REPOSITORY_OPEN_CROSS_FS} : 0U,
                                    util::variable(environment, "GIT_CEILING_DIRECTORIES").c_str())
          : git_repository_open_ext(&raw, absolute_from(directory, git_dir).c_str(),
                                    GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT,
                                    nullptr);
  if (code == GIT_ENOTFOUND) {
    require_something(directory, git_dir);
  }
  return RepositoryHandle(code < 0 ? nullptr : raw);
}

void set_work_dir(git_repository* repository, const fs::path& directory,
                  const std::string& variable) {
  if (!variable.empty()) {
    check(git_repository_set_workdir(repository, absolute_from(directory, variable).c_str(), 0),
          "use the work tree that GIT_WORK_TREE names");
  }
}

Layout layout_of(git_repository* repository) {
  Layout layout{git_repository_path(repository), git_repository_commondir(repository)};
  if (const char* const top = git_repository_workdir(repository); top != nullptr) {
    layout.work_dir = top;
  }
  return layout;
}

/// A new database over the folders of a repository.
OdbHandle open_odb(const Layout& layout) {
  git_odb* raw = nullptr;
  check(git_odb_open(&raw, layout.object_dir.c_str()), "open the object database");
  OdbHandle odb(raw);
  for (const fs::path& alternate : layout.alternates) {
    check(git_odb_add_disk_alternate(raw, alternate.c_str()), "open an alternate object database");
  }
  std::vector<fs::path> directories = layout.alternates;
  directories.insert(directories.begin(), layout.object_dir);
  add_loose_reader(raw, directories);
  return odb;
}

RepositoryHandle wrap(git_odb* odb) {
  git_repository* raw = nullptr;
  check(git_repository_wrap_odb(&raw, odb), "open the object database");
  return RepositoryHandle(raw);
}

/// The same with a layer in memory in front.
OdbHandle open_odb_in_memory(const Layout& layout) {
  OdbHandle odb = open_odb(layout);
  git_odb_backend* memory = nullptr;
  check(git_mempack_new(&memory), "set up an object database in memory");
  check(git_odb_add_backend(odb.get(), memory, k_memory_priority),
        "set up an object database in memory");
  return odb;
}

}  // namespace

void start_libgit2() {
  static const bool k_started = [] {
    check(git_libgit2_init(), "start libgit2");
    // Formats that change nothing about what is read here; others must stay refused.
    std::array<const char*, 5> extensions{"worktreeconfig", "relativeworktrees", "preciousobjects",
                                          "partialclone", "submodulepathconfig"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions.data(), extensions.size());
    git_libgit2_opts(GIT_OPT_SET_ODB_PACKED_PRIORITY, k_packs_priority);
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
    // The user's configuration is read by setting() alone, as git finds it.
    for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
                            GIT_CONFIG_LEVEL_PROGRAMDATA}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
    return true;
  }();
  (void)k_started;
}

Libgit2Backend::Libgit2Backend(RepositoryHandle repository, Layout layout,
                               util::Environment environment)
    : repository_(std::move(repository)),
      layout_(std::move(layout)),
      environment_(std::move(environment)),
      odb_(open_odb_in_memory(layout_)),
      plain_(wrap(odb_.get())) {
  check(git_repository_set_odb(repository_.get(), odb_.get()), "open the object database");
}

git_repository* Libgit2Backend::for_storing() {
  if (!storing_) {
    storing_odb_ = open_odb(layout_);
    storing_ = wrap(storing_odb_.get());
  }
  return storing_.get();
}

std::unique_ptr<Backend> open_with_libgit2(const OpenOptions& options) {
  const util::Environment& environment = options.environment;
  RepositoryHandle repository = open_layout(options.directory, options.git_dir, environment);
  if (!repository) {
    return nullptr;
  }
  set_work_dir(repository.get(), options.directory, util::variable(environment, "GIT_WORK_TREE"));
  Layout layout = layout_of(repository.get());
  if (options.git_dir.empty()) {
    check_ownership(layout, options.directory, environment);
  }
  complete_layout(layout, options.directory, environment);
  return std::make_unique<Libgit2Backend>(std::move(repository), std::move(layout), environment);
}

std::string libgit2_version() {
  int major = 0;
  int minor = 0;
  int revision = 0;
  git_libgit2_version(&major, &minor, &revision);
  return fmt::format("{}.{}.{}", major, minor, revision);
}

}  // namespace sallyport::git
