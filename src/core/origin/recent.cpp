#include "core/origin/recent.hpp"

#include "util/encoding.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <unordered_map>

namespace sallyport::core {
namespace {

/// What sets of path contents are told apart by: sums of it are equal where the sets are.
using Fingerprint = std::size_t;

Fingerprint fingerprint(const std::string& path, std::uint32_t mode, const util::Sha256& content) {
  return mode == 0
             ? 0
             : std::hash<std::string>{}(fmt::format("{}/{}/{}", mode, util::to_hex(content), path));
}

/// What applying an entry adds to the fingerprint of a tree.
Fingerprint difference(const Entry& entry) {
  return fingerprint(entry.path, entry.new_mode, entry.new_sha256) -
         fingerprint(entry.path, entry.old_mode, entry.old_sha256);
}

/// Marks what is reachable from `tip` and was not brought by an earlier step.
void mark(std::size_t tip, int step, const std::vector<std::vector<std::size_t>>& parents,
          std::vector<int>& steps) {
  std::vector<std::size_t> pending{tip};
  while (!pending.empty()) {
    const std::size_t commit = pending.back();
    pending.pop_back();
    if (steps[commit] == k_outside) {
      steps[commit] = step;
      pending.insert(pending.end(), parents[commit].begin(), parents[commit].end());
    }
  }
}

}  // namespace

std::vector<int> steps_of(const std::vector<Commit>& commits, const std::vector<Oid>& line) {
  std::map<Oid, std::size_t> place;
  std::vector<std::vector<std::size_t>> parents(commits.size());
  for (std::size_t i = 0; i < commits.size(); ++i) {
    for (const Oid& parent : sources_of(commits[i])) {
      if (const auto found = place.find(parent); found != place.end()) {
        parents[i].push_back(found->second);
      }
    }
    if (commits[i].id) {
      place.emplace(*commits[i].id, i);
    }
  }
  std::vector<int> steps(commits.size(), k_outside);
  for (std::size_t node = 1; node < line.size(); ++node) {
    if (const auto tip = place.find(line[node]); tip != place.end()) {
      mark(tip->second, static_cast<int>(node - 1), parents, steps);
    }
  }
  return steps;
}

std::vector<std::int64_t> lines_by_step(const std::vector<std::int64_t>& by_commit,
                                        const std::vector<int>& steps, std::size_t count) {
  std::vector<std::int64_t> lines(count, 0);
  for (std::size_t commit = 0; commit < steps.size(); ++commit) {
    if (steps[commit] != k_outside) {
      lines.at(static_cast<std::size_t>(steps[commit])) += by_commit.at(commit);
    }
  }
  return lines;
}

std::vector<StepRun> runs_like(const Chain& chain, const Scope& scope,
                               const std::vector<Entry>& covers) {
  Fingerprint wanted = 0;
  for (const Entry& cover : covers) {
    wanted += difference(cover);
  }
  std::vector<StepRun> runs;
  std::unordered_map<Fingerprint, std::size_t> latest{{0, 0}};
  Fingerprint sum = 0;
  for (std::size_t step = 0; step < chain.size(); ++step) {
    const Fingerprint before = sum;
    for (const Entry& entry : in_scope(chain[step].entries, scope)) {
      sum += difference(entry);
    }
    const auto from = latest.find(sum - wanted);
    if (sum != before && from != latest.end()) {
      runs.push_back({from->second, step + 1});
    }
    latest[sum] = step + 1;
  }
  return runs;
}

}  // namespace sallyport::core
