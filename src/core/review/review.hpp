#pragma once

#include "core/review/record.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sallyport::core {

/// One file that a record covers, and the trees that hold it as it was reviewed.
struct ReviewedFile {
  Entry cover;
  Oid base_tree;
  Oid head_tree;
  bool counts = true;  ///< false: somebody looked at it, whose record does not count
};

/// What is vouched for, by path: of several files of one path, any may hold.
using Review = std::map<std::string, std::vector<ReviewedFile>>;

/// Records by their ids.
using RecordsById = std::map<std::string, const SignoffRecord*>;

/// Which records may vouch for anything.
using RecordFilter = std::function<bool(const SignoffRecord&)>;

/// Whether a cover says that its path no longer differs from the base: its new side equals its old
/// one.
bool is_left(const Entry& cover);

/// What `record` vouches for on its own.
Review review_of(const SignoffRecord& record);

/// What the records named by `extends`, and all that those extend in turn, vouch for together. A
/// later look at a path hides the earlier ones, whether it counts or not: nobody saw the old
/// content together with the rest. Nothing where they go back more than `max_generations`; ids that
/// `known` does not have vouch for nothing.
std::optional<Review> extended_review(const std::vector<std::string>& extends,
                                      const RecordsById& known, const RecordFilter& counts,
                                      std::int64_t max_generations);

}  // namespace sallyport::core
