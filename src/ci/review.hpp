#pragma once

#include "util/process.hpp"

#include <map>
#include <string>
#include <vector>

namespace sallyport::ci {

/// One `/signoff ITEM` of a comment or review, as its author wrote it.
struct ReviewedItem {
  std::string item;
  std::string digest;  ///< hex beginning of the change digest, lower case; empty: none was given
  std::map<std::string, std::string> answers;  ///< by question id
  std::string notes;                           ///< what answers no question
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
  std::string url;                  ///< where it can be read
  std::vector<ReviewedItem> items;  ///< empty: nothing in it is a sign-off
  std::string refusal;              ///< why it must not be imported, one line; empty: it may
};

/// The comment or review in the event file of this job. Throws as `read_event` does.
Review read_review(const util::Environment& environment);

/// The `/signoff` commands of a text: each starts a line of its own, `/signoff ITEM [DIGEST]`; the
/// lines after it that begin with `id:` start the answer to that question, which goes on until the
/// next.
std::vector<ReviewedItem> parse_commands(std::string_view text);

}  // namespace sallyport::ci
