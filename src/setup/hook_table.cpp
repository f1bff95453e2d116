#include "setup/hook_table.hpp"

#include "util/file.hpp"
#include "util/glob.hpp"

#include <algorithm>
#include <cstdint>
#include <system_error>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

using Names = std::span<const std::string_view>;

constexpr std::int64_t k_largest_file = std::int64_t{1} << 20U;

constexpr std::string_view k_lefthook_stanza =
    R"yml(assert_lefthook_installed: true   # otherwise a missing lefthook lets everything through
pre-commit:
  jobs:
    - name: sallyport
      run: sallyport hook pre-commit
      files: echo lefthook.yml      # run even when nothing is staged (an amend)
pre-merge-commit:
  jobs: [{name: sallyport, run: sallyport hook pre-merge-commit}]
prepare-commit-msg:
  jobs: [{name: sallyport, run: "sallyport hook prepare-commit-msg {0}"}]
commit-msg:
  jobs: [{name: sallyport, run: "sallyport hook commit-msg {1}"}]
pre-push:
  jobs:
    - name: sallyport
      run: ": {files}; sallyport hook pre-push {1} {2}"
      files: echo lefthook.yml      # and {files}: run whatever is checked out
      use_stdin: true               # only one job of a hook may have it)yml";

constexpr std::string_view k_husky_stanza =
    R"sh(in .husky/pre-commit:          sallyport hook pre-commit
in .husky/pre-merge-commit:    sallyport hook pre-merge-commit
in .husky/prepare-commit-msg:  sallyport hook prepare-commit-msg "$@"
in .husky/commit-msg:          sallyport hook commit-msg "$@"
in .husky/pre-push:            sallyport hook pre-push "$@"    # first: it reads standard input)sh";

constexpr std::string_view k_pre_commit_stanza =
    R"yml(default_install_hook_types: [pre-commit, pre-merge-commit, prepare-commit-msg, commit-msg, pre-push]
repos:
  - repo: local
    hooks:
      - id: sallyport
        name: sallyport
        entry: sallyport hook
        language: system            # "unsupported" from pre-commit 4.4 on
        pass_filenames: false
        always_run: true
        require_serial: true
        stages: [pre-commit, pre-merge-commit, pre-push]
      - id: sallyport-stamp
        name: sallyport (stamp)
        entry: sallyport hook prepare-commit-msg
        language: system
        always_run: true
        stages: [prepare-commit-msg]
      - id: sallyport-message
        name: sallyport (message)
        entry: sallyport hook commit-msg
        language: system
        always_run: true
        stages: [commit-msg])yml";

constexpr std::string_view k_hk_stanza =
    R"pkl(hooks {
  ["pre-commit"] { steps { ["sallyport"] { check = "sallyport hook pre-commit" } } }
  ["pre-push"] {
    steps {
      ["sallyport"] { check = "sallyport hook pre-push {{hook_args}}"; stdin = "{{hook_stdin}}" }
    }
  }
})pkl";

constexpr std::string_view k_overcommit_stanza =
    R"yml(PreCommit:
  Sallyport:
    enabled: true
    required_executable: sallyport
    command: [sallyport, hook, pre-commit]
CommitMsg:
  Sallyport:
    enabled: true
    required_executable: sallyport
    command: [sallyport, hook, commit-msg]
PrePush:
  Sallyport:
    enabled: true
    required_executable: sallyport
    command: [sallyport, hook, pre-push])yml";

constexpr std::array<std::string_view, 6> k_lefthook_files{
    "lefthook.*",       ".lefthook.*",       ".config/lefthook.*",
    "lefthook-local.*", ".lefthook-local.*", ".config/lefthook-local.*"};
constexpr std::array<std::string_view, 6> k_lefthook_watched{
    "/lefthook*.yml",  "/lefthook*.yaml", "/lefthook*.toml",
    "/lefthook*.json", "/.lefthook*",     "/.config/lefthook*"};
constexpr std::array<std::string_view, 2> k_lefthook_skips{"LEFTHOOK", "LEFTHOOK_EXCLUDE"};

/// The folder, then the files in it that may name us.
constexpr std::array<std::string_view, 2> k_husky_files{".husky", ".husky/*"};
constexpr std::array<std::string_view, 1> k_husky_watched{".husky/*"};
constexpr std::array<std::string_view, 1> k_husky_skips{"HUSKY"};

constexpr std::array<std::string_view, 1> k_pre_commit_files{".pre-commit-config.yaml"};
constexpr std::array<std::string_view, 2> k_pre_commit_watched{"/.pre-commit-config.yaml",
                                                               "/prek.toml"};
constexpr std::array<std::string_view, 1> k_pre_commit_skips{"SKIP"};

constexpr std::array<std::string_view, 4> k_hk_files{"hk.pkl", "hk.local.pkl", ".config/hk.pkl",
                                                     ".config/hk.local.pkl"};
constexpr std::array<std::string_view, 3> k_hk_watched{"/hk*.pkl", "/.config/hk*.pkl", "/.hk*.pkl"};
constexpr std::array<std::string_view, 1> k_hk_skips{"HK"};

constexpr std::array<std::string_view, 1> k_overcommit_files{".overcommit.yml"};
constexpr std::array<std::string_view, 1> k_overcommit_watched{"/.overcommit.yml"};
constexpr std::array<std::string_view, 1> k_overcommit_skips{"OVERCOMMIT_DISABLE"};

constexpr std::array<ManagerKind, 5> k_managers{{
    {"lefthook", k_lefthook_files, k_lefthook_watched, k_lefthook_skips, k_lefthook_stanza,
     "lefthook install", "use_stdin"},
    {"husky", k_husky_files, k_husky_watched, k_husky_skips, k_husky_stanza, "npx husky", ""},
    {"pre-commit", k_pre_commit_files, k_pre_commit_watched, k_pre_commit_skips,
     k_pre_commit_stanza, "pre-commit install", ""},
    {"hk", k_hk_files, k_hk_watched, k_hk_skips, k_hk_stanza, "hk install", "hook_stdin"},
    {"overcommit", k_overcommit_files, k_overcommit_watched, k_overcommit_skips,
     k_overcommit_stanza, "overcommit --install", ""},
}};

template <typename Predicate>
std::vector<std::string> names_where(Predicate holds) {
  std::vector<std::string> names;
  for (const HookKind& hook : k_hooks) {
    if (holds(hook)) {
      names.emplace_back(hook.name);
    }
  }
  return names;
}

/// The files that an entry of `ManagerKind::files` stands for.
std::vector<std::string> files_named(std::string_view entry) {
  if (!entry.ends_with('*')) {
    return {std::string(entry)};
  }
  entry.remove_suffix(1);
  std::vector<std::string> files =
      entry.ends_with('.') ? std::vector<std::string>{"yml", "yaml", "toml", "json"} : all_hooks();
  for (std::string& file : files) {
    file.insert(0, entry);
  }
  return files;
}

/// Notes the configuration file, if it is there.
void look_at(HookManager& manager, const fs::path& work_dir, const std::string& file) {
  std::error_code error;
  const fs::path path = work_dir / file;
  if (!fs::exists(path, error)) {
    return;
  }
  manager.file = manager.file.empty() ? file : manager.file;
  if (fs::is_regular_file(path, error)) {
    manager.text += util::read_file(path, k_largest_file).value_or("");
  }
}

}  // namespace

std::vector<std::string> all_hooks() {
  return names_where([](const HookKind&) { return true; });
}

std::vector<std::string> hooks_of(HookSide side) {
  return names_where([side](const HookKind& hook) { return hook.side == side; });
}

std::vector<std::string> hooks_of_managers() {
  return names_where([](const HookKind& hook) { return hook.managers == ManagedBy::all; });
}

std::span<const ManagerKind> hook_managers() {
  return k_managers;
}

std::optional<HookManager> find_hook_manager(const fs::path& work_dir) {
  for (const ManagerKind& kind : k_managers) {
    HookManager manager{kind, {}, {}};
    for (const std::string_view entry : kind.files) {
      for (const std::string& file : files_named(entry)) {
        look_at(manager, work_dir, file);
      }
    }
    if (!manager.file.empty()) {
      return manager;
    }
  }
  return std::nullopt;
}

bool is_manager_file(std::string_view path) {
  return std::ranges::any_of(k_managers, [path](const ManagerKind& kind) {
    return std::ranges::any_of(kind.watched, [path](std::string_view glob) {
      return util::glob_matches_folded(glob, path);
    });
  });
}

}  // namespace sallyport::setup
