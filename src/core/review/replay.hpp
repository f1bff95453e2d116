#pragma once

#include "core/change/change.hpp"
#include "core/oid.hpp"
#include "core/review/review.hpp"
#include "core/verdict/verdict.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sallyport::core {

/// One file of a review that is to be carried over to the present base (records.md §4, `replay`).
struct ReplayTask {
  Oid reviewed_base;  ///< the trees that hold the file as it was reviewed
  Oid reviewed_head;
  Entry reviewed;    ///< what the record covers
  std::string path;  ///< of the file now; another than the reviewed one where the base renamed it
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const ReplayTask&, const ReplayTask&) = default;
};

/// What carrying one file over came to.
enum class ReplayOutcome {
  holds,      ///< the review, carried over, gives the present head
  conflicts,  ///< base and review changed the same lines
  differs,    ///< it gives something else, or is held only by equality and is not equal
  displaced,  ///< it gives the present head, and part of it is now enclosed by other lines
  too_large,  ///< past the size that is carried over
  missing,    ///< the reviewed content is not in this repository
};

/// The outcomes of the tasks that were tried.
using Replays = std::map<ReplayTask, ReplayOutcome>;

/// A change whose reviews need more than this many files carried over does not hold by `replay`.
inline constexpr std::size_t k_most_replays = 1000;

/// The files that must be carried over before `review` can hold for the subject `entries`; without
/// those that can be told not to hold from the entries alone.
std::vector<ReplayTask> replay_tasks(const Review& review, const std::vector<Entry>& entries);

/// What must be carried over before `file` can hold for `present` (null: its path does not differ
/// from the base); nothing where equality decides.
std::optional<ReplayTask> replay_task(const ReviewedFile& file, const Entry* present);

/// Whether `file` vouches for `present` (null: its path does not differ from the base) by equality
/// or by a replay that holds.
bool holds(const ReviewedFile& file, const Entry* present, const Replays& replays);

/// What `review` does not vouch for in `entries`, by equality or by a replay that holds, and which
/// of its files have left; in order of path. Empty: it holds for them.
std::vector<Uncovered> uncovered(const Review& review, const std::vector<Entry>& entries,
                                 const Replays& replays);

}  // namespace sallyport::core
