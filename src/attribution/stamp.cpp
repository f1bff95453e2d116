#include "attribution/attribution.hpp"
#include "attribution/message.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace sallyport::attribution {
namespace {

bool names_tool(std::string_view message, std::string_view tool, const Detector& detector) {
  core::Commit commit;
  commit.message = message;
  const auto evidence = detector.examine(commit).evidence;
  return std::any_of(evidence.begin(), evidence.end(),
                     [&](const core::Evidence& found) { return found.tool == tool; });
}

/// The lines of a message file with their CRs, up to a scissors line.
std::vector<Line> lines_before_scissors(std::string_view message) {
  std::vector<Line> lines;
  for (const std::string_view text : util::split_lines(message)) {
    if (is_scissors(text, Stage::written)) {
      break;
    }
    const bool bare = text.data() + text.size() != message.data() + message.size();
    lines.push_back({std::string(text), false, bare});
  }
  return lines;
}

/// Whether the stamp is all that a message has yet: it stands where no rule looks for evidence, in
/// place of the subject.
bool begins_with_stamp(std::span<const Line> lines, std::string_view tool) {
  const auto first = std::find_if(lines.begin(), lines.end(),
                                  [](const Line& line) { return !is_blank(line.text); });
  return first != lines.end() && util::trim(first->text) == stamp_trailer(tool);
}

std::size_t bytes_of(std::span<const Line> lines) {
  std::size_t bytes = 0;
  for (const Line& line : lines) {
    bytes += line.text.size() + 1;
  }
  return bytes;
}

}  // namespace

std::string stamp_trailer(std::string_view tool) {
  return "Assisted-by: " + std::string(tool);
}

std::string stamp_message(std::string_view message, std::string_view tool,
                          const Detector& detector) {
  const std::vector<Line> lines = lines_before_scissors(message);
  if (names_tool(message, tool, detector) || begins_with_stamp(lines, tool)) {
    return std::string(message);
  }
  const LineRange block = trailer_block(lines);
  const std::size_t end = std::min(bytes_of(std::span(lines).first(block.end)), message.size());
  std::string stamped(message.substr(0, end));
  // A line of blanks at the end would part the stamp from the trailers above it; the blanks of the
  // last line stay, since git takes `Signed-off-by: ` for a trailer and `Signed-off-by:` for text.
  const std::size_t last = stamped.find_last_not_of(" \t\r\n");
  stamped.erase(last == std::string::npos ? 0 : std::min(stamped.find('\n', last), stamped.size()));
  stamped += stamped.empty() ? "" : "\n";
  // An empty message keeps its first line for the subject that is still to be typed.
  stamped += block.end == 0 ? "\n\n" : (block.begin == block.end ? "\n" : "");
  return stamped + stamp_trailer(tool) + '\n' + std::string(message.substr(end));
}

}  // namespace sallyport::attribution
