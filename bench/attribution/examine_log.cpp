// Prints what the bundled catalogue finds in the commits that git log prints, for measurements.
// stdin: `git log -z --format=%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%ct%x00%B`.
// stdout: a line a finding: commit, rule, tool, strength, position, separated by tabs.
#include "attribution/attribution.hpp"
#include "core/change/change.hpp"
#include "core/origin/evidence.hpp"
#include "util/text.hpp"

#include <array>
#include <iostream>
#include <string>

namespace {

using sallyport::core::Commit;

constexpr std::size_t k_fields = 8;
using Record = std::array<std::string, k_fields>;

/// The next record of `input`; false at its end.
bool read_record(std::istream& input, Record& record) {
  for (std::string& field : record) {
    if (!std::getline(input, field, '\0')) {
      return false;
    }
  }
  return true;
}

/// Only the number of parents matters to the rules.
Commit commit_of(const Record& record) {
  Commit commit;
  commit.parents.resize(sallyport::util::split(record[1], ' ').size());
  commit.author = {record[2], record[3]};
  commit.committer = {record[4], record[5]};
  commit.message = record[7];
  return commit;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  const sallyport::attribution::Detector detector;
  Record record;
  while (read_record(std::cin, record)) {
    for (const auto& found : detector.examine(commit_of(record)).evidence) {
      std::cout << record[0] << '\t' << found.rule << '\t' << found.tool << '\t'
                << to_string(found.strength) << '\t' << to_string(found.position) << '\n';
    }
  }
}
