#include "git/lines/line_origins.hpp"

#include "git/lines/line_diff.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cctype>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace sallyport::git {
namespace {

std::string without_white_space(std::string_view line) {
  std::string result;
  std::copy_if(line.begin(), line.end(), std::back_inserter(result),
               [](unsigned char byte) { return std::isspace(byte) == 0; });
  return result;
}

/// Whether some line that `hunks` add is, but for white space, one that they delete; empty lines on
/// both sides tell nothing. Cheaper than the second diff that it saves for most pairs of versions.
bool may_differ_in_white_space(std::string_view before, std::string_view after,
                               const std::vector<Hunk>& hunks) {
  const std::vector<std::string_view> old_lines = util::split_lines(before);
  const std::vector<std::string_view> new_lines = util::split_lines(after);
  std::unordered_set<std::string> deleted;
  bool deletes_blanks = false;
  for (const Hunk& hunk : hunks) {
    for (std::int64_t at = 0; at < hunk.old_lines; ++at) {
      const std::string_view line = old_lines.at(static_cast<std::size_t>(hunk.old_start + at));
      const auto added = deleted.insert(without_white_space(line)).first;
      deletes_blanks = deletes_blanks || (added->empty() && !line.empty());
    }
  }
  return !deleted.empty() && std::any_of(hunks.begin(), hunks.end(), [&](const Hunk& hunk) {
    const auto first = new_lines.begin() + hunk.new_start;
    return std::any_of(first, first + hunk.new_lines, [&](std::string_view line) {
      return deleted.contains(without_white_space(line)) && (!line.empty() || deletes_blanks);
    });
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
        origins_(static_cast<std::size_t>(core::count_lines(after)), new_line(commit)),
        known_(origins_.size(), 0) {}

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
      return {origins_.empty() ? new_line(commit_) : origins_.front(), nullptr};
    }
    return {{}, std::make_shared<const std::vector<LineOrigin>>(std::move(origins_))};
  }

 private:
  template <typename OriginOf>
  void take(const std::vector<Hunk>& hunks, const OriginOf& origin_of) {
    for (const Run& run : kept_runs(hunks, static_cast<std::int64_t>(origins_.size()))) {
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
  std::vector<LineOrigin> origins_;
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
  if (sources.empty() || objects.kind(id) != core::ContentKind::text) {
    return {new_line(commit), nullptr};
  }
  const Bytes after = objects.blob(id);
  Blend blend(after.view, commit);
  std::vector<std::pair<Bytes, std::vector<Hunk>>> diffs;
  for (const Source& source : sources) {
    const bool text = objects.kind(source.oid) == core::ContentKind::text;
    diffs.emplace_back(text ? objects.blob(source.oid) : Bytes{}, std::vector<Hunk>{});
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
  return {origin.all, std::make_shared<const std::vector<LineOrigin>>(std::move(lines))};
}

}  // namespace sallyport::git
