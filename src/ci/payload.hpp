#pragma once

#include "ci/checked.hpp"
#include "util/process.hpp"

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace sallyport::ci {

/// The event file of a job: JSON that whoever opened the pull request has a part in. A member is
/// named by its path, `pull_request.head.sha`. Every function throws `util::Error` (unavailable)
/// naming member and file where something is of a wrong type.
class Payload {
 public:
  /// Reads a file of at most 16 MiB and 64 levels, without duplicate keys. Throws otherwise, and
  /// where it is missing.
  explicit Payload(const std::filesystem::path& path);

  /// Whether the member is there and not null.
  [[nodiscard]] bool has(std::string_view member) const;

  /// A string that must be there, with its place.
  [[nodiscard]] Found text(std::string_view member) const;

  /// The same, with an empty value where it is missing or null.
  [[nodiscard]] Found optional_text(std::string_view member) const;

  /// An integer that must be there.
  [[nodiscard]] std::int64_t integer(std::string_view member) const;

  /// An integer above zero that must be there, in decimal digits.
  [[nodiscard]] std::string positive(std::string_view member) const;

  /// A boolean; false where it is missing or null.
  [[nodiscard]] bool flag(std::string_view member) const;

 private:
  [[nodiscard]] std::string place(std::string_view member) const;
  [[nodiscard]] const nlohmann::json* find(std::string_view member) const;
  [[nodiscard]] const nlohmann::json& at(std::string_view member) const;

  std::string path_;
  nlohmann::json root_;
};

/// The event file of a job, from `GITHUB_EVENT_PATH`. Throws `util::Error` (unavailable).
Payload read_payload(const util::Environment& environment);

/// `github:583231` for the account in the member `user`; `forge` is the part before the colon.
/// Empty where it is nobody we know: a bot, an organization, a deleted account, and at Gitea and
/// Forgejo the server's own accounts, whose numbers are not above zero.
std::string account(const Payload& payload, const std::string& user, std::string_view forge);

/// The address of GitHub's commits by the app in the member `user`; empty where that is no app.
std::string address_of_bot(const Payload& payload, const std::string& user);

/// The default branch that the event file names, as a full ref; empty where it names none.
std::string default_branch(const Payload& payload);

}  // namespace sallyport::ci
