#include "setup/project.hpp"

#include "core/git_terms.hpp"
#include "git/remotes.hpp"
#include "setup/git_command.hpp"
#include "setup/hook_files.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

using util::Error;
using util::ErrorKind;

constexpr std::string_view k_most_commits = "--max-count=10000";

/// The groups that a bundled policy names as approvers and leaves to the project to fill.
std::vector<std::string> groups_of(std::string_view policy) {
  const std::string_view name = policy.substr(0, policy.find('@'));
  return name == "senior-approval" ? std::vector<std::string>{"senior"}
                                   : std::vector<std::string>{};
}

std::string with_version(const std::string& policy) {
  return policy.find('@') == std::string::npos ? policy + "@1" : policy;
}

std::string groups_text(const InitRequest& request) {
  std::string text;
  for (const std::string& group : groups_of(request.policy)) {
    text += fmt::format(
        "\n# Whose approval '@{0}' means. Add the others here.\n[group.{0}]\n"
        "members = [{1}]\n",
        group, toml_string(request.principal));
  }
  return text;
}

/// Where editors that know TOML find what a policy may hold (taplo.tamasfe.dev, "Directives").
constexpr std::string_view k_schema_url =
    "https://raw.githubusercontent.com/sallyport/sallyport/v" SALLYPORT_VERSION
    "/docs/schema/policy.json";

std::string policy_text(const InitRequest& request) {
  return fmt::format(
      "#:schema {}\n"
      "# What must be signed off before a change lands here. In words: sallyport policy explain\n"
      "schema = 1\n"
      "repo_id = {}   # part of every signature: do not change it\n"
      "extends = {}\n"
      "target = {}   # the branch that changes land on\n"
      "{}"
      "\n"
      "# Who may sign. To add a person: sallyport enroll EMAIL --key FILE.pub --forge github:ID\n"
      "{}",
      k_schema_url, toml_string(request.repo_id),
      toml_string("sallyport:" + with_version(request.policy)), toml_string(request.target),
      groups_text(request), principal_table(request.principal, {}));
}

void refuse_existing(const fs::path& path) {
  if (is_present(path)) {
    throw Error(
        ErrorKind::refused, util::say("cannot write '{}': it exists already", path.string()),
        "it is never overwritten; git add .sallyport && git commit puts it in force; to add "
        "a person: sallyport enroll EMAIL --key FILE.pub");
  }
}

/// `host:path` of scp, which has no scheme and a colon before its first slash.
std::optional<std::string_view> scp_path(std::string_view url) {
  const auto colon = url.find(':');
  return colon != std::string_view::npos && colon < url.find('/')
             ? std::optional(url.substr(colon + 1))
             : std::nullopt;
}

std::string_view last_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view without_ends(std::string_view path) {
  const auto start = path.find_first_not_of("/~");
  path = start == std::string_view::npos ? std::string_view{} : path.substr(start);
  while (path.ends_with('/')) {
    path.remove_suffix(1);
  }
  if (path.ends_with(".git")) {
    path.remove_suffix(4);
  }
  while (path.ends_with('/')) {
    path.remove_suffix(1);
  }
  return path;
}

/// The part of a URL that names the repository on its host.
std::string_view path_of_url(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) {
    const auto scp = scp_path(url);
    return scp ? without_ends(*scp) : last_name(without_ends(url));
  }
  const auto slash = url.find('/', scheme + 3);
  if (slash == std::string_view::npos) {
    return {};
  }
  const std::string_view path = without_ends(url.substr(slash));
  return url.starts_with("file:") ? last_name(path) : path;
}

/// Other characters would need quoting where an id is shown or typed.
std::string plain_id(std::string_view text) {
  constexpr std::string_view k_plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
  std::string id(text);
  std::ranges::replace_if(
      id, [&](char c) { return k_plain.find(c) == std::string_view::npos; }, '-');
  return id;
}

/// The remote that this clone comes from, by its usual name where none is configured.
std::string home_of(const git::Repository& repository) {
  return git::main_remote(repository).value_or("origin");
}

bool branch_exists(const git::Repository& repository, std::string_view branch) {
  return repository.reference(fmt::format("{}{}", core::k_heads, branch)) ||
         repository.reference(git::tracking_ref(home_of(repository), branch));
}

std::optional<std::string> remote_default(const git::Repository& repository) {
  const std::string prefix = git::tracking_ref(home_of(repository), "");
  const auto target = repository.symbolic_target(prefix + "HEAD");
  return target && target->starts_with(prefix)
             ? std::optional(std::string(core::k_heads) + target->substr(prefix.size()))
             : std::nullopt;
}

/// The addresses of those who committed lately, bots left out; at most two are looked for.
std::set<std::string> recent_authors(const git::Repository& repository,
                                     const util::Environment& environment) {
  const util::CommandResult result =
      git::run(git_command(repository, environment),
               {"rev-list", std::string(k_most_commits), "--format=%ae", "HEAD", "--"});
  std::set<std::string> authors;
  for (const std::string_view line : util::split_lines(result.output)) {
    const bool is_address =
        !line.starts_with("commit ") && line.find("[bot]@") == std::string_view::npos;
    if (is_address && !line.empty() && authors.size() < 2) {
      authors.insert(util::ascii_lower(line));
    }
  }
  return authors;
}

}  // namespace

ProjectFiles compose_project(const InitRequest& request) {
  check_principal(request.principal);
  if (!request.target.starts_with(core::k_heads)) {
    throw Error(ErrorKind::usage,
                util::say("cannot land changes on '{}': it is not the full name of a branch",
                          request.target),
                util::say("name it {}{}", core::k_heads, request.target));
  }
  return {policy_text(request), request.signer_line};
}

Actions write_project(const fs::path& work_dir, const InitRequest& request) {
  const ProjectFiles files = compose_project(request);
  const fs::path policy = work_dir / k_policy_file;
  const fs::path signers = work_dir / k_signers_file;
  refuse_existing(policy);
  refuse_existing(signers);
  const auto line = [](const fs::path& path) { return util::say("write: {}", path.string()); };
  return perform({write_step(line(policy), policy, files.policy),
                  write_step(line(signers), signers, files.signers)},
                 Run::real);
}

std::string repo_id_of_url(std::string_view url) {
  return plain_id(path_of_url(url));
}

std::string default_repo_id(const git::Repository& repository) {
  const auto url = repository.config(fmt::format("remote.{}.url", home_of(repository)),
                                     git::ConfigScope::worktree);
  std::string id = url ? repo_id_of_url(*url) : std::string{};
  if (!id.empty()) {
    return id;
  }
  // A linked worktree's own folder is named after a branch; the one it was made from is not.
  const fs::path common = repository.common_dir() / "";
  const fs::path folder = common.parent_path().filename() == ".git"
                              ? common.parent_path().parent_path()
                              : repository.work_dir().value_or(common) / "";
  return repo_id_of_url((folder.has_filename() ? folder : folder.parent_path()).string());
}

std::string default_target(const git::Repository& repository) {
  if (const auto target = remote_default(repository)) {
    return *target;
  }
  const std::string configured =
      repository.config("init.defaultBranch", git::ConfigScope::worktree).value_or("");
  for (const std::string& branch : {configured, std::string("main"), std::string("master")}) {
    if (!branch.empty() && branch_exists(repository, branch)) {
      return std::string(core::k_heads) + branch;
    }
  }
  if (const auto head = repository.head_branch()) {
    return *head;
  }
  throw Error(ErrorKind::usage,
              "cannot tell the branch that changes land on: HEAD is detached and there is no main",
              "check out the branch that changes land on, then run it again");
}

PolicyChoice default_policy(const git::Repository& repository,
                            const util::Environment& environment) {
  const std::size_t authors = recent_authors(repository, environment).size();
  if (authors > 1) {
    return {"standard", "the history has several authors, so one can review what another made"};
  }
  return {"solo", authors == 1 ? "the history has one author, so nobody else could review"
                               : "the history has no author yet, so nobody else could review"};
}

}  // namespace sallyport::setup
