#include "attribution/json_path.hpp"
#include "attribution/line_notes.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::attribution {
namespace {

/// Whether an AI had a part; who is not named is the agent that the record is about.
bool is_by_ai(const std::string& contributor) {
  return contributor != "human" && contributor != "unknown";
}

/// The reference implementation writes `1.0`, which is no version of the specification, and with it
/// the commit that was checked out before the one that got the lines.
TraceTime time_of(const std::string& version) {
  return std::count(version.begin(), version.end(), '.') == 1 ? TraceTime::before_commit
                                                              : TraceTime::at_commit;
}

/// A path that a tool makes up for what has no file: `.sessions`, `.shell-history`, `.unknown`.
bool is_pseudo_file(const std::string& path) {
  return path == ".sessions" || path == ".shell-history" || path == ".unknown";
}

/// Reads a record; keys may come in any order, so that each object is decided on when it ends.
class TraceReader : public JsonPathReader {
 public:
  /// Absent where a part that is needed is not there.
  std::optional<TraceRecord> record() && {
    if (version_.empty() || (!system_.empty() && system_ != "git")) {
      return std::nullopt;
    }
    record_.agent = tool_.empty() ? model_ : tool_;
    record_.time = time_of(version_);
    return std::move(record_);
  }

 private:
  struct Range {
    core::LineSpan span;
    std::optional<std::string> contributor;
  };

  static bool is_at(const Path& path, std::size_t levels, std::string_view last) {
    return path.size() == levels && path.front() == "files" && path.back() == last;
  }

  void on_text(const Path& path, const std::string& value) override {
    if (path.size() <= 2) {
      read_header(path, value);
    } else if (is_at(path, 3, "path")) {
      path_ = value;
    } else if (is_at(path, 8, "type") && path[6] == "contributor") {
      range_.contributor = value;
    } else if (is_at(path, 6, "type") && path[4] == "contributor") {
      contributor_ = value;
    } else if (path.back() == "model_id" && model_.empty()) {
      model_ = value;
    }
  }

  void read_header(const Path& path, const std::string& value) {
    if (path.front() == "version") {
      version_ = value;
    } else if (path.size() == 2 && path[0] == "vcs") {
      (path[1] == "type" ? system_ : record_.revision) = value;
    } else if (path.size() == 2 && path[0] == "tool" && path[1] == "name") {
      tool_ = value;
    }
  }

  void on_number(const Path& path, std::uint64_t value) override {
    const auto line = static_cast<std::int64_t>(std::min<std::uint64_t>(value, 1'000'000'000));
    if (is_at(path, 7, "start_line")) {
      range_.span.first = line;
    } else if (is_at(path, 7, "end_line")) {
      range_.span.last = line;
    }
  }

  void on_open(const Path& path) override {
    if (is_at(path, 6, "[]") && path[4] == "ranges") {
      range_ = {{0, 0}, std::nullopt};
    }
  }

  void on_close(const Path& path) override {
    if (is_at(path, 6, "[]") && path[4] == "ranges") {
      ranges_.push_back(range_);
    } else if (is_at(path, 4, "[]") && path[2] == "conversations") {
      finish_conversation();
    } else if (is_at(path, 2, "[]")) {
      finish_file();
    }
  }

  void finish_conversation() {
    for (const Range& range : ranges_) {
      if (is_by_ai(range.contributor.value_or(contributor_))) {
        add_span(spans_, range.span.first, range.span.last);
      }
    }
    ranges_.clear();
    contributor_.clear();
  }

  void finish_file() {
    if (!path_.empty() && !is_pseudo_file(path_) && !spans_.empty()) {
      auto& into = record_.lines[path_];
      into.insert(into.end(), spans_.begin(), spans_.end());
    }
    spans_.clear();
    path_.clear();
  }

  TraceRecord record_;
  std::string version_;
  std::string system_;
  std::string tool_;
  std::string model_;
  std::string path_;
  std::string contributor_;
  std::vector<core::LineSpan> spans_;
  std::vector<Range> ranges_;
  Range range_;
};

}  // namespace

std::optional<TraceRecord> parse_trace(std::string_view json) {
  TraceReader reader;
  if (!reader.read(json)) {
    return std::nullopt;
  }
  auto record = std::move(reader).record();
  if (record) {
    normalize(record->lines);
  }
  return record;
}

}  // namespace sallyport::attribution
