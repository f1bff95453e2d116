#include "core/policy/policy.hpp"
#include "setup/hook_files.hpp"
#include "setup/project.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sallyport::setup {
namespace {

namespace fs = std::filesystem;

using util::Error;
using util::ErrorKind;

constexpr std::int64_t k_largest_key = std::int64_t{16} << 10U;

constexpr std::array<std::string_view, 7> k_key_types{"ssh-ed25519",
                                                      "sk-ssh-ed25519@openssh.com",
                                                      "sk-ecdsa-sha2-nistp256@openssh.com",
                                                      "ecdsa-sha2-nistp256",
                                                      "ecdsa-sha2-nistp384",
                                                      "ecdsa-sha2-nistp521",
                                                      "ssh-rsa"};

Step edit_step(const fs::path& path, const std::string& before, const std::string& after) {
  const std::string name = path.string();
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): the step keeps what it is to do
  return before == after ? Step{.line = util::say("unchanged: {}", name)}
                         : write_step(util::say("add to: {}", name), path, after);
}

/// The first bytes of a key blob are the length and the name of its type (RFC 4253 §6.6).
bool blob_is_of_type(const std::string& blob, std::string_view type) {
  constexpr std::size_t k_length_bytes = 4;
  const std::string length{'\0', '\0', '\0', static_cast<char>(type.size())};
  return blob.starts_with(length) && blob.substr(k_length_bytes).starts_with(type);
}

void refuse_private_key(const fs::path& path, std::string_view text) {
  if (text.find("PRIVATE KEY") == std::string_view::npos) {
    return;
  }
  const std::string name = path.string();
  const fs::path public_path = path.string() + ".pub";
  throw Error(
      ErrorKind::refused,
      util::say("cannot enroll '{}': it is a private key, which stays with its owner", name),
      fs::exists(public_path) ? util::say("use --key {}.pub", name)
                              : fmt::format("make the public one: ssh-keygen -y -f {0} > "
                                            "{0}.pub",
                                            shell_quote(path.string())));
}

}  // namespace

Actions enroll(const fs::path& work_dir, const EnrollRequest& request) {
  check_principal(request.principal);
  std::ranges::for_each(request.forge, check_forge_id);
  const fs::path policy_path = work_dir / k_policy_file;
  const fs::path signers_path = work_dir / k_signers_file;
  const auto policy = util::read_file(policy_path, core::k_most_policy_bytes);
  if (!policy) {
    throw Error(ErrorKind::refused,
                util::say("cannot enroll '{}': there is no '{}'", request.principal, k_policy_file),
                "sallyport init");
  }
  const std::string signers = util::read_file(signers_path, core::k_most_policy_bytes).value_or("");
  const std::string new_signers =
      with_signer(signers, request.principal, request.signer_line, request.attestation);
  const std::string new_policy = with_principal(*policy, request.principal, request.forge);
  if (new_signers == signers && new_policy == *policy) {
    return {fmt::format("unchanged: {} is enrolled with this key already", request.principal)};
  }
  return perform(
      {edit_step(signers_path, signers, new_signers), edit_step(policy_path, *policy, new_policy)},
      Run::real);
}

std::string read_public_key(const fs::path& path) {
  const auto text = util::read_file(path, k_largest_key);
  const std::string name = path.string();
  if (!text) {
    throw Error(ErrorKind::usage, util::say("cannot read '{}': there is no such file", name),
                "name the public key file of the person: --key FILE.pub");
  }
  refuse_private_key(path, *text);
  const std::vector<std::string> words = util::split(util::trim(*text), ' ');
  if (words.size() > 1 && words[0].ends_with("-cert-v01@openssh.com")) {
    throw Error(ErrorKind::refused, util::say("cannot enroll '{}': it is a certificate", name),
                "use the public key that it certifies");
  }
  const bool known =
      words.size() > 1 && std::ranges::find(k_key_types, words[0]) != k_key_types.end();
  const auto blob = known ? util::parse_base64(util::trim(words[1])) : std::nullopt;
  if (!blob || !blob_is_of_type(*blob, words[0])) {
    throw Error(
        ErrorKind::usage,
        util::say("cannot enroll '{}': it is not an OpenSSH public key that can sign", name),
        "name the public key file of the person: --key FILE.pub");
  }
  return words[0] + " " + std::string(util::trim(words[1]));
}

}  // namespace sallyport::setup
