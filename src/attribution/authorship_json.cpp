#include "attribution/authorship.hpp"
#include "attribution/json_path.hpp"

#include <algorithm>

namespace sallyport::attribution {
namespace {

/// Reads `files.PATH.authors[]`: `author`, `lines` of numbers and pairs, and `agent_metadata`.
class AuthorReader : public JsonPathReader {
 public:
  explicit AuthorReader(const std::function<bool(std::string_view)>& is_agent)
      : is_agent_(is_agent) {}

  [[nodiscard]] const std::string& schema() const { return schema_; }
  std::map<std::string, LinesOfFiles>& agents() { return agents_; }

 private:
  /// Whether `path` is in the value `name` of an author.
  static bool is_in(const Path& path, std::string_view name, std::size_t levels) {
    return path.size() == levels && path[0] == "files" && path[2] == "authors" && path[4] == name;
  }

  void on_text(const Path& path, const std::string& value) override {
    if (path.size() == 1 && path[0] == "schema_version") {
      schema_ = value;
    } else if (is_in(path, "author", 5)) {
      author_ = value;
    } else if (is_in(path, "agent_metadata", 5)) {
      has_agent_ = true;
    }
  }

  void on_number(const Path& path, std::uint64_t value) override {
    const auto line = static_cast<std::int64_t>(std::min<std::uint64_t>(value, 1'000'000'000));
    if (is_in(path, "lines", 6)) {
      add_span(spans_, line, line);
    } else if (is_in(path, "lines", 7)) {
      pair_.push_back(line);
    }
  }

  void on_open(const Path& path) override {
    has_agent_ = has_agent_ || is_in(path, "agent_metadata", 5);
  }

  void on_close(const Path& path) override {
    if (is_in(path, "lines", 6)) {
      add_span(spans_, pair_.empty() ? 0 : pair_.front(), pair_.empty() ? 0 : pair_.back());
      pair_.clear();
    } else if (path.size() == 4 && path[0] == "files" && path[2] == "authors") {
      finish_author(path[1]);
    }
  }

  void finish_author(const std::string& path) {
    if (!spans_.empty() && (has_agent_ || is_agent_(author_))) {
      auto& into = agents_[author_][path];
      into.insert(into.end(), spans_.begin(), spans_.end());
    }
    author_.clear();
    spans_.clear();
    has_agent_ = false;
  }

  const std::function<bool(std::string_view)>& is_agent_;
  std::map<std::string, LinesOfFiles> agents_;
  std::string schema_;
  std::string author_;
  std::vector<core::LineSpan> spans_;
  std::vector<std::int64_t> pair_;
  bool has_agent_ = false;
};

}  // namespace

Authorship parse_authorship_json(std::string_view log,
                                 const std::function<bool(std::string_view)>& is_agent) {
  Authorship authorship;
  AuthorReader reader(is_agent);
  if (!reader.read(log)) {
    authorship.fault = "it is no JSON";
    return authorship;
  }
  if (!reader.schema().empty() && reader.schema() != "authorship/0.0.1") {
    authorship.fault = "its version is not known";
  }
  authorship.agents = std::move(reader.agents());
  for (auto& [agent, files] : authorship.agents) {
    normalize(files);
  }
  return authorship;
}

}  // namespace sallyport::attribution
