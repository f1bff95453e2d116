#include "git/lines/file_change.hpp"

#include "core/change/content.hpp"
#include "core/git_terms.hpp"
#include "git/lines/line_diff.hpp"
#include "git/lines/line_set.hpp"

#include <string_view>
#include <utility>

namespace sallyport::git {
namespace {

/// `Subproject commit ` and a LF, which git shows around a submodule's commit id.
constexpr std::int64_t k_submodule_line = 18 + 40 + 1;

bool is_type_change(const Difference& difference) {
  return difference.old_mode != 0 && difference.new_mode != 0 &&
         core::type_of(difference.old_mode) != core::type_of(difference.new_mode);
}

bool is_submodule(const Difference& difference) {
  return difference.old_mode == core::k_mode_submodule ||
         difference.new_mode == core::k_mode_submodule;
}

/// One side of a difference: the one that stays, or the old one of a deletion.
struct CountedSide {
  std::uint32_t mode = 0;
  core::Oid id;
};

CountedSide counted_side(const Difference& difference) {
  return difference.new_mode == 0 ? CountedSide{difference.old_mode, difference.old_oid}
                                  : CountedSide{difference.new_mode, difference.new_oid};
}

/// What of it has no lines; a submodule is like a binary.
core::ContentKind kind_of_side(Objects& objects, const CountedSide& side) {
  return side.mode == core::k_mode_submodule ? core::ContentKind::binary
         : side.mode == core::k_mode_link    ? core::ContentKind::text
                                             : objects.content(side.id).kind;
}

/// Nothing for what is no text: text that replaces it counts whole.
Bytes text_of(Objects& objects, std::uint32_t mode, const core::Oid& id) {
  return core::is_blob_mode(mode) && objects.is_text(id) ? objects.text(id) : Bytes{};
}

std::int64_t size_of(Objects& objects, const CountedSide& side) {
  const auto stated = objects.content(side.id).kind == core::ContentKind::lfs_pointer
                          ? core::lfs_size(objects.blob(side.id).view)
                          : std::nullopt;
  return stated ? *stated : objects.blob_size(side.id);
}

void count_opaque(Objects& objects, const Difference& difference, core::ContentKind kind,
                  core::FileChange& file) {
  file.opaque = true;
  file.packed = kind != core::ContentKind::media;
  if (core::is_blob_mode(difference.new_mode)) {
    file.opaque_bytes = size_of(objects, {difference.new_mode, difference.new_oid});
  }
  if (!is_submodule(difference) || is_type_change(difference)) {
    file.deleted =
        core::count_lines(text_of(objects, difference.old_mode, difference.old_oid).view);
    return;
  }
  file.deleted = difference.old_mode == 0 ? 0 : 1;
  file.added = difference.new_mode == 0 ? 0 : 1;
  file.added_bytes = file.added * k_submodule_line;
  if (file.added == 1) {
    const int last = file.touched_by.empty() ? core::k_outside : file.touched_by.back();
    file.shares = {{last, last, file.added, file.added_bytes}};
  }
}

LineOrigin origin_of(const core::LineShare& share) {
  return {share.introduced_by, share.touched_by, share.noted_by};
}

/// For each line, whether a file that was moved had it before.
using MovedLines = std::vector<char>;

MovedLines moved_lines(Objects& objects, const Difference& difference, const Difference* moved) {
  if (moved == nullptr) {
    return {};
  }
  const std::string_view after = objects.text(difference.new_oid).view;
  const std::int64_t count = core::count_lines(after);
  MovedLines lines(static_cast<std::size_t>(count), 0);
  const Bytes before = objects.text(moved->old_oid);
  for (const Run& run : kept_runs(diff_lines(before.view, after, WhiteSpace::compared), count)) {
    std::fill_n(lines.begin() + run.new_start, run.lines, 1);
  }
  return lines;
}

/// The lines that `hunks` add, consecutive ones of the same origin together.
std::vector<core::LineShare> share_lines(const std::vector<Hunk>& hunks, std::string_view after,
                                         const FileOrigin& origin, const MovedLines& moved) {
  LineCursor lines(after);
  std::vector<core::LineShare> shares;
  for (const Hunk& hunk : hunks) {
    lines.skip_to(hunk.new_start);
    for (std::int64_t line = hunk.new_start; line < hunk.new_start + hunk.new_lines; ++line) {
      const LineOrigin& from = origin.at(static_cast<std::size_t>(line));
      const bool is_moved = !moved.empty() && moved.at(static_cast<std::size_t>(line)) != 0;
      const bool goes_on = !shares.empty() && origin_of(shares.back()) == from &&
                           shares.back().moved == is_moved &&
                           shares.back().first_line + shares.back().lines == line + 1;
      if (!goes_on) {
        shares.push_back(
            {from.introduced_by, from.touched_by, 0, 0, line + 1, from.noted_by, is_moved});
      }
      shares.back().lines += 1;
      shares.back().bytes += static_cast<std::int64_t>(lines.next().size());
    }
  }
  return shares;
}

/// All lines that were added, as if a note named them an AI's.
std::vector<core::LineShare> share_as_by_ai(const core::FileChange& file, std::string_view after) {
  const int last = file.touched_by.empty() ? core::k_outside : file.touched_by.back();
  return {{last, last, file.added, static_cast<std::int64_t>(after.size()), 1, last}};
}

void count_lines_of(Objects& objects, const Difference& difference, const FileStory& story,
                    core::FileChange& file) {
  Bytes before = text_of(objects, difference.old_mode, difference.old_oid);
  const Bytes after = text_of(objects, difference.new_mode, difference.new_oid);
  if (is_type_change(difference)) {  // one file less and another more
    file.deleted = core::count_lines(before.view);
    before = {};
  }
  const std::vector<Hunk> hunks = diff_lines(before.view, after.view, WhiteSpace::compared);
  for (const Hunk& hunk : hunks) {
    file.added += hunk.new_lines;
    file.deleted += hunk.old_lines;
  }
  file.too_large = story.origin.unknown || !is_comparable(before.view, after.view);
  file.shares = file.too_large ? share_as_by_ai(file, after.view)
                               : share_lines(hunks, after.view, story.origin,
                                             moved_lines(objects, difference, story.moved));
  for (const core::LineShare& share : file.shares) {
    file.added_bytes += share.bytes;
  }
}

bool is_lock_file(Objects& objects, const Difference& difference) {
  const CountedSide side = counted_side(difference);
  return core::is_regular(side.mode) &&
         core::is_lock_file(difference.path, text_of(objects, side.mode, side.id).view);
}

/// Whether the mode of the new side or its first line says that it is run.
bool is_script(Objects& objects, const Difference& difference) {
  return difference.new_mode == core::k_mode_executable ||
         (difference.new_mode == core::k_mode_file &&
          text_of(objects, difference.new_mode, difference.new_oid).view.starts_with("#!"));
}

}  // namespace

core::Entry entry_of(Objects& objects, const Difference& difference) {
  return {difference.path, difference.old_mode, difference.new_mode,
          objects.digest(difference.old_oid, difference.old_mode),
          objects.digest(difference.new_oid, difference.new_mode)};
}

core::FileChange measure_file(Objects& objects, const Difference& difference,
                              const FileStory& story) {
  core::FileChange file;
  file.entry = {difference.path, difference.old_mode, difference.new_mode, {}, {}};
  file.old_oid = difference.old_oid;
  file.new_oid = difference.new_oid;
  file.touched_by = story.touched_by;
  file.moved_from = story.moved == nullptr ? "" : story.moved->path;
  const core::ContentKind kind = kind_of_side(objects, counted_side(difference));
  if (kind == core::ContentKind::text) {
    count_lines_of(objects, difference, story, file);
  } else {
    count_opaque(objects, difference, kind, file);
  }
  file.lock_file = is_lock_file(objects, difference);
  file.script = is_script(objects, difference);
  return file;
}

}  // namespace sallyport::git
