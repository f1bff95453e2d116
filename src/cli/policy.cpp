#include "policy/policy.hpp"

#include "cli/command.hpp"
#include "core/policy/people.hpp"
#include "gate/policy_test.hpp"
#include "report/report.hpp"
#include "signoff/key/ssh.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

constexpr std::string_view k_cases_name = "policy_test.toml";
/// What the commands of `policy` are asked: a bundled policy or a file, or the one here.
struct PolicyOptions {
  std::string name;
  bool json = false;
};

struct SchemaOptions {
  bool of_cases = false;
};

int list_policies(const Invocation& invocation, const NoOptions& /*none*/) {
  for (const policy::BundledPolicy& bundled : policy::bundled_policies()) {
    invocation.out.line(fmt::format("{:<20} {}", bundled.name, bundled.summary));
  }
  return 0;
}

int print_schema(const Invocation& invocation, const SchemaOptions& options) {
  invocation.out.raw((options.of_cases ? policy::cases_json_schema() : policy::json_schema()) +
                     "\n");
  return 0;
}

/// A policy file of the work tree; files that it extends lie beside it.
policy::LoadResult load_file(const std::filesystem::path& path, const std::string& shown) {
  const auto text = util::read_file(path, core::k_most_policy_bytes);
  if (!text) {
    throw Error(ErrorKind::usage, fmt::format("cannot read '{}': no such file", shown),
                "make one: sallyport init");
  }
  return policy::load(*text, shown, [folder = path.parent_path()](std::string_view name) {
    return util::read_file(folder / name, core::k_most_policy_bytes);
  });
}

/// Where the work tree of the repository begins. Throws `util::Error` (usage) when it has none.
std::filesystem::path work_tree(const Invocation& invocation) {
  const gate::Session session = invocation.open_session();
  const auto top = session.repository.work_dir();
  if (!top) {
    throw Error(ErrorKind::usage, "cannot read the policy: a bare repository has no work tree",
                "name a file: sallyport policy check FILE");
  }
  return *top;
}

/// A bundled policy by name, or the one in the work tree.
policy::LoadResult load_named(const Invocation& invocation, const std::string& name) {
  policy::LoadResult loaded = name.empty() ? load_file(work_tree(invocation) / gate::k_policy_path,
                                                       std::string(gate::k_policy_path))
                                           : policy::load_bundled(require_bundled(name));
  if (!loaded.policy) {
    throw Error(ErrorKind::usage, gate::join_diagnostics(loaded.diagnostics),
                "mend the policy, then run: sallyport policy check");
  }
  return loaded;
}

int show_policy(const Invocation& invocation, const PolicyOptions& options) {
  const policy::LoadResult loaded = load_named(invocation, options.name);
  invocation.out.raw(options.json ? loaded.effective_json + "\n" : loaded.effective_toml);
  return 0;
}

int explain_policy(const Invocation& invocation, const PolicyOptions& options) {
  invocation.out.raw(report::render_policy(*load_named(invocation, options.name).policy));
  return 0;
}

/// The faults of the signers beside a policy, and whether anyone can sign under it.
std::vector<std::string> problems_of_signers(const Invocation& invocation,
                                             const std::filesystem::path& policy_file,
                                             const core::Policy& policy) {
  const auto path = policy_file.parent_path() / "allowed_signers";
  const auto text = util::read_file(path, core::k_most_policy_bytes).value_or("");
  const signoff::SignersFile signers = signoff::parse_signers(text);
  std::vector<std::string> problems = signers.errors;
  const auto revoked = signoff::parse_revoked(
      util::read_file(policy_file.parent_path() / "revoked_keys", core::k_most_policy_bytes)
          .value_or(""));
  problems.insert(problems.end(), revoked.errors.begin(), revoked.errors.end());
  for (const std::string& warning : signers.warnings) {
    invocation.err.line(warning);
  }
  if (const auto missing = core::missing_signers(policy, signers.signers, invocation.now)) {
    problems.push_back("allowed_signers: " + *missing);
  }
  return problems;
}

int check_policies(const Invocation& invocation, const PolicyOptions& options) {
  const bool is_named = !options.name.empty();
  const std::filesystem::path path =
      is_named ? std::filesystem::path(options.name) : work_tree(invocation) / gate::k_policy_path;
  const std::string shown = is_named ? options.name : std::string(gate::k_policy_path);
  const policy::LoadResult loaded = load_file(path, shown);
  for (const policy::Diagnostic& diagnostic : loaded.diagnostics) {
    invocation.err.line(policy::to_string(diagnostic));
  }
  if (!loaded.policy) {
    return 2;
  }
  // A file named on its own is checked on its own; the repository's is checked with its signers.
  const auto problems =
      is_named ? std::vector<std::string>{} : problems_of_signers(invocation, path, *loaded.policy);
  for (const std::string& problem : problems) {
    invocation.err.line("error: " + problem);
  }
  if (problems.empty()) {
    invocation.say(fmt::format("{}: valid; {}, {}", shown,
                               util::plural(std::ssize(loaded.policy->rules), "rule"),
                               util::plural(std::ssize(loaded.policy->items), "item")));
  }
  return problems.empty() ? 0 : 2;
}

/// The policy to try, with its signers.
gate::Governing tried_policy(const Invocation& invocation) {
  if (auto pinned = gate::pinned_files(invocation.pin)) {
    return std::move(*pinned);
  }
  return invocation.pin.policy_ref.empty() ? gate::governing_in_work_tree(work_tree(invocation))
                                           : *gate::pinned_policy(invocation.open_session());
}

struct CasesFile {
  std::filesystem::path path;
  std::string shown;
};

/// The file that was named, or the one beside the policy.
CasesFile cases_file(const Invocation& invocation, const PolicyOptions& options) {
  if (!options.name.empty()) {
    return {options.name, options.name};
  }
  const std::string& pinned = invocation.pin.policy;
  const std::filesystem::path policy(pinned.empty() ? gate::k_policy_path : pinned);
  const std::filesystem::path path = policy.parent_path() / k_cases_name;
  return {pinned.empty() ? work_tree(invocation) / path : path, path.string()};
}

std::string read(const CasesFile& file) {
  std::optional<std::string> text;
  try {
    text = util::read_file(file.path, core::k_most_policy_bytes);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.what(), error.hint);
  }
  if (!text) {
    throw Error(ErrorKind::usage, fmt::format("cannot read '{}': no such file", file.shown),
                "write the first [[case]], or name a file: sallyport policy test FILE");
  }
  return std::move(*text);
}

int test_policies(const Invocation& invocation, const PolicyOptions& options) {
  const gate::Governing governing = tried_policy(invocation);
  const CasesFile file = cases_file(invocation, options);
  const auto cases = gate::read_cases(read(file), file.shown, governing);
  for (const policy::Diagnostic& warning : cases.diagnostics) {
    invocation.err.line(policy::to_string(warning));
  }
  const core::PolicyTest done = gate::run_cases(cases.cases, governing, invocation.now);
  invocation.out.raw(
      options.json ? report::render_policy_test_json(done)
                   : report::render_policy_test(done, invocation.style_for(invocation.out),
                                                invocation.quiet ? report::TestDetail::failed_cases
                                                                 : report::TestDetail::all_cases));
  return report::count_failed(done) == 0 ? 0 : 1;
}

}  // namespace

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

void add_policy(CLI::App& app, Invocation& invocation) {
  app.require_subcommand(1);
  options_for(add_sub(app, "list", "the bundled policies"), invocation, list_policies);
  CLI::App& shown = add_sub(app, "show", "the effective policy, or a bundled one");
  PolicyOptions& to_show = options_for(shown, invocation, show_policy);
  shown.add_option("name", to_show.name, "a bundled policy, such as standard@1");
  shown.add_flag("--json", to_show.json, "as JSON, with the same key names");
  CLI::App& checked = add_sub(app, "check", "find every fault of a policy");
  checked.add_option("file", options_for(checked, invocation, check_policies).name,
                     "default: .sallyport/policy.toml with its signers");
  CLI::App& schema = add_sub(app, "schema", "what a policy may hold, as a JSON Schema for editors");
  schema.add_flag("--cases", options_for(schema, invocation, print_schema).of_cases,
                  "what a file of cases may hold, for `policy test`");
  CLI::App& tested = add_sub(app, "test", "try a policy with the cases of a file");
  PolicyOptions& to_test = options_for(tested, invocation, test_policies);
  tested
      .add_option("file", to_test.name,
                  "TOML file of [[case]] tables; default: policy_test.toml beside the policy")
      ->type_name("FILE");
  tested.add_flag("--json", to_test.json, "the same as JSON (sallyport.policy-test/1)");
  CLI::App& explained = add_sub(app, "explain", "say in words what a policy asks for, and of whom");
  explained.add_option("name", options_for(explained, invocation, explain_policy).name,
                       "a bundled policy; default: the one here");
}

}  // namespace sallyport::cli
