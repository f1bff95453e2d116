#include "cli/streams.hpp"

#include "util/text.hpp"

#include <ostream>

namespace sallyport::cli {

std::string displayable(std::string_view text) {
  std::vector<std::string> lines = util::split(text, '\n');
  for (std::string& line : lines) {
    line = util::printable(line);
  }
  return util::join(lines, "\n");
}

void Output::line(std::string_view line) const {
  raw(util::printable(line) + "\n");
}

void Output::text(std::string_view text) const {
  raw(displayable(text));
}

void Output::raw(std::string_view bytes) const {
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace sallyport::cli
