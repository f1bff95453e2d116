#include "attribution/json_path.hpp"
#include "attribution/line_notes.hpp"

#include <algorithm>

namespace sallyport::attribution {
namespace {

/// Reads `agent` and the figures in `initial_attribution`.
class SessionReader : public JsonPathReader {
 public:
  [[nodiscard]] const std::string& agent() const { return agent_; }
  [[nodiscard]] const core::Portion& figure() const { return figure_; }

 private:
  void on_text(const Path& path, const std::string& value) override {
    if (path.size() == 1 && path[0] == "agent") {
      agent_ = value;
    }
  }

  void on_number(const Path& path, std::uint64_t value) override {
    if (path.size() != 2 || path[0] != "initial_attribution") {
      return;
    }
    const auto lines = static_cast<std::int64_t>(std::min<std::uint64_t>(value, 1'000'000'000));
    if (path[1] == "agent_lines") {
      figure_.part = lines;
    } else if (path[1] == "total_committed") {
      figure_.whole = lines;
    }
  }

  std::string agent_;
  core::Portion figure_;
};

}  // namespace

std::optional<Checkpoint> parse_checkpoint(const std::vector<std::string>& sessions) {
  Checkpoint checkpoint;
  for (const std::string& session : sessions) {
    SessionReader reader;
    if (!reader.read(session) || reader.figure().whole == 0) {
      return std::nullopt;
    }
    checkpoint.agent = checkpoint.agent.empty() ? reader.agent() : checkpoint.agent;
    checkpoint.of_added.part += reader.figure().part;
    checkpoint.of_added.whole = std::max(checkpoint.of_added.whole, reader.figure().whole);
  }
  if (checkpoint.of_added.whole == 0) {
    return std::nullopt;
  }
  checkpoint.of_added.part = std::min(checkpoint.of_added.part, checkpoint.of_added.whole);
  return checkpoint;
}

}  // namespace sallyport::attribution
