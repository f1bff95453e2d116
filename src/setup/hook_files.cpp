#include "setup/hook_files.hpp"

#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_id_line = "# sallyport-hook v";
constexpr unsigned k_mode = 0755;
constexpr std::string_view k_binary_line = "\nsallyport='";

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

bool is_executable(const fs::path& path) {
  return ::access(path.c_str(), X_OK) == 0;
}

void move_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) {
    throw util::Error(
        util::ErrorKind::unavailable,
        util::say("cannot rename '{}' to '{}': {}", from.string(), to.string(), error.message()));
  }
}

std::vector<Step> plan_own(const fs::path& path, const std::string& text) {
  if (util::read_file(path) == text && is_executable(path)) {
    return {{.line = util::say("unchanged: {}", path.string())}};
  }
  return {write_step(util::say("renew: {}", path.string()), path, text, k_mode)};
}

/// A foreign hook is moved aside; one that is already kept there, byte for byte, is written over.
std::vector<Step> plan_foreign(const fs::path& path, const std::string& text) {
  const fs::path kept = chained_path(path);
  if (!fs::is_symlink(path) && !fs::is_regular_file(path)) {
    throw util::Error(util::ErrorKind::refused,
                      util::say("cannot install '{}': it is there and is no file", path.string()),
                      fmt::format("move it away: mv {0} {0}.old", shell_quote(path.string())));
  }
  if (!is_present(kept)) {
    const std::string_view note =
        is_executable(path) ? "it runs first" : "it is not executable, so git never ran it";
    return {
        {util::say("keep: {} as {} ({})", path.string(), kept.string(), note),
         [path, kept] { move_file(path, kept); }, [path, kept] { move_file(kept, path); }},
        {util::say("write: {}", path.string()),
         [path, text] { util::write_file(path, text, k_mode); }, [path] { remove_file(path); }}};
  }
  const auto kept_text = util::read_file(kept);
  if (kept_text && kept_text == util::read_file(path)) {
    return {write_step(util::say("write: {} (kept already as {})", path.string(), kept.string()),
                       path, text, k_mode)};
  }
  throw util::Error(
      util::ErrorKind::refused,
      util::say("cannot chain '{}': '{}' holds another hook already", path.string(), kept.string()),
      fmt::format("put what both do into one of them, then: rm {}", shell_quote(kept.string())));
}

std::vector<Step> plan_hook_file(const fs::path& path, const std::string& text) {
  if (!is_present(path)) {
    return {write_step(util::say("write: {}", path.string()), path, text, k_mode)};
  }
  return is_our_hook(path) ? plan_own(path, text) : plan_foreign(path, text);
}

std::vector<Step> plan_removal(const fs::path& path) {
  const fs::path kept = chained_path(path);
  const auto restore = restorer(path);
  if (!is_present(kept)) {
    return {{util::say("remove: {}", path.string()), [path] { remove_file(path); }, restore}};
  }
  return {{util::say("restore: {} from {}", path.string(), kept.string()),
           [path, kept] { move_file(kept, path); },
           [path, kept, restore] {
             move_file(path, kept);
             restore();
           }}};
}

/// What is left of a chain whose head is not ours any more.
std::vector<Step> plan_orphan(const fs::path& path) {
  const fs::path kept = chained_path(path);
  if (is_present(path)) {
    return {{.line = util::say("left: {} (another program wrote {} meanwhile)", kept.string(),
                               path.string())}};
  }
  return {{util::say("restore: {} from {}", path.string(), kept.string()),
           [path, kept] { move_file(kept, path); }, [path, kept] { move_file(path, kept); }}};
}

fs::path resolved(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? path : real;
}

/// The lines that call us from scripts that someone else keeps.
std::string lines_to_add(const fs::path& folder, std::span<const std::string> hooks) {
  std::string text;
  for (const std::string& hook : hooks) {
    text += fmt::format("in {}:  sallyport hook {} \"$@\" || exit 1\n",
                        util::printable((folder / hook).string()), hook);
  }
  return text;
}

[[noreturn]] void refuse_shared(const Setting& hooks_path, const fs::path& folder,
                                std::span<const std::string> hooks) {
  throw util::Error(
      util::ErrorKind::refused,
      util::say("cannot install hooks in '{}': core.hooksPath of {} ({}) shares that folder among "
                "all repositories",
                folder.string(), hooks_path.scope, hooks_path.origin),
      "either give this repository its own hooks: git config --local core.hooksPath "
      "\"$(git rev-parse --path-format=absolute --git-common-dir)/hooks\"\n"
      "or use git 2.54 or later, where `sallyport install --global` needs no folder\n"
      "or add these lines yourself:\n" +
          lines_to_add(folder, hooks));
}

void check_scope(const Setting& hooks_path, const fs::path& folder,
                 std::span<const std::string> hooks) {
  if (hooks_path.scope == "command") {
    throw util::Error(util::ErrorKind::refused,
                      "cannot install hooks: core.hooksPath is set for this one command only",
                      "run it without `git -c core.hooksPath=…` and GIT_CONFIG_COUNT");
  }
  if (hooks_path.scope == "global" || hooks_path.scope == "system") {
    refuse_shared(hooks_path, folder, hooks);
  }
}

}  // namespace

std::string shell_quote(std::string_view text) {
  return "'" + replace_all(std::string(text), "'", "'\\''") + "'";
}

std::string hook_text(std::string_view hook, const fs::path& binary) {
  const std::string text = replace_all(std::string(hook_template()), "'@HOOK@'", shell_quote(hook));
  return replace_all(text, "'@BINARY@'", shell_quote(binary.string()));
}

bool is_present(const fs::path& path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

bool is_our_hook(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return false;
  }
  std::ifstream file(path, std::ios::binary);
  std::array<char, 256> start{};
  file.read(start.data(), start.size());
  const std::string_view text(start.data(), static_cast<std::size_t>(file.gcount()));
  const auto lines = util::split_lines(text);
  return lines.size() > 1 && lines[1].starts_with(k_id_line);
}

fs::path chained_path(const fs::path& hook) {
  return hook.string() + ".sallyport-chained";
}

std::optional<std::string> baked_binary(std::string_view text) {
  constexpr std::string_view k_quoted_quote = R"('\'')";
  const auto start = text.find(k_binary_line);
  if (start == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view rest = text.substr(start + k_binary_line.size());
  std::string binary;
  while (!rest.empty() && (rest.front() != '\'' || rest.starts_with(k_quoted_quote))) {
    binary += rest.front();
    rest.remove_prefix(rest.front() == '\'' ? k_quoted_quote.size() : 1);
  }
  return rest.empty() ? std::nullopt : std::optional(std::move(binary));
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  const fs::path inner = resolved(path);
  const fs::path outer = resolved(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

bool is_in_work_tree(const git::Repository& repository, const fs::path& folder) {
  const auto work_dir = repository.work_dir();
  return work_dir && is_inside(folder, *work_dir) && !is_inside(folder, repository.common_dir());
}

fs::path writable_hooks_folder(const git::Repository& repository, const git::Command& command,
                               std::span<const std::string> hooks) {
  fs::path folder = hooks_folder(command);
  if (const auto hooks_path = setting(command, "core.hooksPath")) {
    check_scope(*hooks_path, folder, hooks);
  }
  if (is_in_work_tree(repository, folder)) {
    throw util::Error(
        util::ErrorKind::refused,
        util::say("cannot install hooks in '{}': core.hooksPath makes it a part of the "
                  "project's own files",
                  folder.string()),
        "add these lines there, before anything that reads standard input:\n" +
            lines_to_add(folder, hooks));
  }
  std::error_code error;
  if (is_present(folder) && !fs::is_directory(folder, error)) {
    throw util::Error(util::ErrorKind::refused,
                      util::say("cannot install hooks in '{}': it is no folder", folder.string()),
                      "git config --unset core.hooksPath");
  }
  return folder;
}

std::vector<Step> plan_hook_files(const fs::path& folder, std::span<const std::string> hooks,
                                  const fs::path& binary) {
  std::vector<Step> steps;
  for (const std::string& hook : hooks) {
    append(steps, plan_hook_file(folder / hook, hook_text(hook, binary)));
  }
  return steps;
}

std::vector<Step> plan_hook_file_removal(const fs::path& folder,
                                         std::span<const std::string> hooks) {
  std::vector<Step> steps;
  for (const std::string& hook : hooks) {
    const fs::path path = folder / hook;
    if (is_our_hook(path)) {
      append(steps, plan_removal(path));
    } else if (is_present(chained_path(path))) {
      append(steps, plan_orphan(path));
    }
  }
  return steps;
}

}  // namespace sallyport::setup
