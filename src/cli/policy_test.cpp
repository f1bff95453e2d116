#include "cli/policy_test.hpp"

#include "gate/policy_test.hpp"
#include "report/report.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <unistd.h>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

constexpr std::string_view k_cases_name = "policy_test.toml";
constexpr std::int64_t k_most_bytes = std::int64_t{1} << 20U;

struct Options {
  std::string file;
  bool json = false;
};

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
CasesFile cases_file(const Invocation& invocation, const Options& options) {
  if (!options.file.empty()) {
    return {options.file, options.file};
  }
  const std::string& pinned = invocation.pin.policy_file;
  const std::filesystem::path policy(pinned.empty() ? gate::k_policy_path : pinned);
  const std::filesystem::path path = policy.parent_path() / k_cases_name;
  return {pinned.empty() ? work_tree(invocation) / path : path, path.string()};
}

std::string read(const CasesFile& file) {
  std::optional<std::string> text;
  try {
    text = util::read_file(file.path, k_most_bytes);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.what(), error.hint);
  }
  if (!text) {
    throw Error(ErrorKind::usage, fmt::format("cannot read '{}': no such file", file.shown),
                "write the first [[case]], or name a file: sallyport policy test FILE");
  }
  return std::move(*text);
}

int test(const Invocation& invocation, const Options& options) {
  const gate::Governing governing = tried_policy(invocation);
  const CasesFile file = cases_file(invocation, options);
  const auto cases = gate::read_cases(read(file), file.shown, governing);
  for (const policy::Diagnostic& warning : cases.diagnostics) {
    print_error(util::printable(policy::to_string(warning)) + "\n");
  }
  const core::PolicyTest done = gate::run_cases(cases.cases, governing, invocation.now);
  print(options.json
            ? report::render_policy_test_json(done)
            : report::render_policy_test(done, invocation.style_for(STDOUT_FILENO),
                                         invocation.quiet ? report::TestDetail::failed_cases
                                                          : report::TestDetail::all_cases));
  return report::count_failed(done) == 0 ? 0 : 1;
}

}  // namespace

void add_policy_test(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  app.add_option("file", options->file,
                 "TOML file of [[case]] tables; default: policy_test.toml "
                 "beside the policy")
      ->type_name("FILE");
  app.add_flag("--json", options->json, "the same as JSON (sallyport.policy-test/1)");
  app.callback([&invocation, options] {
    invocation.action = [&invocation, options] { return test(invocation, *options); };
  });
}

}  // namespace sallyport::cli
