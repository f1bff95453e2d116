// Compares what git and Sallyport take for trailers in the messages of real commits;
// bench/trailers.sh runs it. usage: bench_trailers GIT_OUTPUT <BATCH, with `git log -z
// --format=%(trailers:only,unfold)` and `git cat-file --batch` over the same commits in the same
// order.
#include "unit/support/trailer_sets.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

namespace attribution = sallyport::attribution;

/// How many trailers, or messages, are what they are.
struct Counts {
  std::size_t messages = 0;
  std::size_t same = 0;
  std::size_t git_only = 0;
  std::size_t block_only = 0;
  std::size_t body = 0;  ///< outside the block, of keys that end in `-by`
};

std::size_t count_missing(const attribution::TrailerSet& from,
                          const attribution::TrailerSet& wanted) {
  attribution::TrailerSet missing;
  std::set_difference(wanted.begin(), wanted.end(), from.begin(), from.end(),
                      std::inserter(missing, missing.end()));
  return missing.size();
}

std::size_t count_in_body(const attribution::Message& message) {
  std::size_t found = 0;
  for (std::size_t i = message.subject + 1; i < message.lines.size(); ++i) {
    const bool outside = !is_in(message.trailers, i) && !is_quoted(message, i);
    const auto trailer = outside ? attribution::parse_trailer(message.lines[i].text) : std::nullopt;
    found += trailer && trailer->key.ends_with("-by") ? 1U : 0U;
  }
  return found;
}

void compare(const std::string& id, const std::string& text, const std::string& by_git,
             Counts& counts) {
  const attribution::Message message = attribution::parse_message(text);
  const auto git = attribution::trailers_of_git(by_git);
  const auto ours = attribution::trailers_of_block(message);
  const std::size_t git_only = count_missing(ours, git);
  if (git_only > 0) {
    std::cerr << "seen by git only, in " << id << '\n';
  }
  counts.messages += 1;
  counts.same += git.size() - git_only;
  counts.git_only += git_only;
  counts.block_only += count_missing(git, ours);
  counts.body += count_in_body(message);
}

/// The next object of a batch; false at its end.
bool read_object(std::istream& batch, std::string& id, std::string& content) {
  std::string type;
  std::size_t size = 0;
  if (!(batch >> id >> type >> size) || batch.get() != '\n') {
    return false;
  }
  content.resize(size);
  batch.read(content.data(), static_cast<std::streamsize>(size));
  return batch.get() == '\n';
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: bench_trailers GIT_OUTPUT <BATCH\n";
    return 2;
  }
  std::ifstream git(arguments[1], std::ios::binary);
  Counts counts;
  std::string id;
  std::string content;
  std::string by_git;
  while (read_object(std::cin, id, content) && std::getline(git, by_git, '\0')) {
    compare(id, content.substr(std::min(content.find("\n\n"), content.size() - 2) + 2), by_git,
            counts);
  }
  std::cout << "messages " << counts.messages << "\nsame " << counts.same << "\ngit only "
            << counts.git_only << "\nfinal block only " << counts.block_only << "\nbody lines "
            << counts.body << '\n';
  return counts.git_only == 0 ? 0 : 1;
}
