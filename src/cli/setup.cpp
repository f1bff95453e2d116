#include "cli/command.hpp"
#include "cli/signing.hpp"
#include "setup/hooks.hpp"
#include "setup/project.hpp"
#include "signoff/key/attestation.hpp"
#include "signoff/key/ssh.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::cli {
namespace {

using util::Error;
using util::ErrorKind;

struct InstallChoices {
  std::string hooks;
  bool global = false;
  bool dry_run = false;
};

void print_actions(const Invocation& invocation, const setup::Actions& actions) {
  for (const std::string& action : actions) {
    invocation.say(action);
  }
}

setup::InstallOptions install_options(const Invocation& invocation, const InstallChoices& options) {
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

int install(const Invocation& invocation, const InstallChoices& options) {
  const gate::Session session = invocation.open_session();
  print_actions(invocation,
                setup::install(session.repository, install_options(invocation, options)));
  return 0;
}

int uninstall(const Invocation& invocation, const InstallChoices& options) {
  const gate::Session session = invocation.open_session();
  print_actions(invocation,
                setup::uninstall(session.repository, install_options(invocation, options)));
  return 0;
}

void add_hook_options(CLI::App& app, InstallChoices& options) {
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
  const gate::Session session = invocation.open_for_person();
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
  invocation.say(
      fmt::format("policy: {}{}{}", choice.name, choice.reason.empty() ? "" : "; ", choice.reason));
  invocation.say(
      "next: git add .sallyport && git commit -m 'Add the policy', then: sallyport install");
  return 0;
}

struct EnrollOptions {
  std::string email;
  std::string key_file;
  std::vector<std::string> forge;
  std::string attestation_file;
  std::string challenge_file;
};

std::string require_file(const std::string& path, const std::string& hint) {
  const auto content = util::read_file(path, core::k_most_policy_bytes);
  if (!content) {
    throw Error(ErrorKind::usage, util::say("cannot read '{}': there is no such file", path), hint);
  }
  return *content;
}

/// What stands for the attestation in `allowed_signers`, once it is verified; empty: none is given.
std::string attested(const Invocation& invocation, const gate::Session& session,
                     const EnrollOptions& options, const std::string& key) {
  if (options.attestation_file.empty() && options.challenge_file.empty()) {
    return "";
  }
  const std::string made_by =
      "ssh-keygen -t ed25519-sk -O write-attestation=FILE -O challenge=FILE; give both: "
      "--attestation FILE --challenge FILE";
  const signoff::AttestationFiles files{require_file(options.attestation_file, made_by),
                                        require_file(options.challenge_file, made_by)};
  const auto roots = require_work_tree(session) / setup::k_roots_file;
  const auto attestation = signoff::verify_attestation(
      key, files,
      require_file(roots.string(),
                   "put the certificates there, as PEM, of the makers whose "
                   "authenticators you trust"),
      session.now);
  if (!attestation) {
    throw Error(ErrorKind::refused,
                util::say("cannot take the attestation '{}': {}", options.attestation_file,
                          attestation.error()),
                util::say("{} holds what is trusted", setup::k_roots_file));
  }
  invocation.say(util::say("attested: made by hardware that {} vouches for", attestation->issuer));
  return signoff::attestation_word(attestation->sha256);
}

int enroll(const Invocation& invocation, const EnrollOptions& options) {
  const gate::Session session = invocation.open_for_person();
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
                setup::enroll(top, {email, signoff::signer_line(email, key), options.forge,
                                    attested(invocation, session, options, key)}));
  return 0;
}

}  // namespace

void add_install(CLI::App& app, Invocation& invocation) {
  InstallChoices& options = options_for(app, invocation, install);
  add_hook_options(app, options);
}

void add_uninstall(CLI::App& app, Invocation& invocation) {
  InstallChoices& options = options_for(app, invocation, uninstall);
  add_hook_options(app, options);
}

void add_init(CLI::App& app, Invocation& invocation) {
  std::string& name = options_for(app, invocation, init);
  app.add_option("--policy", name, "bundled policy to extend, such as standard or solo")
      ->type_name("NAME");
}

void add_enroll(CLI::App& app, Invocation& invocation) {
  EnrollOptions& options = options_for(app, invocation, enroll);
  app.add_option("email", options.email, "whom to add; default: you")->type_name("EMAIL");
  app.add_option("--key", options.key_file, "their public key; default: your signing key")
      ->type_name("FILE");
  app.add_option("--forge", options.forge, "immutable account id, such as github:583231")
      ->type_name("FORGE:ID")
      ->expected(1)
      ->take_all();
  app.add_option("--attestation", options.attestation_file,
                 "proves that hardware made the key; of ssh-keygen -O write-attestation")
      ->type_name("FILE");
  app.add_option("--challenge", options.challenge_file,
                 "what the attestation was asked for with; of ssh-keygen -O challenge")
      ->type_name("FILE");
}

}  // namespace sallyport::cli
