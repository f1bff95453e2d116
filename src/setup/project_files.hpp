#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::setup {

/// The project's files, relative to the work tree.
constexpr std::string_view k_policy_file = ".sallyport/policy.toml";
constexpr std::string_view k_signers_file = ".sallyport/allowed_signers";

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

/// `signers` with the line added; unchanged when it is there. Throws `util::Error` (refused) when
/// its key belongs to another principal.
std::string with_signer(const std::string& signers, std::string_view principal,
                        std::string_view line);

}  // namespace sallyport::setup
