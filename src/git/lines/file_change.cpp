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

bool is_text(Objects& objects, std::uint32_t mode, const core::Oid& id) {
  return mode == core::k_mode_link || objects.kind(id) == core::ContentKind::text;
}

/// Lines are counted where the side that stays is text; text that replaces a binary counts whole.
bool is_opaque(Objects& objects, const Difference& difference) {
  if (is_type_change(difference) || is_submodule(difference)) {
    return true;
  }
  return difference.new_mode == 0 ? !is_text(objects, difference.old_mode, difference.old_oid)
                                  : !is_text(objects, difference.new_mode, difference.new_oid);
}

Bytes side(Objects& objects, std::uint32_t mode, const core::Oid& id) {
  return core::is_blob_mode(mode) && objects.blob_size(id) < Objects::k_huge ? objects.blob(id)
                                                                             : Bytes{};
}

void count_opaque(Objects& objects, const Difference& difference, core::FileChange& file) {
  file.opaque = true;
  if (core::is_blob_mode(difference.new_mode)) {
    file.opaque_bytes = objects.blob_size(difference.new_oid);
  }
  if (!is_submodule(difference) || is_type_change(difference)) {
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

/// The lines that `hunks` add, consecutive ones of the same origin together.
std::vector<core::LineShare> share_lines(const std::vector<Hunk>& hunks, std::string_view after,
                                         const FileOrigin& origin) {
  LineCursor lines(after);
  std::vector<core::LineShare> shares;
  for (const Hunk& hunk : hunks) {
    lines.skip_to(hunk.new_start);
    for (std::int64_t line = hunk.new_start; line < hunk.new_start + hunk.new_lines; ++line) {
      const LineOrigin& from = origin.at(static_cast<std::size_t>(line));
      const bool goes_on = !shares.empty() && origin_of(shares.back()) == from &&
                           shares.back().first_line + shares.back().lines == line + 1;
      if (!goes_on) {
        shares.push_back({from.introduced_by, from.touched_by, 0, 0, line + 1, from.noted_by});
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

void count_lines_of(Objects& objects, const Difference& difference, const FileOrigin& origin,
                    core::FileChange& file) {
  const Bytes before = side(objects, difference.old_mode, difference.old_oid);
  const Bytes after = side(objects, difference.new_mode, difference.new_oid);
  const std::vector<Hunk> hunks = diff_lines(before.view, after.view, WhiteSpace::compared);
  for (const Hunk& hunk : hunks) {
    file.added += hunk.new_lines;
    file.deleted += hunk.old_lines;
  }
  file.too_large = origin.unknown || !is_comparable(before.view, after.view);
  file.shares =
      file.too_large ? share_as_by_ai(file, after.view) : share_lines(hunks, after.view, origin);
  for (const core::LineShare& share : file.shares) {
    file.added_bytes += share.bytes;
  }
}

bool is_lock_file(Objects& objects, const Difference& difference) {
  const bool deleted = difference.new_mode == 0;
  const std::uint32_t mode = deleted ? difference.old_mode : difference.new_mode;
  if (mode != core::k_mode_file && mode != core::k_mode_executable) {
    return false;
  }
  const Bytes bytes = side(objects, mode, deleted ? difference.old_oid : difference.new_oid);
  return core::is_lock_file(difference.path, bytes.view);
}

}  // namespace

core::Entry entry_of(Objects& objects, const Difference& difference) {
  return {difference.path, difference.old_mode, difference.new_mode,
          objects.digest(difference.old_oid, difference.old_mode),
          objects.digest(difference.new_oid, difference.new_mode)};
}

core::FileChange measure_file(Objects& objects, const Difference& difference,
                              const FileOrigin& origin, std::vector<int> touched_by) {
  core::FileChange file;
  file.entry = {difference.path, difference.old_mode, difference.new_mode, {}, {}};
  file.old_oid = difference.old_oid;
  file.new_oid = difference.new_oid;
  file.touched_by = std::move(touched_by);
  if (is_opaque(objects, difference)) {
    count_opaque(objects, difference, file);
  } else {
    count_lines_of(objects, difference, origin, file);
  }
  file.lock_file = is_lock_file(objects, difference);
  return file;
}

}  // namespace sallyport::git
