#include "signoff/log/log_copies.hpp"

#include "signoff/kept/cache.hpp"
#include "signoff/log/log_refs.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sallyport::signoff {
namespace {

constexpr std::size_t k_most_tips_kept = 16;

/// Of each copy the tips that were seen, the present one first.
using Seen = std::map<std::string, std::vector<core::Oid>>;

Seen parse_seen(const std::vector<std::string>& lines) {
  Seen seen;
  for (const std::string& line : lines) {
    const std::vector<std::string> words = util::split(line, ' ');
    const auto tip = words.size() == 2 ? core::parse_oid(words[0]) : std::nullopt;
    const auto ref = tip ? util::percent_decode(words[1]) : std::nullopt;
    if (!ref) {
      return {};
    }
    seen[*ref].push_back(*tip);
  }
  return seen;
}

std::vector<std::string> lines_of(const Seen& seen) {
  std::vector<std::string> lines;
  for (const auto& [ref, tips] : seen) {
    for (std::size_t i = 0; i < std::min(tips.size(), k_most_tips_kept); ++i) {
      lines.push_back(fmt::format("{} {}", core::to_hex(tips[i]), util::percent_encode(ref)));
    }
  }
  return lines;
}

/// Those of the tips seen that `now` does not lead to.
std::vector<core::Oid> lost_tips(const git::Repository& repository,
                                 const std::vector<core::Oid>& seen,
                                 const std::optional<core::Oid>& now) {
  std::vector<core::Oid> lost;
  std::copy_if(seen.begin(), seen.end(), std::back_inserter(lost), [&](const core::Oid& tip) {
    return tip != now && repository.has_commit(tip) && !(now && repository.is_ancestor(tip, *now));
  });
  return lost;
}

/// What has been seen of a copy after it was looked at once more.
std::vector<core::Oid> with_present(const RolledBack& copy) {
  std::vector<core::Oid> tips = copy.before;
  if (copy.now) {
    tips.insert(tips.begin(), *copy.now);
  }
  return tips;
}

}  // namespace

std::vector<RolledBack> watch_copies(const git::Repository& repository, std::string_view branch) {
  const CacheFile file(repository, k_copies_cache);
  const Seen before = parse_seen(file.lines());
  Seen seen = before;
  for (const git::Reference& copy : log_copies(repository, branch)) {
    seen[copy.name];
  }
  std::erase_if(seen,
                [&](const auto& copy) { return !is_log_copy(repository, copy.first, branch); });
  std::vector<RolledBack> rolled_back;
  for (auto& [ref, tips] : seen) {
    RolledBack copy{ref, repository.reference(ref), {}};
    copy.before = lost_tips(repository, tips, copy.now);
    tips = with_present(copy);
    if (!copy.before.empty()) {
      rolled_back.push_back(std::move(copy));
    }
  }
  if (seen != before) {
    file.keep(lines_of(seen));
  }
  return rolled_back;
}

std::string describe(const RolledBack& copy) {
  const std::string was = core::abbreviated(copy.before.front());
  const std::string what =
      copy.now ? fmt::format("went back from {} to {}", was, core::abbreviated(*copy.now))
               : fmt::format("was deleted at {}", was);
  return util::say("'{}' {}; what it lost still counts here, and 'sallyport sync' puts it back",
                   copy.ref, what);
}

}  // namespace sallyport::signoff
