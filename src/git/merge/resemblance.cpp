#include "core/review/resemblance.hpp"

#include "core/git_terms.hpp"
#include "git/merge/reviewed_contents.hpp"
#include "git/objects/objects.hpp"
#include "git/repository.hpp"
#include "git/repository_state.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sallyport::git {
namespace {

/// Lines that say something, without the white space around them, and how often each is there.
using LineCounts = std::map<std::string, std::int64_t, std::less<>>;

/// A line without what no compiler minds: letters in lower case, each run of blanks as one.
std::string plain(std::string_view line) {
  std::string words;
  for (const char c : util::ascii_lower(util::trim(line))) {
    const bool is_blank = c == ' ' || c == '\t';
    if (!is_blank || words.back() != ' ') {
      words += is_blank ? ' ' : c;
    }
  }
  return words;
}

LineCounts count_lines(std::string_view text) {
  std::string lines(text);
  std::replace(lines.begin(), lines.end(), '\r', '\n');
  LineCounts counts;
  for (const std::string_view line : util::split_lines(lines)) {
    if (std::any_of(line.begin(), line.end(),
                    [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; })) {
      counts[plain(line)] += 1;
    }
  }
  return counts;
}

/// What `more` has more often than `less`.
LineCounts surplus(const LineCounts& more, const LineCounts& less) {
  LineCounts left = more;
  for (const auto& [line, count] : less) {
    const auto found = left.find(line);
    if (found != left.end() && (found->second -= count) <= 0) {
      left.erase(found);
    }
  }
  return left;
}

/// The lines that a change of a file adds and takes away.
struct LineChange {
  LineCounts added;
  LineCounts removed;
};

LineChange compare_lines(std::string_view before, std::string_view after) {
  const LineCounts old_lines = count_lines(before);
  const LineCounts new_lines = count_lines(after);
  return {surplus(new_lines, old_lines), surplus(old_lines, new_lines)};
}

std::int64_t size_of(const LineCounts& lines) {
  return std::accumulate(lines.begin(), lines.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& line) { return sum + line.second; });
}

/// From so many lines, or bytes of something else, on it is no chance that two files share them.
constexpr std::int64_t k_telling_lines = 10;
constexpr std::int64_t k_telling_bytes = 400;

/// A file of this size or less, in bytes, is compared.
constexpr std::int64_t k_largest_compared = std::int64_t{16} << 20U;

/// Lines of one kind that a rejected file and one of the change have.
struct Overlap {
  std::int64_t rejected = 0;
  std::int64_t made = 0;
  std::int64_t shared = 0;

  [[nodiscard]] bool has_half_of_rejected() const { return shared > 0 && 2 * shared >= rejected; }
  [[nodiscard]] bool has_half_of_made() const { return shared > 0 && 2 * shared >= made; }
};

/// Whether half of the rejected lines are added again, or half of what is added was rejected. At
/// another path, and for the latter, few lines tell nothing.
bool adds_again(const Overlap& added, bool same_path) {
  return (added.has_half_of_rejected() && same_path) ||
         ((added.has_half_of_rejected() || added.has_half_of_made()) &&
          added.shared >= k_telling_lines);
}

/// Whether what was rejected is, or is also, that lines go; a few that others take the place of
/// are not.
bool takes_away(const LineChange& change) {
  const std::int64_t removed = size_of(change.removed);
  return removed >= k_telling_lines || removed > size_of(change.added);
}

/// The lines of one kind of all files of a change, to be looked up by line: each rejected file is
/// compared with all of them at once.
class LinesOfFiles {
 public:
  void add(const LineCounts& lines) {
    for (const auto& [line, count] : lines) {
      places_[line].push_back({sizes_.size(), count});
    }
    sizes_.push_back(size_of(lines));
  }

  /// By file, in the order in which they were added.
  [[nodiscard]] std::vector<Overlap> overlaps(const LineCounts& rejected) const {
    std::vector<Overlap> overlaps(sizes_.size());
    const std::int64_t size = size_of(rejected);
    for (std::size_t file = 0; file < sizes_.size(); ++file) {
      overlaps[file] = {size, sizes_[file], 0};
    }
    for (const auto& [line, count] : rejected) {
      const auto places = places_.find(line);
      if (places == places_.end()) {
        continue;
      }
      for (const Place& place : places->second) {
        overlaps[place.file].shared += std::min(count, place.count);
      }
    }
    return overlaps;
  }

 private:
  struct Place {
    std::size_t file;
    std::int64_t count;
  };

  std::unordered_map<std::string, std::vector<Place>> places_;
  std::vector<std::int64_t> sizes_;
};

/// The files of a change that may resemble what was rejected.
class ChangedFiles {
 public:
  ChangedFiles(Objects& objects, const core::SubjectBlobs& subjects)
      : objects_(objects), reviewed_(objects, subjects) {}

  void add(const core::Change& change, const core::FileChange& file) {
    const std::string& path = file.entry.path;
    const std::string& old_path = file.moved_from.empty() ? path : file.moved_from;
    const auto after = text_at(change.head_tree, path);
    const LineChange lines =
        after ? compare_lines(text_at(change.base_tree, old_path).value_or(""), *after)
              : LineChange{};
    added_.add(lines.added);
    removed_.add(lines.removed);
    const bool is_binary = core::is_regular(file.entry.new_mode) && !objects_.is_text(file.new_oid);
    const auto before =
        file.moved_from.empty() ? std::nullopt : find_path(objects_, change.base_tree, old_path);
    const bool is_move = before && before->oid == file.new_oid;
    files_.push_back({&file, after.has_value(), is_binary, is_move});
  }

  /// Where the change carries a rejected file; what cannot be told of its own path is taken to.
  [[nodiscard]] std::set<std::string> paths_like(const core::ReplayTask& rejected) const {
    const auto before = reviewed_text(rejected, ReviewedSide::before);
    const auto after = reviewed_text(rejected, ReviewedSide::after);
    const bool is_known = before && after;
    const LineChange lines = is_known ? compare_lines(*before, *after) : LineChange{};
    const bool has_words = !lines.added.empty() || !lines.removed.empty() || before == after;
    const auto added = added_.overlaps(lines.added);
    const auto removed = removed_.overlaps(takes_away(lines) ? lines.removed : LineCounts{});
    std::set<std::string> paths;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const core::Entry& entry = files_[i].change->entry;
      const bool same_path = entry.path == rejected.reviewed.path;
      const bool cannot_tell =
          !is_known || !has_words || !files_[i].is_known || files_[i].is_binary;
      const bool is_like = (same_path && cannot_tell && core::is_regular(entry.new_mode)) ||
                           adds_again(added[i], same_path) || removed[i].has_half_of_rejected() ||
                           (!files_[i].is_move && is_equal(rejected.reviewed, *files_[i].change));
      if (is_like && core::may_resemble(rejected.reviewed, entry)) {
        paths.insert(entry.path);
      }
    }
    return paths;
  }

 private:
  struct File {
    const core::FileChange* change;
    bool is_known;  ///< else it is too large to be looked at
    bool is_binary;
    bool is_move;  ///< of a file as it is
  };

  /// Whether the rejected content was put elsewhere, and is not one that many files have.
  [[nodiscard]] bool is_equal(const core::Entry& rejected, const core::FileChange& file) const {
    const core::Entry& entry = file.entry;
    return core::is_regular(entry.new_mode) && entry.new_sha256 == rejected.new_sha256 &&
           entry.old_sha256 != entry.new_sha256 &&
           objects_.blob_size(file.new_oid) >= k_telling_bytes;
  }

  /// The text of a file as it is in a tree, empty where there is none; absent: it is too large.
  [[nodiscard]] std::optional<std::string> text_at(const core::Oid& tree,
                                                   const std::string& path) const {
    const auto place = find_path(objects_, tree, path);
    return place && core::is_regular(place->mode) ? text_of(place->oid) : "";
  }

  /// The text of a reviewed side, empty where it was no file; absent: it is not here, or too large.
  [[nodiscard]] std::optional<std::string> reviewed_text(const core::ReplayTask& file,
                                                         ReviewedSide side) const {
    const bool is_old = side == ReviewedSide::before;
    if (!core::is_regular(is_old ? file.reviewed.old_mode : file.reviewed.new_mode)) {
      return "";
    }
    const auto blob = reviewed_.side(file, side);
    return blob ? text_of(*blob) : std::nullopt;
  }

  [[nodiscard]] std::optional<std::string> text_of(const core::Oid& blob) const {
    return objects_.blob_size(blob) > k_largest_compared
               ? std::nullopt
               : std::optional(std::string(objects_.blob(blob).view));
  }

  Objects& objects_;
  ReviewedContents reviewed_;
  LinesOfFiles added_;
  LinesOfFiles removed_;
  std::vector<File> files_;
};

}  // namespace

core::Resemblances Repository::resemblances(const core::Change& change,
                                            std::span<const core::ReplayTask> rejected,
                                            const core::SubjectBlobs& subjects) const {
  ChangedFiles files(*state_->objects, subjects);
  for (const core::FileChange& file : change.files) {
    if (std::any_of(rejected.begin(), rejected.end(), [&](const core::ReplayTask& task) {
          return core::may_resemble(task.reviewed, file.entry);
        })) {
      files.add(change, file);
    }
  }
  core::Resemblances found;
  for (const core::ReplayTask& task : rejected) {
    found.emplace(task, files.paths_like(task));
  }
  return found;
}

}  // namespace sallyport::git
