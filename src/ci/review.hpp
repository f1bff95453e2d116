#pragma once

#include "util/environment.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::ci {

/// One `/signoff ITEM` of a comment or review, as its author wrote it.
struct ReviewedItem {
  std::string item;
  std::string digest;  ///< hex beginning of the change digest, lower case; empty: none was given
  std::map<std::string, std::string> answers;  ///< by question id, trimmed
  std::string notes;                           ///< what answers no question, trimmed
};

/// What somebody signed elsewhere, as they pasted it: `/signature BASE64`, and below it what
/// `ssh-keygen -Y sign` printed.
struct PastedSignature {
  std::string bytes;      ///< that were signed
  std::string signature;  ///< armored
};

enum class ReviewAction { approve, dismiss };

/// A comment or review on a forge that may be imported as sign-offs (records.md §7).
struct Review {
  ReviewAction action = ReviewAction::approve;
  std::string author;    ///< `github:583231`, the forge's immutable id
  std::string request;   ///< number of the pull request
  std::string head;      ///< commit that a review was made on; empty for a comment
  std::string base;      ///< tip of the target, where the event tells it
  std::string target;    ///< full ref name, where the event tells it
  std::string head_ref;  ///< `refs/pull/7/head`
  std::string default_branch;
  std::string opener;
  std::string url;                  ///< where it can be read; printable, or empty
  std::vector<ReviewedItem> items;  ///< empty: nothing in it is a sign-off
  std::vector<PastedSignature> signatures;
  std::string refusal;  ///< why it must not be imported, one line; empty: it may
};

/// The comment or review in the event file of this job, for the events `issue_comment` and
/// `pull_request_review` of GitHub, Gitea and Forgejo. With a refusal there are no items; with
/// neither there is nothing to import. Throws as `read_event` does, for other events and other
/// systems too.
Review read_review(const util::Environment& environment);

/// What the `/signoff` commands of a text ask for.
struct Commands {
  std::vector<ReviewedItem> items;  ///< one for each item; the later command wins
  std::string fault;                ///< what must not be taken over, and why: the first such line
};

/// The `/signoff` commands of a Markdown text: each is a line that is plain (`ci/markdown.hpp`),
/// `/signoff ITEM [DIGEST]`, where DIGEST is 32 to 64 hexadecimal digits. The lines after it that
/// begin with `id:` start the answer to that question, which goes on until the next; of two answers
/// to one question the later wins. What stands before the first of them are the notes. Blocks of
/// code and HTML have neither. A text of more than 64 KiB or 1000 lines is at fault.
Commands read_commands(std::string_view text);

/// The signatures in a text, wherever they stand: each says by itself who made it. A text of more
/// than 64 KiB has none.
std::vector<PastedSignature> read_signatures(std::string_view text);

}  // namespace sallyport::ci
