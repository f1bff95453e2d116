#include "git/command.hpp"
#include "signoff/key/ssh.hpp"
#include "signoff/key/sshsig.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/process.hpp"
#include "util/text.hpp"

#include <array>

namespace sallyport::signoff {
namespace {

constexpr std::string_view k_make_a_key =
    "ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519 && "
    "git config --global user.signingkey ~/.ssh/id_ed25519.pub";
constexpr std::array<std::string_view, 3> k_usual_files{"~/.ssh/id_ed25519.pub",
                                                        "~/.ssh/id_ecdsa.pub", "~/.ssh/id_rsa.pub"};

/// Where a key is looked for.
struct Search {
  const git::Repository& repository;     // NOLINT(*-avoid-const-or-ref-data-members)
  const util::Environment& environment;  // NOLINT(*-avoid-const-or-ref-data-members)
  std::string ssh_keygen;
};

/// A path as git would take it at the top of the work tree.
std::string expanded(std::string_view path, const Search& search) {
  std::string expanded = git::expand_path(search.repository, search.environment, std::string(path));
  const auto folder = search.repository.work_dir();
  return folder ? (*folder / expanded).string() : expanded;
}

/// The key in `key::ssh-ed25519 AAAA…` or `ssh-ed25519 AAAA…`.
std::optional<PublicKey> literal_key(std::string_view value) {
  if (value.starts_with("key::")) {
    value.remove_prefix(5);
  }
  return parse_public_key(value);
}

/// The public key that belongs to a key file, asking for a passphrase only for a format that hides
/// it.
std::optional<PublicKey> public_key_of_file(const std::string& path, const Search& search) {
  const auto content = util::read_file(path);
  if (!content) {
    return std::nullopt;
  }
  if (auto key = parse_public_key(*content)) {
    return key;
  }
  if (auto key = public_half(*content)) {
    return key;
  }
  if (auto key = parse_public_key(util::read_file(path + ".pub").value_or(""))) {
    return key;
  }
  const util::CommandResult result =
      util::run_command({.argv = {search.ssh_keygen, "-y", "-f", path},
                         .input = {},
                         .environment = search.environment});
  return result.status == 0 ? parse_public_key(result.output) : std::nullopt;
}

SigningKey make_key(const PublicKey& key, std::string argument, std::string_view source) {
  return {std::move(argument), to_string(key), fingerprint(key.blob), std::string(source), {}};
}

std::optional<SigningKey> usual_key(const Search& search) {
  for (const std::string_view file : k_usual_files) {
    const std::string path = expanded(file, search);
    if (const auto key = parse_public_key(util::read_file(path).value_or(""))) {
      return make_key(*key, path, file);
    }
  }
  return std::nullopt;
}

SigningKey key_from_value(std::string_view value, std::string_view source, const Search& search) {
  if (const auto literal = literal_key(value)) {
    return make_key(*literal, "", source);
  }
  const std::string path = expanded(value, search);
  const auto key = public_key_of_file(path, search);
  if (!key) {
    const auto usual = usual_key(search);
    throw util::Error(
        util::ErrorKind::refused,
        util::say("cannot read the signing key '{}' ({}): no SSH key is there", value, source),
        usual ? util::say("git config --global {} {}", source, usual->source)
              : std::string(k_make_a_key));
  }
  return make_key(*key, path, source);
}

std::optional<std::string> any_config(std::string_view name, const Search& search) {
  auto value = search.repository.config(name, git::ConfigScope::worktree);
  return value && !value->empty() ? value : std::nullopt;
}

/// Programs are never taken from the repository's own configuration.
std::optional<std::string> trusted_config(std::string_view name, const Search& search) {
  auto value = search.repository.config(name, git::ConfigScope::global);
  return value && !value->empty() ? value : std::nullopt;
}

bool is_gpg_key(std::string_view value, const Search& search) {
  const bool looks_like_ssh = value.find('/') != std::string_view::npos ||
                              value.starts_with("key::") || literal_key(value).has_value();
  return !looks_like_ssh && any_config("gpg.format", search) != "ssh";
}

/// Words of a command line with git's quoting: blanks separate, quotes and backslashes protect.
std::vector<std::string> split_command(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == '\0' && (c == ' ' || c == '\t')) {
      in_word = false;
      continue;
    }
    if (!in_word) {
      words.emplace_back();
      in_word = true;
    }
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      words.back() += text[++i];
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::optional<SigningKey> key_from_command(const Search& search) {
  static constexpr std::string_view k_name = "gpg.ssh.defaultKeyCommand";
  std::vector<std::string> argv = split_command(trusted_config(k_name, search).value_or(""));
  if (argv.empty()) {
    return std::nullopt;
  }
  const util::CommandResult result =
      util::run_command({.argv = std::move(argv), .input = {}, .environment = search.environment});
  const auto lines = util::split_lines(result.output);
  if (result.status != 0 || lines.empty()) {
    return std::nullopt;
  }
  return key_from_value(util::trim(lines.front()), k_name, search);
}

[[noreturn]] void refuse_without_key(const std::string& gpg_key) {
  throw util::Error(
      util::ErrorKind::refused,
      gpg_key.empty()
          ? std::string("cannot sign: you have no SSH key to sign with")
          : util::say("cannot sign: user.signingkey '{}' is a GPG key; sallyport signs with SSH "
                      "keys",
                      gpg_key),
      std::string(gpg_key.empty() ? k_make_a_key
                                  : "ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519 && git config "
                                    "--global sallyport.signingkey ~/.ssh/id_ed25519.pub"));
}

SigningKey search_key(const Search& search) {
  if (const auto value = any_config("sallyport.signingkey", search)) {
    return key_from_value(*value, "sallyport.signingkey", search);
  }
  const std::string value = any_config("user.signingkey", search).value_or("");
  const bool is_gpg = !value.empty() && is_gpg_key(value, search);
  if (!value.empty() && !is_gpg) {
    return key_from_value(value, "user.signingkey", search);
  }
  if (auto key = key_from_command(search)) {
    return *std::move(key);
  }
  if (auto key = usual_key(search)) {
    return *std::move(key);
  }
  refuse_without_key(is_gpg ? value : "");
}

}  // namespace

SigningKey find_signing_key(const git::Repository& repository,
                            const util::Environment& environment) {
  const Search search{repository, environment, find_ssh_keygen(environment)};
  SigningKey key = search_key(search);
  if (const auto program = trusted_config("gpg.ssh.program", search)) {
    const std::string path = git::expand_path(repository, environment, *program);
    key.program = util::find_program(path, environment).value_or(path);
  }
  return key;
}

}  // namespace sallyport::signoff
