#include "policy/policy.hpp"

#include "cli/command.hpp"
#include "cli/policy_test.hpp"
#include "core/people.hpp"
#include "report/report.hpp"
#include "signoff/ssh.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

constexpr std::int64_t k_most_bytes = std::int64_t{1} << 20U;

struct Options {
  std::string name;
  bool json = false;
};

int list() {
  for (const policy::BundledPolicy& bundled : policy::bundled_policies()) {
    print(fmt::format("{:<20} {}\n", bundled.name, bundled.summary));
  }
  return 0;
}

/// A policy file of the work tree; files that it extends lie beside it.
policy::LoadResult load_file(const std::filesystem::path& path, const std::string& shown) {
  const auto text = util::read_file(path, k_most_bytes);
  if (!text) {
    throw Error(ErrorKind::usage, fmt::format("cannot read '{}': no such file", shown),
                "make one: sallyport init");
  }
  return policy::load(*text, shown, [folder = path.parent_path()](std::string_view name) {
    return util::read_file(folder / name, k_most_bytes);
  });
}

}  // namespace

std::filesystem::path work_tree(const Invocation& invocation) {
  const gate::Session session = invocation.open_session();
  const auto top = session.repository.work_dir();
  if (!top) {
    throw Error(ErrorKind::usage, "cannot read the policy: a bare repository has no work tree",
                "name a file: sallyport policy check FILE");
  }
  return *top;
}

const policy::BundledPolicy& require_bundled(const std::string& name) {
  const policy::BundledPolicy* bundled = policy::find_bundled(name);
  if (bundled == nullptr) {
    std::vector<std::string> known;
    for (const policy::BundledPolicy& candidate : policy::bundled_policies()) {
      known.emplace_back(candidate.name.substr(0, candidate.name.find('@')));
    }
    const std::string near = util::nearest(name.substr(0, name.find('@')), known);
    throw Error(ErrorKind::usage, fmt::format("there is no bundled policy '{}'", name),
                (near.empty() ? "" : fmt::format("did you mean '{}'? ", near)) +
                    "see them all with: sallyport policy list");
  }
  return *bundled;
}

namespace {

policy::LoadResult load_bundled(const policy::BundledPolicy& bundled) {
  return policy::load(bundled.toml, fmt::format("sallyport:{}", bundled.name),
                      [](std::string_view) { return std::nullopt; });
}

/// A bundled policy by name, or the one in the work tree.
policy::LoadResult load_named(const Invocation& invocation, const std::string& name) {
  policy::LoadResult loaded = name.empty() ? load_file(work_tree(invocation) / gate::k_policy_path,
                                                       std::string(gate::k_policy_path))
                                           : load_bundled(require_bundled(name));
  if (!loaded.policy) {
    throw Error(ErrorKind::usage, gate::join_diagnostics(loaded.diagnostics),
                "mend the policy, then run: sallyport policy check");
  }
  return loaded;
}

int show(const Invocation& invocation, const Options& options) {
  const policy::LoadResult loaded = load_named(invocation, options.name);
  print(options.json ? loaded.effective_json + "\n" : loaded.effective_toml);
  return 0;
}

int explain(const Invocation& invocation, const Options& options) {
  print(report::render_policy(*load_named(invocation, options.name).policy));
  return 0;
}

/// The faults of the signers beside a policy, and whether anyone can sign under it.
std::vector<std::string> problems_of_signers(const std::filesystem::path& policy_file,
                                             const core::Policy& policy, util::Time now) {
  const auto path = policy_file.parent_path() / "allowed_signers";
  const auto text = util::read_file(path, k_most_bytes).value_or("");
  const signoff::SignersFile signers = signoff::parse_signers(text);
  std::vector<std::string> problems = signers.errors;
  for (const std::string& warning : signers.warnings) {
    print_error(util::printable(warning) + "\n");
  }
  if (const auto missing = core::missing_signers(policy, signers.signers, now)) {
    problems.push_back("allowed_signers: " + *missing);
  }
  return problems;
}

int check(const Invocation& invocation, const Options& options) {
  const bool is_named = !options.name.empty();
  const std::filesystem::path path =
      is_named ? std::filesystem::path(options.name) : work_tree(invocation) / gate::k_policy_path;
  const std::string shown = is_named ? options.name : std::string(gate::k_policy_path);
  const policy::LoadResult loaded = load_file(path, shown);
  for (const policy::Diagnostic& diagnostic : loaded.diagnostics) {
    print_error(util::printable(policy::to_string(diagnostic)) + "\n");
  }
  if (!loaded.policy) {
    return 2;
  }
  // A file named on its own is checked on its own; the repository's is checked with its signers.
  const auto problems = is_named ? std::vector<std::string>{}
                                 : problems_of_signers(path, *loaded.policy, invocation.now);
  for (const std::string& problem : problems) {
    print_error(fmt::format("error: {}\n", util::printable(problem)));
  }
  if (problems.empty() && !invocation.quiet) {
    print(fmt::format("{}: valid; {}, {}\n", shown,
                      util::plural(std::ssize(loaded.policy->rules), "rule"),
                      util::plural(std::ssize(loaded.policy->items), "item")));
  }
  return problems.empty() ? 0 : 2;
}

CLI::App* add_sub(CLI::App& app, const std::string& name, const std::string& summary) {
  CLI::App* sub = app.add_subcommand(name, summary);
  sub->fallthrough();
  return sub;
}

}  // namespace

void add_policy(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  app.require_subcommand(1);
  add_sub(app, "list", "the bundled policies")->callback([&invocation] {
    invocation.action = [] { return list(); };
  });
  CLI::App* shown = add_sub(app, "show", "the effective policy, or a bundled one");
  shown->add_option("name", options->name, "a bundled policy, such as standard@1");
  shown->add_flag("--json", options->json, "as JSON, with the same key names");
  shown->callback([&invocation, options] {
    invocation.action = [&invocation, options] { return show(invocation, *options); };
  });
  CLI::App* checked = add_sub(app, "check", "find every fault of a policy");
  checked->add_option("file", options->name, "default: .sallyport/policy.toml with its signers");
  checked->callback([&invocation, options] {
    invocation.action = [&invocation, options] { return check(invocation, *options); };
  });
  add_policy_test(*add_sub(app, "test", "try a policy with the cases of a file"), invocation);
  CLI::App* explained = add_sub(app, "explain", "say in words what a policy asks for, and of whom");
  explained->add_option("name", options->name, "a bundled policy; default: the one here");
  explained->callback([&invocation, options] {
    invocation.action = [&invocation, options] { return explain(invocation, *options); };
  });
}

}  // namespace sallyport::cli
