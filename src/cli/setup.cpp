#include "cli/command.hpp"
#include "cli/signing.hpp"
#include "gate/trust.hpp"
#include "setup/doctor.hpp"
#include "setup/hooks.hpp"
#include "setup/project.hpp"
#include "signoff/ssh.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace sallyport::cli {
namespace {

using setup::good;
using setup::problem;
using util::Error;
using util::ErrorKind;

struct HookOptions {
  std::string hooks;
  bool global = false;
  bool dry_run = false;
};

void print_actions(const Invocation& invocation, const setup::Actions& actions) {
  if (invocation.quiet) {
    return;
  }
  for (const std::string& action : actions) {
    print(util::printable(action) + "\n");
  }
}

setup::InstallOptions install_options(const Invocation& invocation, const HookOptions& options) {
  setup::InstallOptions result;
  if (!options.hooks.empty()) {
    result.hooks = util::split(options.hooks, ',');
  }
  result.global = options.global;
  result.dry_run = options.dry_run;
  result.binary = invocation.program;
  result.environment = invocation.environment;
  return result;
}

int install(const Invocation& invocation, const HookOptions& options) {
  const gate::Session session = invocation.open_session();
  print_actions(invocation,
                setup::install(session.repository, install_options(invocation, options)));
  return 0;
}

int uninstall(const Invocation& invocation, const HookOptions& options) {
  const gate::Session session = invocation.open_session();
  print_actions(invocation,
                setup::uninstall(session.repository, install_options(invocation, options)));
  return 0;
}

void add_hook_options(CLI::App& app, HookOptions& options) {
  app.add_option("--hooks", options.hooks, "only these, with commas between them")
      ->type_name("A,B");
  app.add_flag("--global", options.global, "for every repository of yours (git 2.54 or later)");
  app.add_flag("--dry-run", options.dry_run, "say what would be done, and do nothing");
}

std::filesystem::path require_work_tree(const gate::Session& session) {
  const auto top = session.repository.work_dir();
  if (!top) {
    throw Error(ErrorKind::usage, "cannot write .sallyport: a bare repository has no work tree",
                "run this in a clone");
  }
  return *top;
}

std::string require_email(const gate::Session& session) {
  const auto email = session.repository.config("user.email", git::ConfigScope::worktree);
  if (!email || email->empty()) {
    throw Error(ErrorKind::refused, "cannot tell who you are: git has no user.email",
                "git config --global user.email you@example.com");
  }
  return *email;
}

int init(const Invocation& invocation, const std::string& policy_name) {
  const gate::Session session = invocation.open_session();
  const auto top = require_work_tree(session);
  const std::string email = require_email(session);
  const auto key = signoff::find_signing_key(session.repository, invocation.environment);
  const setup::PolicyChoice choice =
      policy_name.empty() ? setup::default_policy(session.repository, invocation.environment)
                          : setup::PolicyChoice{std::string(require_bundled(policy_name).name), ""};
  const auto actions =
      setup::write_project(top, {choice.name, setup::default_repo_id(session.repository),
                                 setup::default_target(session.repository), email,
                                 signoff::signer_line(email, key.public_key)});
  print_actions(invocation, actions);
  if (!invocation.quiet) {
    print(fmt::format("policy: {}{}{}\n", choice.name, choice.reason.empty() ? "" : "; ",
                      choice.reason));
  }
  return 0;
}

struct EnrollOptions {
  std::string email;
  std::string key_file;
  std::vector<std::string> forge;
};

int enroll(const Invocation& invocation, const EnrollOptions& options) {
  const gate::Session session = invocation.open_session();
  const auto top = require_work_tree(session);
  if (!options.email.empty() && options.key_file.empty()) {
    throw Error(ErrorKind::usage, fmt::format("cannot enrol {}: whose key is it?", options.email),
                "give their public key: sallyport enroll EMAIL --key FILE.pub");
  }
  const std::string email = options.email.empty() ? require_email(session) : options.email;
  const std::string key =
      options.key_file.empty()
          ? signoff::find_signing_key(session.repository, invocation.environment).public_key
          : setup::read_public_key(options.key_file);
  print_actions(invocation,
                setup::enroll(top, {email, signoff::signer_line(email, key), options.forge}));
  return 0;
}

setup::Finding examine_key(const gate::Session& session,
                           const std::optional<gate::Governing>& governing) {
  try {
    const auto key = signoff::find_signing_key(session.repository, session.ambient.environment);
    const auto fields = util::split(key.public_key, ' ');
    const std::string owner =
        !governing || fields.size() < 2
            ? ""
            : signoff::principal_of(fields[1], governing->signers, session.now);
    return owner.empty()
               ? problem(fmt::format("signing key {} is not enrolled", key.fingerprint),
                         "sallyport enroll, and land the change of .sallyport/allowed_signers")
               : good(fmt::format("signing key {} belongs to {}", key.fingerprint, owner));
  } catch (const Error& error) {
    return problem(error.what(), error.hint);
  }
}

/// The policy in force here; a faulty one becomes a finding.
std::optional<gate::Governing> examine_policy(const gate::Session& session,
                                              std::vector<setup::Finding>& findings) {
  try {
    const auto target = gate::landing_target(session, std::nullopt);
    auto governing = gate::find_governing(
        session, target, session.repository.resolve_tree("HEAD").value_or(core::empty_tree()));
    findings.push_back(governing ? good("policy " + governing->origin.source)
                                 : problem("there is no policy", "sallyport init"));
    for (const std::string& warning :
         governing ? governing->warnings : std::vector<std::string>{}) {
      findings.push_back({setup::Finding::Grade::note, warning, ""});
    }
    return governing;
  } catch (const Error& error) {
    findings.push_back(problem(error.what(), error.hint));
    return std::nullopt;
  }
}

setup::Finding examine_log(const gate::Session& session, const gate::Governing& governing) {
  const std::string& branch = governing.policy.store_branch;
  const std::string remote = log_remote(session);
  const bool here = session.repository.reference("refs/heads/" + branch).has_value();
  const bool there =
      !remote.empty() &&
      session.repository.reference(fmt::format("refs/remotes/{}/{}", remote, branch)).has_value();
  if (here || there) {
    return good(fmt::format("log branch {}{}", branch, there ? " is on " + remote : ""));
  }
  return {setup::Finding::Grade::note, fmt::format("log branch {} is empty so far", branch), ""};
}

/// What is known here of the gate that nobody can go round.
setup::Finding examine_second_gate(const gate::Session& session) {
  constexpr auto k_note = setup::Finding::Grade::note;
  if (session.repository.is_bare()) {
    return {k_note, "what is pushed here is judged by the pre-receive hook, where it is in place",
            ""};
  }
  const auto target = gate::landing_target(session, std::nullopt);
  const auto files = target && target->tip
                         ? gate::ci_definitions(session, session.repository.tree_of(*target->tip))
                         : std::vector<std::string>{};
  if (files.empty()) {
    return {k_note, "only local hooks gate this: whoever commits can go round them",
            "add the second gate: a template of ci-templates/, or the server's pre-receive hook"};
  }
  return {
      k_note,
      fmt::format("CI calls sallyport ({}): it enforces only where the forge requires its check "
                  "and a change cannot edit it, which cannot be seen from here",
                  util::join(files, ", ")),
      "docs/enforcement.md says, set-up by set-up, what is enforcement and what is advisory"};
}

std::string_view mark_of(setup::Finding::Grade grade) {
  switch (grade) {
    case setup::Finding::Grade::good:
      return "ok     ";
    case setup::Finding::Grade::note:
      return "note   ";
    case setup::Finding::Grade::problem:
      return "problem";
  }
  return "";
}

int doctor(const Invocation& invocation) {
  const gate::Session session = invocation.open_session();
  auto findings = setup::examine_hooks(session.repository, install_options(invocation, {}));
  const auto governing = examine_policy(session, findings);
  findings.push_back(examine_key(session, governing));
  if (governing) {
    findings.push_back(examine_log(session, *governing));
  }
  findings.push_back(examine_second_gate(session));
  bool has_problem = false;
  for (const setup::Finding& finding : findings) {
    print(fmt::format("{} {}\n", mark_of(finding.grade), util::printable(finding.what)));
    if (!finding.mend.empty()) {
      print(fmt::format("        {}\n", util::printable(finding.mend)));
    }
    has_problem = has_problem || finding.grade == setup::Finding::Grade::problem;
  }
  return has_problem ? 1 : 0;
}

}  // namespace

void add_install(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<HookOptions>();
  add_hook_options(app, *options);
  app.callback([&invocation, options] {
    invocation.action = [&invocation, options] { return install(invocation, *options); };
  });
}

void add_uninstall(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<HookOptions>();
  add_hook_options(app, *options);
  app.callback([&invocation, options] {
    invocation.action = [&invocation, options] { return uninstall(invocation, *options); };
  });
}

void add_init(CLI::App& app, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  app.add_option("--policy", *name, "bundled policy to extend, such as standard or solo")
      ->type_name("NAME");
  app.callback([&invocation, name] {
    invocation.action = [&invocation, name] { return init(invocation, *name); };
  });
}

void add_enroll(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<EnrollOptions>();
  app.add_option("email", options->email, "whom to add; default: you")->type_name("EMAIL");
  app.add_option("--key", options->key_file, "their public key; default: your signing key")
      ->type_name("FILE");
  app.add_option("--forge", options->forge, "immutable account id, such as github:583231")
      ->type_name("FORGE:ID")
      ->expected(1)
      ->take_all();
  app.callback([&invocation, options] {
    invocation.action = [&invocation, options] { return enroll(invocation, *options); };
  });
}

void add_doctor(CLI::App& app, Invocation& invocation) {
  app.callback([&invocation] { invocation.action = [&invocation] { return doctor(invocation); }; });
}

}  // namespace sallyport::cli
