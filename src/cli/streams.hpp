#pragma once

#include "attribution/attribution.hpp"
#include "util/environment.hpp"
#include "util/time.hpp"

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::cli {

/// `text` with all escaped that cannot be displayed, as `util::printable` does, but each LF.
std::string displayable(std::string_view text);

/// Where text goes, and whether a person sees it there on a terminal. What cannot be displayed is
/// escaped here. Where a write failed, `run` does not end
/// with 0.
struct Output {
  std::ostream& stream;
  bool is_terminal = false;

  /// A line and its LF; an LF within it is escaped, too.
  void line(std::string_view line) const;
  /// Text of several lines, whose LFs stay.
  void text(std::string_view text) const;
  /// Bytes that their own writer has made fit: JSON, a page of a report, a script.
  void raw(std::string_view bytes) const;
};

/// What a run reads from and writes to.
struct Streams {
  std::istream& in;
  Output out;
  Output err;
  std::string terminal = "/dev/tty";  ///< where a person is asked
};

/// The rest of what a run knows of the world, read once.
struct Surroundings {
  util::Environment environment;
  util::Time now;
  std::string program;  ///< absolute path of this binary
  std::vector<std::string> (*ancestor_processes)() = attribution::ancestor_processes;
};

}  // namespace sallyport::cli
