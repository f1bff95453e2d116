#include "git/lines/earlier.hpp"

#include "core/git_terms.hpp"
#include "git/lines/line_diff.hpp"
#include "git/lines/line_set.hpp"
#include "git/objects/objects.hpp"
#include "util/error.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

namespace sallyport::git {
namespace {

constexpr std::size_t k_most_reverted = 64;

std::string_view leading_hex(std::string_view text) {
  return text.substr(0, text.find_first_not_of("0123456789abcdef"));
}

/// The commits that a message says are reverted by it, as `git revert` writes it.
std::vector<core::Oid> reverted_by(std::string_view message) {
  constexpr std::string_view k_words = "This reverts commit ";
  std::vector<core::Oid> reverted;
  for (auto at = message.find(k_words);
       at != std::string_view::npos && reverted.size() < k_most_reverted;
       at = message.find(k_words, at + 1)) {
    if (const auto id = core::parse_oid(leading_hex(message.substr(at + k_words.size())))) {
      reverted.push_back(*id);
    }
  }
  return reverted;
}

/// For each of `count` lines of the new side, the line of the old one that it is, from 0; -1: none.
std::vector<std::int64_t> old_lines(const std::vector<Hunk>& hunks, std::int64_t count) {
  std::vector<std::int64_t> lines(static_cast<std::size_t>(count), -1);
  for (const Run& run : kept_runs(hunks, count)) {
    for (std::int64_t line = 0; line < run.lines; ++line) {
      lines.at(static_cast<std::size_t>(run.new_start + line)) = run.old_start + line;
    }
  }
  return lines;
}

/// Whether all lines of a share are in `lines`; `at` is somewhere before it.
bool has_all(LineSet& lines, LineCursor& at, const core::LineShare& share) {
  at.skip_to(share.first_line - 1);
  std::int64_t found = 0;
  while (found < share.lines && lines.may_contain(at.next())) {
    ++found;
  }
  return found == share.lines;
}

const BlamedLines* blamed_at(const std::vector<BlamedLines>& blamed, std::int64_t line) {
  const auto after = std::upper_bound(
      blamed.begin(), blamed.end(), line + 1,
      [](std::int64_t number, const BlamedLines& run) { return number < run.first_line; });
  return after == blamed.begin() ? nullptr : &*std::prev(after);
}

}  // namespace

EarlierCommits::EarlierCommits(const Repository& repository, Objects& objects,
                               const ChangeRequest& request)
    : repository_(repository), objects_(objects), request_(request) {
  for (const core::Commit& commit : request.commits) {
    if (commit.id) {
      own_.insert(*commit.id);
    }
  }
  for (std::size_t index = 0; index < request.commits.size(); ++index) {
    add_sources(static_cast<int>(index), request.commits[index]);
  }
}

void EarlierCommits::add_sources(int index, const core::Commit& commit) {
  for (const core::Oid& parent : commit.parents) {
    if (parent != request_.base_commit && !own_.contains(parent)) {
      sources_.push_back({parent, core::k_outside});
    }
  }
  for (const core::Oid& reverted : reverted_by(commit.message)) {
    if (own_.contains(reverted) || !repository_.has_commit(reverted)) {
      continue;
    }
    const auto parents = repository_.commit(reverted).parents;
    if (!parents.empty()) {
      const bool landed =
          request_.base_commit && repository_.is_ancestor(reverted, *request_.base_commit);
      sources_.push_back({parents.front(), index, landed});
    }
  }
}

/// Lines that the base's version has all, anywhere and but for white space, did not come from
/// elsewhere. Most changes bring nothing back, and then nothing more is done.
std::vector<std::int64_t> EarlierCommits::brought_back(const core::FileChange& file) {
  std::vector<core::LineShare> shares;
  std::copy_if(file.shares.begin(), file.shares.end(), std::back_inserter(shares),
               [&](const core::LineShare& share) {
                 return std::any_of(sources_.begin(), sources_.end(), [&](const Source& source) {
                   return source.introduced_by == share.introduced_by;
                 });
               });
  const bool from_outside = std::any_of(
      shares.begin(), shares.end(),
      [](const core::LineShare& share) { return share.introduced_by == core::k_outside; });
  if (from_outside && core::is_regular(file.entry.old_mode)) {
    const Bytes before = objects_.text(file.old_oid);
    const Bytes after = objects_.text(file.new_oid);
    LineSet of_base(WhiteSpace::ignored);
    for (LineCursor at(before.view); !at.at_end();) {
      of_base.add(at.next());
    }
    LineCursor at(after.view);
    std::erase_if(shares, [&](const core::LineShare& share) {
      return share.introduced_by == core::k_outside && has_all(of_base, at, share);
    });
  }
  std::vector<std::int64_t> lines;
  for (const core::LineShare& share : shares) {
    for (std::int64_t line = 0; line < share.lines; ++line) {
      lines.push_back(share.first_line - 1 + line);
    }
  }
  return lines;
}

std::vector<std::int64_t> EarlierCommits::lines_from(const core::Oid& before,
                                                     const core::Oid& after) {
  const Bytes text = objects_.text(after);
  return old_lines(diff_lines(objects_.text(before).view, text.view, WhiteSpace::ignored),
                   core::count_lines(text.view));
}

std::optional<FileOrigin> EarlierCommits::trace(const core::FileChange& file,
                                                const FileOrigin& origin) {
  const std::vector<std::int64_t> brought =
      file.opaque ? std::vector<std::int64_t>{} : brought_back(file);
  if (brought.empty()) {
    return std::nullopt;
  }
  const core::LineShare& last = file.shares.back();
  std::vector<LineOrigin> lines(static_cast<std::size_t>(last.first_line + last.lines - 1));
  for (std::size_t line = 0; line < lines.size(); ++line) {
    lines[line] = origin.at(line);
  }
  bool found = false;
  for (const Source& source : sources_) {
    try {
      found = take_from(source, file, brought, lines) || found;
    } catch (const util::Error&) {
      continue;  // the history of that commit is not here whole
    }
  }
  if (!found) {
    return std::nullopt;
  }
  return FileOrigin{origin.all, std::make_shared<const std::vector<LineOrigin>>(std::move(lines))};
}

bool EarlierCommits::take_from(const Source& source, const core::FileChange& file,
                               const std::vector<std::int64_t>& brought,
                               std::vector<LineOrigin>& lines) {
  const auto is_open = [&](std::int64_t line) {
    return lines.at(static_cast<std::size_t>(line)).introduced_by == source.introduced_by;
  };
  if (std::none_of(brought.begin(), brought.end(), is_open)) {
    return false;
  }
  const auto place = find_path(objects_, objects_.tree_of_commit(source.commit), file.entry.path);
  if (!place || !core::is_blob_mode(place->mode) || place->oid == file.old_oid) {
    return false;
  }
  const std::vector<std::int64_t> there = lines_from(place->oid, file.new_oid);
  std::vector<std::int64_t> asked;
  for (const std::int64_t line : brought) {
    const std::int64_t old = there.at(static_cast<std::size_t>(line));
    if (old >= 0 && is_open(line)) {
      asked.push_back(old);
    }
  }
  const std::vector<BlamedLines> blamed = repository_.blame(source.commit, file.entry.path, asked);
  bool found = false;
  for (const std::int64_t line : brought) {
    const std::int64_t old = there.at(static_cast<std::size_t>(line));
    const BlamedLines* run = old >= 0 && is_open(line) ? blamed_at(blamed, old) : nullptr;
    if (run != nullptr) {
      settle(*run, old + 1, source.landed, lines.at(static_cast<std::size_t>(line)));
      found = true;
    }
  }
  return found;
}

void EarlierCommits::settle(const BlamedLines& blamed, std::int64_t line, bool landed,
                            LineOrigin& origin) {
  const int index = index_of(blamed.commit, landed);
  origin.introduced_by = index;
  if (origin.touched_by == core::k_outside) {
    origin.touched_by = index;
  }
  const core::NotedLines* notes =
      request_.notes
          ? request_.notes(found_.at(static_cast<std::size_t>(index) - request_.commits.size()))
          : nullptr;
  const std::int64_t line_there = blamed.first_line_there + (line - blamed.first_line);
  if (origin.noted_by == core::k_outside && notes != nullptr &&
      core::is_noted(*notes, blamed.path, line_there)) {
    origin.noted_by = index;
  }
}

int EarlierCommits::index_of(const core::Oid& commit, bool landed) {
  const auto [place, is_new] =
      indices_.try_emplace(commit, static_cast<int>(request_.commits.size() + found_.size()));
  if (is_new) {
    found_.push_back(repository_.commit(commit));
  }
  core::Commit& found =
      found_.at(static_cast<std::size_t>(place->second) - request_.commits.size());
  found.landed = found.landed || landed;
  return place->second;
}

}  // namespace sallyport::git
