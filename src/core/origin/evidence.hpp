#pragma once

#include "util/enum_names.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sallyport::core {

using util::to_string;

/// The tool of AI lines of which nothing says what wrote them.
inline constexpr std::string_view k_unknown_tool = "unknown-ai";

/// How much one piece of evidence is worth, weakest first.
enum class Strength { weak, strong, decisive };
constexpr auto enum_names(Strength) {
  return util::names("weak", "strong", "decisive");
}

/// What a rule of the catalogue looks at (policy.md, "`[detect]`").
enum class EvidenceKind {
  author_id,
  author_email,
  author_name,
  committer_email,
  committer_name,
  co_author,
  trailer,
  body_line,
  subject,
  branch,
  env,
  process,
  file,
  note,
};
constexpr auto enum_names(EvidenceKind) {
  return util::names("author-id", "author-email", "author-name", "committer-email",
                     "committer-name", "co-author", "trailer", "body-line", "subject", "branch",
                     "env", "process", "file", "note");
}

/// Where in the commit, or around it, the evidence was found.
enum class Position {
  author,
  committer,
  subject,
  final_block,  ///< git's own trailer parser sees it
  body_line,    ///< at column 0 elsewhere in the message
  branch,
  environment,
  process,
  tree,  ///< a file that the commit added or altered
  note,  ///< a git note on the commit
};
constexpr auto enum_names(Position) {
  return util::names("author", "committer", "subject", "final-block", "body-line", "branch",
                     "environment", "process", "tree", "note");
}

/// One reason to hold that an AI took part in a commit. `rule` is `<tool>/<slug>`; `value` is the
/// raw text that matched.
struct Evidence {
  std::string rule;
  std::string tool;
  EvidenceKind kind = EvidenceKind::trailer;
  Strength strength = Strength::weak;
  Position position = Position::body_line;
  std::string value;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// A rule that turns something seen into evidence; the bundled catalogue and `[[detect.rule]]`
/// share this form.
struct DetectRule {
  std::string id;  ///< `<tool>/<slug>`
  std::string tool;
  EvidenceKind kind = EvidenceKind::trailer;
  std::string key;    ///< trailer key or environment variable; empty where the kind has none
  std::string match;  ///< RE2 pattern; decimal account number for `author_id`
  Strength strength = Strength::strong;
  std::string source;     ///< where the marker was seen
  std::string opt_out;    ///< how a user of the tool avoids it; empty: no way known
  std::string content{};  ///< RE2 pattern that a `file` must also hold; empty: any content
};

/// What is known about who made one commit, before a policy weighs it.
struct CommitEvidence {
  std::vector<Evidence> evidence;
  bool automation = false;  ///< a bot that is no AI (release bots, dependency bots)
  bool squash = false;      ///< its message is that of a squash: it may name who wrote a part
  std::vector<std::string> human_co_authors;  ///< addresses of co-authors that no rule knows
};

}  // namespace sallyport::core
