#include "ci/event.hpp"

#include "ci/review.hpp"
#include "ci/systems.hpp"
#include "fuzz/targets.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <fstream>

namespace sallyport::fuzz {

/// The variables of a job, one a line, and below an empty line its event file.
void event(std::string_view input) {
  static const util::TemporaryFolder k_folder;
  static const std::string k_file = (k_folder.path() / "event.json").string();
  const std::size_t end = std::min(input.find("\n\n"), input.size());
  util::Environment environment;
  for (const std::string_view line : util::split_lines(input.substr(0, end))) {
    const std::size_t equals = std::min(line.find('='), line.size() - 1);
    environment[std::string(line.substr(0, equals))] = line.substr(equals + 1);
  }
  std::ofstream(k_file, std::ios::binary) << input.substr(std::min(end + 2, input.size()));
  environment["GITHUB_EVENT_PATH"] = k_file;
  (void)ci::server_pusher(environment);
  try {
    (void)ci::read_event(environment);
  } catch (const util::Error&) {  // it may be a review all the same
  }
  (void)ci::read_review(environment);
}

}  // namespace sallyport::fuzz
