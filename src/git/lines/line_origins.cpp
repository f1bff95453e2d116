#include "git/lines/line_origins.hpp"

#include "git/lines/line_diff.hpp"
#include "git/lines/line_set.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace sallyport::git {
namespace {

bool is_empty(std::string_view line) {
  return line.empty() || line == "\n";
}

/// Whether some line that `hunks` add is, but for white space, one that they delete; empty lines on
/// both sides tell nothing. Cheaper than the second diff that it saves for most pairs of versions.
bool may_differ_in_white_space(std::string_view before, std::string_view after,
                               const std::vector<Hunk>& hunks) {
  LineSet deleted(WhiteSpace::ignored);
  bool deletes_blanks = false;
  LineCursor old_lines(before);
  LineCursor new_lines(after);
  for (const Hunk& hunk : hunks) {
    old_lines.skip_to(hunk.old_start);
    for (std::int64_t at = 0; at < hunk.old_lines; ++at) {
      const std::string_view line = old_lines.next();
      deleted.add(line);
      deletes_blanks = deletes_blanks || (!is_empty(line) && util::trim(line).empty());
    }
  }
  return std::any_of(hunks.begin(), hunks.end(), [&](const Hunk& hunk) {
    bool found = false;
    new_lines.skip_to(hunk.new_start);
    for (std::int64_t at = 0; at < hunk.new_lines && !found; ++at) {
      const std::string_view line = new_lines.next();
      found = (!is_empty(line) || deletes_blanks) && deleted.may_contain(line);
    }
    return found;
  });
}

LineOrigin new_line(int commit) {
  return {commit, commit, core::k_outside};
}

/// Fills in the origins of one new version, source by source.
class Blend {
 public:
  Blend(std::string_view after, int commit)
      : after_(after),
        commit_(commit),
        count_(static_cast<std::size_t>(core::count_lines(after))) {}

  void take_exact(const std::vector<Hunk>& hunks, const FileOrigin& source) {
    take(hunks, [&](std::size_t old_line) { return source.at(old_line); });
  }

  void take_but_for_white_space(std::string_view before, const FileOrigin& source,
                                const std::vector<Hunk>& exact) {
    if (!may_differ_in_white_space(before, after_, exact)) {
      return;
    }
    take(diff_lines(before, after_, WhiteSpace::ignored), [&](std::size_t old_line) {
      LineOrigin origin = source.at(old_line);
      origin.touched_by = commit_;
      return origin;
    });
  }

  FileOrigin finish() && {
    const bool uniform = std::adjacent_find(origins_.begin(), origins_.end(),
                                            std::not_equal_to<>()) == origins_.end();
    if (uniform) {
      return {origins_.empty() ? new_line(commit_) : origins_.front()};
    }
    return {{}, std::make_shared<const std::vector<LineOrigin>>(std::move(origins_))};
  }

 private:
  template <typename OriginOf>
  void take(const std::vector<Hunk>& hunks, const OriginOf& origin_of) {
    for (const Run& run : kept_runs(hunks, static_cast<std::int64_t>(count_))) {
      if (run.lines > 0 && origins_.empty()) {
        origins_.resize(count_, new_line(commit_));
        known_.resize(count_, 0);
      }
      for (std::int64_t line = 0; line < run.lines; ++line) {
        const auto at = static_cast<std::size_t>(run.new_start + line);
        if (known_.at(at) == 0) {
          known_[at] = 1;
          origins_[at] = origin_of(static_cast<std::size_t>(run.old_start + line));
        }
      }
    }
  }

  std::string_view after_;
  int commit_;
  std::size_t count_;
  std::vector<LineOrigin> origins_;  ///< empty as long as all lines are new
  std::vector<char> known_;
};

/// Rounded up; no part is more than the whole.
std::int64_t share_of(const core::Portion& portion, std::int64_t lines) {
  if (portion.whole <= 0 || portion.part <= 0) {
    return 0;
  }
  const std::int64_t part = std::min(portion.part, portion.whole);
  return (lines * part + portion.whole - 1) / portion.whole;
}

class Marking {
 public:
  Marking(std::vector<LineOrigin>& lines, int commit) : lines_(lines), commit_(commit) {}

  void mark(const std::vector<core::LineSpan>& spans) {
    const auto count = static_cast<std::int64_t>(lines_.size());
    for (const core::LineSpan& span : spans) {
      for (std::int64_t line = span.first; line <= std::min(span.last, count); ++line) {
        mark(lines_[static_cast<std::size_t>(line - 1)]);
      }
    }
  }

  void mark(const core::Portion& portion) {
    const auto own = std::count_if(lines_.begin(), lines_.end(),
                                   [&](const LineOrigin& line) { return is_own(line); });
    std::int64_t left = share_of(portion, own);
    for (auto line = lines_.begin(); line != lines_.end() && left > 0; ++line) {
      left -= is_own(*line) ? 1 : 0;
      mark(*line);
    }
  }

 private:
  [[nodiscard]] bool is_own(const LineOrigin& line) const { return line.touched_by == commit_; }

  void mark(LineOrigin& line) const {
    if (is_own(line)) {
      line.noted_by = commit_;
    }
  }

  std::vector<LineOrigin>& lines_;
  int commit_;
};

}  // namespace

FileOrigin blend_origins(Objects& objects, const core::Oid& id, const std::vector<Source>& sources,
                         int commit) {
  if (sources.empty() || !objects.is_text(id)) {
    return {new_line(commit)};
  }
  const Bytes after = objects.text(id);
  Blend blend(after.view, commit);
  std::vector<std::pair<Bytes, std::vector<Hunk>>> diffs;
  for (const Source& source : sources) {
    diffs.emplace_back(objects.is_text(source.oid) ? objects.text(source.oid) : Bytes{},
                       std::vector<Hunk>{});
    if (source.origin.unknown || !is_comparable(diffs.back().first.view, after.view)) {
      return {.all = new_line(commit), .unknown = true};
    }
    diffs.back().second = diff_lines(diffs.back().first.view, after.view, WhiteSpace::compared);
    blend.take_exact(diffs.back().second, source.origin);
  }
  for (std::size_t index = 0; index < sources.size(); ++index) {
    blend.take_but_for_white_space(diffs[index].first.view, sources[index].origin,
                                   diffs[index].second);
  }
  return std::move(blend).finish();
}

FileOrigin with_notes(const FileOrigin& origin, const FileNotes& notes, std::size_t count) {
  std::vector<LineOrigin> lines;
  lines.reserve(count);
  for (std::size_t line = 0; line < count; ++line) {
    lines.push_back(origin.at(line));
  }
  Marking marking(lines, notes.commit);
  marking.mark(notes.file.lines);
  marking.mark(notes.file.of_added);
  return {origin.all, std::make_shared<const std::vector<LineOrigin>>(std::move(lines)),
          origin.unknown};
}

}  // namespace sallyport::git
