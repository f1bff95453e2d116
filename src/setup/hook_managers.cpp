#include "setup/hook_managers.hpp"

#include "util/file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <system_error>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

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

constexpr std::array<std::string_view, 24> k_lefthook_files{"lefthook.yml",
                                                            "lefthook.yaml",
                                                            "lefthook.toml",
                                                            "lefthook.json",
                                                            ".lefthook.yml",
                                                            ".lefthook.yaml",
                                                            ".lefthook.toml",
                                                            ".lefthook.json",
                                                            ".config/lefthook.yml",
                                                            ".config/lefthook.yaml",
                                                            ".config/lefthook.toml",
                                                            ".config/lefthook.json",
                                                            "lefthook-local.yml",
                                                            "lefthook-local.yaml",
                                                            "lefthook-local.toml",
                                                            "lefthook-local.json",
                                                            ".lefthook-local.yml",
                                                            ".lefthook-local.yaml",
                                                            ".lefthook-local.toml",
                                                            ".lefthook-local.json",
                                                            ".config/lefthook-local.yml",
                                                            ".config/lefthook-local.yaml",
                                                            ".config/lefthook-local.toml",
                                                            ".config/lefthook-local.json"};
/// The folder, then the files in it that may name us.
constexpr std::array<std::string_view, 6> k_husky_files{".husky",
                                                        ".husky/pre-commit",
                                                        ".husky/pre-merge-commit",
                                                        ".husky/prepare-commit-msg",
                                                        ".husky/commit-msg",
                                                        ".husky/pre-push"};
constexpr std::array<std::string_view, 1> k_pre_commit_files{".pre-commit-config.yaml"};
constexpr std::array<std::string_view, 4> k_hk_files{"hk.pkl", "hk.local.pkl", ".config/hk.pkl",
                                                     ".config/hk.local.pkl"};
constexpr std::array<std::string_view, 1> k_overcommit_files{".overcommit.yml"};

struct Row {
  std::string_view name;
  std::span<const std::string_view> files;
  std::string_view stanza;
  std::string_view apply_command;
  std::string_view input_key;
};

constexpr std::array<Row, 5> k_managers{{
    {"lefthook", k_lefthook_files, k_lefthook_stanza, "lefthook install", "use_stdin"},
    {"husky", k_husky_files, k_husky_stanza, "npx husky", ""},
    {"pre-commit", k_pre_commit_files, k_pre_commit_stanza, "pre-commit install", ""},
    {"hk", k_hk_files, k_hk_stanza, "hk install", "hook_stdin"},
    {"overcommit", k_overcommit_files, k_overcommit_stanza, "overcommit --install", ""},
}};

std::string text_of(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) ? util::read_file(path, k_largest_file).value_or("")
                                          : std::string{};
}

}  // namespace

std::optional<HookManager> find_hook_manager(const fs::path& work_dir) {
  for (const Row& row : k_managers) {
    HookManager manager{row.name, {}, {}, row.stanza, row.apply_command, row.input_key};
    for (const std::string_view file : row.files) {
      std::error_code error;
      if (fs::exists(work_dir / file, error)) {
        manager.file = manager.file.empty() ? file : manager.file;
        manager.text += text_of(work_dir / file);
      }
    }
    if (!manager.file.empty()) {
      return manager;
    }
  }
  return std::nullopt;
}

}  // namespace sallyport::setup
