#pragma once

#include "git/repository.hpp"
#include "setup/transaction.hpp"
#include "util/process.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::setup {

/// The project's files, relative to the work tree.
constexpr std::string_view k_policy_file = ".sallyport/policy.toml";
constexpr std::string_view k_signers_file = ".sallyport/allowed_signers";
constexpr std::string_view k_roots_file = ".sallyport/attestation_roots.pem";

/// `text` as a basic string of TOML, quotes included. Throws `util::Error` (usage) when it is not
/// UTF-8.
std::string toml_string(std::string_view text);

/// `[principal."alice@example.com"]` with its keys, ready to stand at the end of a policy.
std::string principal_table(std::string_view principal, const std::vector<std::string>& forge);

/// Throws `util::Error` (usage) when `principal` cannot stand as one literal name in
/// `allowed_signers`: a pattern, a list, white space, nothing.
void check_principal(std::string_view principal);

/// Throws `util::Error` (usage) when `forge` is not `<forge>:<number>`.
void check_forge_id(std::string_view forge);

/// `policy` with the principal's table, or its new forge ids, added; unchanged when it has both.
/// Throws `util::Error` (refused) where a table is written in a way that cannot be extended line by
/// line.
std::string with_principal(const std::string& policy, std::string_view principal,
                           const std::vector<std::string>& forge);

/// `signers` with the line added, unless it is there, and in the line's comment `attestation`
/// (`attestation=sha256:…`, or empty) in place of one that is there. Throws `util::Error` (refused)
/// when its key belongs to another principal.
std::string with_signer(const std::string& signers, std::string_view principal,
                        std::string_view line, std::string_view attestation = {});

/// What `init` writes down.
struct InitRequest {
  std::string policy;       ///< a bundled policy: `standard`, or with its version `standard@1`
  std::string repo_id;      ///< `acme/widgets`
  std::string target;       ///< full ref name
  std::string principal;    ///< the user's address, who becomes the first principal
  std::string signer_line;  ///< of `allowed_signers`, with its LF
};

/// The texts of `.sallyport/policy.toml` and `.sallyport/allowed_signers`.
struct ProjectFiles {
  std::string policy;
  std::string signers;
};

/// Composes both files. Throws `util::Error` (usage) when a value cannot stand in them.
ProjectFiles compose_project(const InitRequest& request);

/// Writes both files under `work_dir`. Throws `util::Error` (refused) when one of them exists, and
/// then writes none.
Actions write_project(const std::filesystem::path& work_dir, const InitRequest& request);

/// `acme/widgets` from the URL of a remote, its host dropped; only the last name of a local path.
/// Empty when nothing is left.
std::string repo_id_of_url(std::string_view url);

/// The repository's id from the URL of the main remote (`git::main_remote`), else from the name of
/// its folder.
std::string default_repo_id(const git::Repository& repository);

/// The ref that changes land on: what HEAD of the main remote names, else the branch of
/// init.defaultBranch, main or master that exists, else HEAD's branch. Throws `util::Error` (usage)
/// when HEAD is detached and there is none.
std::string default_target(const git::Repository& repository);

/// A bundled policy and, as a sentence, why it.
struct PolicyChoice {
  std::string name;
  std::string reason;
};

/// `standard`; `solo` when nobody but one person has committed so far.
PolicyChoice default_policy(const git::Repository& repository,
                            const util::Environment& environment);

/// Whom `enroll` adds.
struct EnrollRequest {
  std::string principal;           ///< address
  std::string signer_line;         ///< of `allowed_signers`, with its LF
  std::vector<std::string> forge;  ///< `github:583231`
  std::string attestation{};       ///< `attestation=sha256:…`; empty: none was verified
};

/// Adds the line to `allowed_signers` and the principal's table to `policy.toml`; every other byte
/// of both stays. Throws `util::Error`: refused when the key belongs to someone else or there is no
/// policy yet, usage when a value is malformed.
Actions enroll(const std::filesystem::path& work_dir, const EnrollRequest& request);

/// `ssh-ed25519 AAAA…` (type and key, no comment) of a public key file. Throws `util::Error`:
/// refused for a private key (the hint names the public one) or a certificate, usage when it is no
/// key at all.
std::string read_public_key(const std::filesystem::path& path);

}  // namespace sallyport::setup
