#include "setup/doctor.hpp"

#include "cli/command.hpp"
#include "cli/signing.hpp"
#include "core/git_terms.hpp"
#include "gate/evidence.hpp"
#include "gate/facts.hpp"
#include "git/remotes.hpp"
#include "report/agent.hpp"
#include "setup/hooks.hpp"
#include "signoff/key/ssh.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

namespace sallyport::cli {
namespace {

using setup::good;
using setup::problem;
using util::Error;

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
    auto governing = gate::policy_here(
        session, session.repository.resolve_tree("HEAD").value_or(session.repository.empty_tree()));
    if (governing) {
      findings.push_back(good("policy " + governing->origin.source));
    } else {
      const auto missing = gate::missing_policy(session);
      findings.push_back(problem(missing.what, missing.mend));
    }
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
  const std::string remote = git::exchange_remote(session.repository);
  const bool here = session.repository.reference(std::string(core::k_heads) + branch).has_value();
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
  const auto target = gate::landing_target(session);
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

/// An agent that is at work, or seems to be.
std::optional<setup::Finding> examine_agent(const gate::Session& session) {
  const auto agent = gate::acting_agent(session);
  return agent.empty()
             ? std::nullopt
             : std::optional(setup::Finding{
                   setup::Finding::Grade::note,
                   fmt::format("{} is at work here ({}): commits are marked as its, and nobody can "
                               "sign",
                               agent.front().tool, report::signs_of_agent(agent)),
                   "for a person: another terminal" +
                       report::without_leftovers(agent, "git commit …")});
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

int doctor(const Invocation& invocation, const NoOptions& /*none*/) {
  const gate::Session session = invocation.open_for_person();
  setup::InstallOptions installed;
  installed.binary = invocation.program;
  installed.environment = invocation.environment;
  auto findings = setup::examine_hooks(session.repository, installed);
  const auto governing = examine_policy(session, findings);
  findings.push_back(examine_key(session, governing));
  if (governing) {
    findings.push_back(examine_log(session, *governing));
  }
  findings.push_back(examine_second_gate(session));
  if (auto agent = examine_agent(session)) {
    findings.push_back(*std::move(agent));
  }
  bool has_problem = false;
  for (const setup::Finding& finding : findings) {
    invocation.out.line(fmt::format("{} {}", mark_of(finding.grade), finding.what));
    if (!finding.mend.empty()) {
      invocation.out.line("        " + finding.mend);
    }
    has_problem = has_problem || finding.grade == setup::Finding::Grade::problem;
  }
  return has_problem ? 1 : 0;
}

}  // namespace

void add_doctor(CLI::App& app, Invocation& invocation) {
  options_for(app, invocation, doctor);
}

}  // namespace sallyport::cli
