#include "git/objects/libgit2_types.hpp"
#include "git/ownership.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;
using util::Error;
using util::ErrorKind;

constexpr int k_memory_priority = 1000;

/// Starts libgit2, which stays up until the process ends.
void start_libgit2() {
  static const bool k_started = [] {
    check(git_libgit2_init(), "start libgit2");
    // Formats that change nothing about what is read here; others must stay refused.
    std::array<const char*, 5> extensions{"worktreeconfig", "relativeworktrees", "preciousobjects",
                                          "partialclone", "submodulepathconfig"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions.data(), extensions.size());
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
    // The user's configuration is read by config() alone, as git finds it.
    for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
                            GIT_CONFIG_LEVEL_PROGRAMDATA}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
    return true;
  }();
  (void)k_started;
}

fs::path absolute_from(const fs::path& directory, const std::string& path) {
  return (directory / path).lexically_normal();
}

/// The first folder from `start` upwards that holds a `.git`; empty: none.
fs::path folder_with_git(const fs::path& start) {
  std::error_code error;
  for (fs::path folder = start;; folder = folder.parent_path()) {
    if (fs::exists(folder / ".git", error)) {
      return folder;
    }
    if (folder == folder.parent_path()) {
      return {};
    }
  }
}

[[noreturn]] void fail_to_open(int code, const fs::path& directory, const std::string& git_dir) {
  const std::string cause = last_error();
  const std::string place = git_dir.empty() ? directory.string() : git_dir;
  if (cause.find("unsupported") != std::string::npos) {
    throw Error(
        ErrorKind::unavailable,
        util::say("cannot read the repository '{}': its format is not supported: {}", place, cause),
        "git config --get-regexp '^(extensions|core.repositoryformatversion)'");
  }
  std::error_code error;
  const bool nothing_there = git_dir.empty()
                                 ? folder_with_git(directory).empty()
                                 : !fs::exists(absolute_from(directory, git_dir), error);
  if (code == GIT_ENOTFOUND && nothing_there) {
    throw Error(ErrorKind::usage,
                util::say("cannot find a git repository at '{}' or above it", place),
                "cd into a repository, or name it with -C DIR");
  }
  throw Error(ErrorKind::unavailable,
              util::say("cannot open the repository at '{}': {}", place, cause), "git fsck");
}

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
  if (code < 0) {
    fail_to_open(code, directory, git_dir);
  }
  return RepositoryHandle(raw);
}

std::vector<fs::path> alternates_of(const std::string& variable, const fs::path& directory) {
  std::vector<fs::path> alternates;
  for (const std::string& path : util::split(variable, ':')) {
    if (!path.empty()) {
      alternates.push_back(absolute_from(directory, path));
    }
  }
  return alternates;
}

std::set<core::Oid> read_boundary(const fs::path& common_dir) {
  std::set<core::Oid> boundary;
  const std::string text = util::read_file(common_dir / "shallow").value_or("");
  for (const std::string_view line : util::split_lines(text)) {
    if (const auto id = core::parse_oid(util::trim(line))) {
      boundary.insert(*id);
    }
  }
  return boundary;
}

bool is_partial(git_repository* repository) {
  git_config* raw = nullptr;
  check(git_repository_config_snapshot(&raw, repository), "read the repository's configuration");
  const ConfigHandle config(raw);
  const auto stop = [](const git_config_entry* /*entry*/, void* /*payload*/) { return 1; };
  return git_config_foreach_match(raw, R"(^(remote\..*\.promisor|extensions\.partialclone)$)", stop,
                                  nullptr) == 1;
}

/// GIT_INDEX_FILE is relative to the top of the work tree (git(1)), where hooks also run.
fs::path find_index(const std::string& variable, const fs::path& top, const fs::path& directory,
                    const fs::path& git_dir) {
  if (variable.empty()) {
    return git_dir / "index";
  }
  std::error_code error;
  const fs::path from_top = absolute_from(top, variable);
  const fs::path from_here = absolute_from(directory, variable);
  return !fs::exists(from_top, error) && fs::exists(from_here, error) ? from_here : from_top;
}

void set_work_dir(git_repository* repository, const fs::path& directory,
                  const std::string& variable) {
  if (!variable.empty()) {
    check(git_repository_set_workdir(repository, absolute_from(directory, variable).c_str(), 0),
          "use the work tree that GIT_WORK_TREE names");
  }
}

}  // namespace

OdbHandle open_odb(const fs::path& directory, const std::vector<fs::path>& alternates) {
  git_odb* raw = nullptr;
  check(git_odb_open(&raw, directory.c_str()), "open the object database");
  OdbHandle odb(raw);
  for (const fs::path& alternate : alternates) {
    check(git_odb_add_disk_alternate(raw, alternate.c_str()), "open an alternate object database");
  }
  return odb;
}

git_repository* Repository::State::for_storing() {
  if (!storing) {
    storing_odb = open_odb(object_dir, alternates);
    git_repository* raw = nullptr;
    check(git_repository_wrap_odb(&raw, storing_odb.get()), "open the object database");
    storing.reset(raw);
  }
  return storing.get();
}

namespace {

/// Puts a layer in memory in front of the database, and both handles over it.
template <typename State>
void open_database(State& state) {
  state.odb = open_odb(state.object_dir, state.alternates);
  git_odb_backend* memory = nullptr;
  check(git_mempack_new(&memory), "set up an object database in memory");
  check(git_odb_add_backend(state.odb.get(), memory, k_memory_priority),
        "set up an object database in memory");
  check(git_repository_set_odb(state.repository.get(), state.odb.get()),
        "open the object database");
  git_repository* raw = nullptr;
  check(git_repository_wrap_odb(&raw, state.odb.get()), "open the object database");
  state.plain.reset(raw);
}

void refuse_foreign_common_dir(const std::string& variable, git_repository* repository,
                               const fs::path& directory) {
  std::error_code error;
  if (!variable.empty() && !fs::equivalent(absolute_from(directory, variable),
                                           git_repository_commondir(repository), error)) {
    throw Error(
        ErrorKind::unavailable,
        util::say("cannot read the repository: GIT_COMMON_DIR '{}' is not supported", variable),
        "unset GIT_COMMON_DIR");
  }
}

}  // namespace

Repository Repository::open(const OpenOptions& options) {
  start_libgit2();
  auto state = std::make_unique<State>();
  state->environment = options.environment;
  std::error_code error;
  state->directory = fs::absolute(options.directory, error).lexically_normal();
  const std::string git_dir =
      options.git_dir.empty() ? util::variable(state->environment, "GIT_DIR") : options.git_dir;
  state->repository = open_layout(state->directory, git_dir, options.environment);
  git_repository* repository = state->repository.get();
  if (git_dir.empty()) {
    check_ownership(repository, state->directory, options.environment);
  }
  refuse_foreign_common_dir(util::variable(state->environment, "GIT_COMMON_DIR"), repository,
                            state->directory);
  set_work_dir(repository, state->directory, util::variable(state->environment, "GIT_WORK_TREE"));
  const std::string objects = util::variable(state->environment, "GIT_OBJECT_DIRECTORY");
  const fs::path common_dir = git_repository_commondir(repository);
  state->object_dir =
      objects.empty() ? common_dir / "objects" : absolute_from(state->directory, objects);
  state->alternates = alternates_of(
      util::variable(state->environment, "GIT_ALTERNATE_OBJECT_DIRECTORIES"), state->directory);
  open_database(*state);
  const char* top = git_repository_workdir(repository);
  state->index_file = find_index(util::variable(state->environment, "GIT_INDEX_FILE"),
                                 top == nullptr ? state->directory : fs::path(top),
                                 state->directory, git_repository_path(repository));
  std::set<core::Oid> boundary = read_boundary(common_dir);
  state->objects = std::make_unique<Objects>(
      state->odb.get(), is_partial(repository) ? "git fetch --refetch --no-filter"
                        : boundary.empty()     ? "git fsck --full"
                                               : "git fetch --unshallow");
  state->history = std::make_unique<History>(*state->objects, std::move(boundary));
  return Repository(std::move(state));
}

Repository::Repository(std::unique_ptr<State> state) : state_(std::move(state)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

fs::path Repository::git_dir() const {
  return git_repository_path(state_->repository.get());
}

fs::path Repository::common_dir() const {
  return git_repository_commondir(state_->repository.get());
}

std::optional<fs::path> Repository::work_dir() const {
  const char* path = git_repository_workdir(state_->repository.get());
  return path == nullptr ? std::nullopt : std::optional<fs::path>(path);
}

bool Repository::is_bare() const {
  return git_repository_is_bare(state_->repository.get()) == 1;
}

bool Repository::is_shallow() const {
  return state_->history->is_shallow();
}

}  // namespace sallyport::git
