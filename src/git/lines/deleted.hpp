#pragma once

#include "core/oid.hpp"
#include "git/objects/objects.hpp"
#include "git/objects/tree_diff.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sallyport::git {

/// The files that one commit deleted, to find what a file that it added was before.
class Deleted {
 public:
  /// Sizes of the distinct lines of a text, white space around them cut off, by their hashes.
  using Lines = std::unordered_map<std::size_t, std::size_t>;

  /// `differences` between a parent and the commit; they must outlive this.
  Deleted(Objects& objects, const std::vector<Difference>& differences);

  /// Leaves a deleted file out from now on.
  void drop(const Difference& difference) { dropped_.insert(&difference); }

  /// The deleted file with the type and the content of the one that `added` adds; null: none.
  [[nodiscard]] const Difference* same(const Difference& added) const;

  /// The deleted text that has most in common with the text that `added` adds: distinct lines, seen
  /// without white space around them, with at least half of the bytes of those of the larger of the
  /// two; null: none. Very large files are not compared.
  const Difference* similar(const Difference& added);

 private:
  struct Text {
    const Difference* difference;
    std::size_t bytes;  ///< of its distinct lines
  };

  void read_texts();
  /// By text of `texts_`.
  [[nodiscard]] std::vector<std::size_t> bytes_shared_with(const Lines& lines) const;

  Objects& objects_;
  std::vector<const Difference*> deleted_;
  std::multimap<std::pair<core::Oid, std::uint32_t>, const Difference*> by_content_;
  std::set<const Difference*> dropped_;
  bool texts_are_read_ = false;
  std::vector<Text> texts_;
  std::unordered_map<std::size_t, std::vector<std::size_t>> having_;  ///< texts by hash of a line
};

}  // namespace sallyport::git
