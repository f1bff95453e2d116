#include "signoff/key/ssh.hpp"

#include "git/command.hpp"
#include "signoff/key/sshsig.hpp"
#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

namespace sallyport::signoff {
namespace {

constexpr int k_no_such_program = 127;
constexpr std::uint8_t k_user_present = 0x01;
constexpr std::uint8_t k_user_verified = 0x04;

bool has_controlling_terminal() {
  const int descriptor = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  return descriptor >= 0;
}

[[noreturn]] void refuse(const SigningKey& key, const util::CommandResult& result) {
  std::string words = git::one_line(result.errors);
  if (words.empty()) {
    words = fmt::format("the signing program ended with status {}", result.status);
  }
  throw util::Error(util::ErrorKind::refused,
                    fmt::format("cannot sign with {} ({}): {}", key.fingerprint, key.source, words),
                    "ssh-add -l");
}

/// A literal key has no file: ssh-keygen gets its public half and asks the agent.
std::string key_file(const SigningKey& key, const util::TemporaryFolder& folder) {
  if (!key.argument.empty()) {
    return key.argument;
  }
  const auto path = folder.path() / "key.pub";
  util::write_file(path, key.public_key + "\n", 0600);
  return path.string();
}

enum class Asking { in_terminal, nobody };

struct Signing {
  util::CommandResult result;
  std::optional<std::string> blob;  ///< absent: it made none
};

Signing make_signature(const SigningKey& key, std::string_view message,
                       const util::Environment& environment, Asking asking) {
  const util::TemporaryFolder folder;
  const auto file = folder.path() / "record";
  util::write_file(file, message, 0600);
  const std::string program = key.program.empty() ? find_ssh_keygen(environment) : key.program;
  util::CommandResult result = util::run_command(
      {.argv = {program, "-q", "-Y", "sign", "-n", std::string(core::k_namespace), "-f",
                key_file(key, folder), file.string()},
       .input = {},
       .environment = environment,
       .inherit_terminal = asking == Asking::in_terminal && has_controlling_terminal()});
  const auto armored = util::read_file(folder.path() / "record.sig");
  return {std::move(result), strip_armor(armored.value_or(""))};
}

void require_program(const SigningKey& key) {
  if (::access(key.program.c_str(), X_OK) != 0) {
    throw util::Error(util::ErrorKind::refused,
                      util::say("cannot sign with {} ({}): gpg.ssh.program '{}' does not run",
                                key.fingerprint, key.source, key.program),
                      "git config --global --unset gpg.ssh.program");
  }
}

Verification invalid(Verification verification, core::Reason problem) {
  verification.state = core::SignatureState::invalid;
  verification.assurance = core::Assurance::none;
  verification.problem = std::move(problem);
  return verification;
}

core::Assurance assurance_of(const SshSignature& signature) {
  if (!signature.flags) {
    return core::Assurance::key;
  }
  return (*signature.flags & k_user_verified) != 0 ? core::Assurance::verified
                                                   : core::Assurance::touch;
}

util::CommandResult check(std::string_view signature, std::string_view message,
                          const util::Environment& environment) {
  const std::string program = find_ssh_keygen(environment);
  const util::TemporaryFolder folder;
  const auto file = folder.path() / "record.sig";
  util::write_file(file, armor(signature), 0600);
  util::CommandResult result =
      util::run_command({.argv = {program, "-Y", "check-novalidate", "-n",
                                  std::string(core::k_namespace), "-s", file.string()},
                         .input = std::string(message),
                         .environment = environment});
  if (result.status == k_no_such_program) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot check a signature: '{}' does not run", program),
                      "apt-get install openssh-client");
  }
  // What was killed, or failed before it looked, has not said no.
  const bool has_said_no = result.output.find("Could not verify signature.") != std::string::npos;
  if (result.status != 0 && !has_said_no) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot check a signature: '{}' ended with {} and no answer: {}",
                                program, result.status, git::one_line(result.errors)),
                      "try it: ssh-keygen -Y check-novalidate -n x -s /dev/null </dev/null");
  }
  return result;
}

/// Asks `ssh-keygen -Q` whether a KRL revokes the key of a signer.
bool is_revoked(const std::string& krl, const core::Signer& signer,
                const util::Environment& environment) {
  const util::TemporaryFolder folder;
  const auto file = folder.path() / "key.pub";
  util::write_file(file, fmt::format("{} {}\n", signer.key_type, signer.key), 0600);
  const util::CommandResult result =
      util::run_command({.argv = {find_ssh_keygen(environment), "-Q", "-f", krl, file.string()},
                         .input = {},
                         .environment = environment});
  const bool is_bad = result.output.find(": REVOKED") != std::string::npos;
  if (!is_bad && (result.status != 0 || result.output.find(": ok") == std::string::npos)) {
    throw util::Error(
        util::ErrorKind::unavailable,
        util::say("cannot ask '{}' which keys are revoked: {}", krl, git::one_line(result.errors)),
        util::say("try it: ssh-keygen -Q -f {} KEY.pub", krl));
  }
  return is_bad;
}

}  // namespace

std::set<std::string> revoked_by_file(const std::string& path,
                                      const std::vector<core::Signer>& signers,
                                      const util::Environment& environment) {
  constexpr std::string_view k_krl = "SSHKRL\n";
  const auto content = util::read_file(path);
  const RevokedKeys listed =
      content && !content->starts_with(k_krl) ? parse_revoked(*content) : RevokedKeys{};
  if (!content || !listed.errors.empty()) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot read gpg.ssh.revocationFile '{}': {}", path,
                                content ? listed.errors.front() : "no such file"),
                      "git config --global --get gpg.ssh.revocationFile");
  }
  if (!content->starts_with(k_krl)) {
    return listed.keys;
  }
  std::set<std::string> revoked;
  for (const core::Signer& signer : signers) {
    if (is_revoked(path, signer, environment)) {
      revoked.insert(signer.key);
    }
  }
  return revoked;
}

std::string find_ssh_keygen(const util::Environment& environment) {
  auto program = util::find_program("ssh-keygen", environment);
  if (!program) {
    throw util::Error(util::ErrorKind::unavailable,
                      "cannot check or make signatures: 'ssh-keygen' is not in PATH",
                      "apt-get install openssh-client");
  }
  return *std::move(program);
}

void try_key(const SigningKey& key, const util::Environment& environment) {
  if (!key.program.empty()) {
    require_program(key);
    return;
  }
  if (key.public_key.starts_with("sk-")) {
    return;
  }
  // What would be asked for gets no answer, and nobody sees the question.
  util::Environment silent = environment;
  silent["SSH_ASKPASS"] = "/bin/false";
  silent["SSH_ASKPASS_REQUIRE"] = "force";
  constexpr std::string_view k_message = "no record, only a trial of the key\n";
  const auto [result, blob] = make_signature(key, k_message, silent, Asking::nobody);
  if (result.errors.find("passphrase") != std::string::npos) {
    return;
  }
  if (result.status != 0 || !blob) {
    refuse(key, result);
  }
  if (verify(*blob, k_message, environment).state != core::SignatureState::valid) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot sign with {} ({}): what it signs cannot be verified",
                                key.fingerprint, key.source),
                      "ssh-keygen -V; ssh-add -l");
  }
}

std::string sign(const SigningKey& key, std::string_view message,
                 const util::Environment& environment) {
  const auto [result, blob] = make_signature(key, message, environment, Asking::in_terminal);
  if (result.status != 0 || !blob) {
    refuse(key, result);
  }
  return *blob;
}

Verification claim_of(std::string_view signature) {
  const auto parsed = parse_sshsig(signature);
  if (!parsed) {
    return invalid({}, {.flaw = core::Flaw::malformed_signature, .detail = parsed.error()});
  }
  Verification verification;
  verification.key = fingerprint(parsed->key.blob);
  verification.public_key = util::to_base64(parsed->key.blob);
  if (parsed->name_space != core::k_namespace) {
    return invalid(std::move(verification), {core::Flaw::other_purpose});
  }
  if (parsed->flags && (*parsed->flags & k_user_present) == 0) {
    return invalid(std::move(verification), {core::Flaw::untouched_key});
  }
  verification.state = core::SignatureState::valid;
  verification.assurance = assurance_of(*parsed);
  return verification;
}

Verification verify(std::string_view signature, std::string_view message,
                    const util::Environment& environment) {
  Verification verification = claim_of(signature);
  if (verification.state != core::SignatureState::valid) {
    return verification;
  }
  const util::CommandResult result = check(signature, message, environment);
  if (result.status != 0) {
    return invalid(std::move(verification),
                   {.flaw = core::Flaw::no_match, .detail = git::one_line(result.errors)});
  }
  return verification;
}

}  // namespace sallyport::signoff
