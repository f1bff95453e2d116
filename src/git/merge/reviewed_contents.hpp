#pragma once

#include "core/review/replay.hpp"
#include "core/review/subjects.hpp"
#include "git/objects/objects.hpp"

#include <optional>
#include <string>

namespace sallyport::git {

enum class ReviewedSide { before, after };

/// Finds the contents that a record was made for: in the trees that it names, else as they were
/// kept beside the records, and only with the digest that was signed.
class ReviewedContents {
 public:
  /// Both must outlive this object.
  ReviewedContents(Objects& objects, const core::SubjectBlobs& subjects)
      : objects_(objects), subjects_(subjects) {}

  /// One side of a reviewed file; absent: it is not here. One that is too large is not looked at.
  [[nodiscard]] std::optional<core::Oid> side(const core::ReplayTask& file,
                                              ReviewedSide side) const;
  [[nodiscard]] bool is_too_large(const core::Oid& blob) const;

 private:
  [[nodiscard]] std::optional<core::Oid> in_tree(const core::Oid& tree,
                                                 const std::string& path) const;
  [[nodiscard]] std::optional<core::Oid> in_subjects(const std::string& name,
                                                     const util::Sha256& digest) const;

  Objects& objects_;
  const core::SubjectBlobs& subjects_;
};

}  // namespace sallyport::git
