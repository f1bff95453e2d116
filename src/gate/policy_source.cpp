#include "gate/policy_source.hpp"

#include "core/git_terms.hpp"
#include "git/command.hpp"
#include "signoff/key/ssh.hpp"
#include "util/error.hpp"
#include "util/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace sallyport::gate {
namespace {

constexpr std::string_view k_folder_name = ".sallyport";

using util::Error;
using util::ErrorKind;

/// The content of a regular file of the tree; nothing when there is no such path.
std::optional<std::string> regular_file(const Session& session, const core::Oid& tree,
                                        std::string_view path) {
  const auto file = session.repository.file_at(tree, path, core::k_most_policy_bytes);
  if (!file) {
    return std::nullopt;
  }
  if (!core::is_regular(file->mode)) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot read '{}': it is no regular file", path),
                "replace it by a regular file, in a commit on the target");
  }
  return file->content;
}

std::vector<std::string> warnings_of(const policy::LoadResult& loaded) {
  std::vector<std::string> warnings;
  for (const policy::Diagnostic& diagnostic : loaded.diagnostics) {
    if (!diagnostic.is_error) {
      warnings.push_back(policy::to_string(diagnostic));
    }
  }
  return warnings;
}

const core::Policy& require_policy(const policy::LoadResult& loaded) {
  if (!loaded.policy) {
    throw Error(ErrorKind::usage, join_diagnostics(loaded.diagnostics),
                "mend the policy, then run: sallyport policy check");
  }
  return *loaded.policy;
}

/// Adds the signers of `text`, less those whose keys `revoked` lists.
void add_signers(Governing& governing, std::string_view text, std::string_view revoked) {
  signoff::SignersFile signers = signoff::parse_signers(text);
  signoff::RevokedKeys listed = signoff::parse_revoked(revoked);
  signers.errors.insert(signers.errors.end(), listed.errors.begin(), listed.errors.end());
  if (!signers.errors.empty()) {
    throw Error(ErrorKind::usage, fmt::format("{}", fmt::join(signers.errors, "\n")),
                "mend the signers, then run: sallyport policy check");
  }
  governing.signers = std::move(signers.signers);
  governing.warnings.insert(governing.warnings.end(), signers.warnings.begin(),
                            signers.warnings.end());
  governing.revoked_keys = std::move(listed.keys);
  drop_revoked(governing.revoked_keys, governing.signers);
}

/// Takes out the signers whose keys git itself would refuse on this machine.
void drop_revoked_here(const Session& session, std::vector<core::Signer>& signers) {
  const auto file = session.repository.config("gpg.ssh.revocationFile", git::ConfigScope::global);
  if (file && !file->empty() && !signers.empty()) {
    const std::string path =
        git::expand_path(session.repository, session.ambient.environment, *file);
    drop_revoked(signoff::revoked_by_file(path, signers, session.ambient.environment), signers);
  }
}

/// What `--policy` names: a bundled policy, such as `standard`, or else a file.
policy::LoadResult load_pinned(const std::string& policy) {
  if (const policy::BundledPolicy* bundled = policy::find_bundled(policy)) {
    return policy::load_bundled(*bundled);
  }
  const auto text = util::read_file(policy, core::k_most_policy_bytes);
  if (!text) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot read '{}': no such file, and no bundled policy", policy),
                "see: sallyport policy list");
  }
  const auto beside = [&](std::string_view path) -> std::optional<std::string> {
    const auto base = std::filesystem::path(policy).parent_path();
    return util::read_file(base / std::filesystem::path(path).filename(),
                           core::k_most_policy_bytes);
  };
  return policy::load(*text, policy, beside);
}

std::string require_file(const std::string& path) {
  const auto text = util::read_file(path, core::k_most_policy_bytes);
  if (!text) {
    throw Error(ErrorKind::usage, fmt::format("cannot read '{}': no such file", path),
                fmt::format("ls -l {}", util::shell_word(path)));
  }
  return *text;
}

}  // namespace

void drop_revoked(const std::set<std::string>& keys, std::vector<core::Signer>& signers) {
  std::erase_if(signers, [&](const core::Signer& signer) { return keys.contains(signer.key); });
}

std::string join_diagnostics(const std::vector<policy::Diagnostic>& diagnostics) {
  std::string text;
  for (const policy::Diagnostic& diagnostic : diagnostics) {
    text += (text.empty() ? "" : "\n") + policy::to_string(diagnostic);
  }
  return text;
}

std::optional<core::Oid> policy_folder(const Session& session, const core::Oid& tree) {
  const auto folder = session.repository.file_at(tree, k_folder_name, core::k_most_policy_bytes);
  if (folder && folder->mode != core::k_mode_tree) {
    throw Error(ErrorKind::unavailable,
                fmt::format("cannot read the policy: '{}' is no folder", k_folder_name),
                "replace it by a folder that holds policy.toml, in a commit on the target");
  }
  return folder ? std::optional(folder->oid) : std::nullopt;
}

const policy::LoadResult* load_policy(const Session& session, const core::Oid& tree) {
  const auto folder = policy_folder(session, tree);
  const auto known = folder ? session.policies.find(*folder) : session.policies.end();
  if (known != session.policies.end()) {
    return &known->second;
  }
  const auto text = folder ? regular_file(session, tree, k_policy_path) : std::nullopt;
  if (!text) {
    return nullptr;
  }
  const auto read = [&](std::string_view path) {
    return regular_file(session, tree, fmt::format("{}/{}", k_folder_name, path));
  };
  return &session.policies.emplace(*folder, policy::load(*text, k_policy_path, read)).first->second;
}

bool has_policy(const Session& session, const core::Oid& tree) {
  const auto names = session.repository.list_folder(tree, k_folder_name);
  return std::any_of(names.begin(), names.end(), [](const auto& entry) {
    return k_policy_path == fmt::format("{}/{}", k_folder_name, entry.first);
  });
}

std::optional<Governing> governing_in(const Session& session, const core::Oid& tree,
                                      const std::string& name) {
  const policy::LoadResult* const loaded = load_policy(session, tree);
  if (loaded == nullptr) {
    return std::nullopt;
  }
  Governing governing{require_policy(*loaded), {}, {}, warnings_of(*loaded), {}};
  governing.origin = {fmt::format("{}:{}", name, k_policy_path), governing.policy.sha256,
                      governing.policy.repo_id};
  add_signers(governing, regular_file(session, tree, k_signers_path).value_or(""),
              regular_file(session, tree, k_revoked_path).value_or(""));
  drop_revoked_here(session, governing.signers);
  return governing;
}

Governing governing_in_work_tree(const std::filesystem::path& top) {
  const auto text = util::read_file(top / k_policy_path, core::k_most_policy_bytes);
  if (!text) {
    throw Error(ErrorKind::usage, fmt::format("cannot read '{}': no such file", k_policy_path),
                "make one: sallyport init");
  }
  const auto loaded = policy::load(*text, k_policy_path, [&](std::string_view path) {
    return util::read_file(top / k_folder_name / path, core::k_most_policy_bytes);
  });
  Governing governing{require_policy(loaded), {}, {}, warnings_of(loaded), {}};
  governing.origin = {std::string(k_policy_path), governing.policy.sha256,
                      governing.policy.repo_id};
  add_signers(governing,
              util::read_file(top / k_signers_path, core::k_most_policy_bytes).value_or(""),
              util::read_file(top / k_revoked_path, core::k_most_policy_bytes).value_or(""));
  return governing;
}

std::optional<Governing> pinned_files(const PolicyPin& pin) {
  if (pin.policy.empty() && pin.signers_file.empty()) {
    return std::nullopt;
  }
  if (pin.policy.empty()) {
    throw Error(ErrorKind::usage, "cannot pin the policy: --signers needs --policy",
                "give both: --policy FILE --signers FILE");
  }
  const auto loaded = load_pinned(pin.policy);
  Governing governing{require_policy(loaded), {}, {}, warnings_of(loaded), {}};
  governing.origin = {pin.policy, governing.policy.sha256, governing.policy.repo_id};
  if (pin.signers_file.empty()) {
    governing.warnings.emplace_back("nobody can sign off: --policy was given without --signers");
  } else {
    add_signers(governing, require_file(pin.signers_file), "");
  }
  return governing;
}

std::optional<Governing> pinned_policy(const Session& session) {
  const PolicyPin& pin = session.pin;
  if (!pin.policy_ref.empty()) {
    const auto tree = session.repository.resolve_tree(pin.policy_ref);
    auto governing = tree ? governing_in(session, *tree, pin.policy_ref) : std::nullopt;
    if (!governing) {
      throw Error(ErrorKind::usage,
                  fmt::format("cannot take the policy from '{}': {}", pin.policy_ref,
                              tree ? "it has none" : "there is no such commit"),
                  "name a commit with .sallyport/policy.toml; see: git log -- .sallyport");
    }
    return governing;
  }
  return pinned_files(pin);
}

MissingPolicy missing_policy(const Session& session) {
  const auto top = session.repository.work_dir();
  const auto head =
      session.repository.resolve_tree("HEAD").value_or(session.repository.empty_tree());
  std::error_code error;
  const bool is_written = top && std::filesystem::exists(*top / k_policy_path, error) &&
                          !session.repository.small_file(head, k_policy_path, INT64_MAX);
  return is_written ? MissingPolicy{fmt::format("'{}' is not committed yet", k_policy_path),
                                    "git add .sallyport && git commit -m 'Add the policy'", true}
                    : MissingPolicy{"there is no policy anywhere", "sallyport init", false};
}

}  // namespace sallyport::gate
