#include "core/change/change.hpp"

#include "util/encoding.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sallyport::core {

std::vector<Oid> sources_of(const Commit& commit) {
  std::vector<Oid> sources = commit.parents;
  if (commit.squash_of) {
    sources.push_back(*commit.squash_of);
  }
  return sources;
}

bool is_noted(const NotedLines& notes, const std::string& path, std::int64_t line) {
  const auto file = notes.files.find(path);
  if (file == notes.files.end()) {
    return false;
  }
  const auto& spans = file->second.lines;
  return file->second.of_added.part > 0 ||
         std::any_of(spans.begin(), spans.end(),
                     [&](const LineSpan& span) { return span.first <= line && line <= span.last; });
}

util::Sha256 change_digest(const std::vector<Entry>& entries) {
  using std::string_view_literals::operator""sv;
  util::Sha256Stream stream;
  stream.update("sallyport-change-v1\0"sv);
  for (const Entry& entry : entries) {
    stream.update(entry.path);
    for (const std::string& field :
         {fmt::format("{:06o}", entry.old_mode), fmt::format("{:06o}", entry.new_mode),
          util::to_hex(entry.old_sha256), util::to_hex(entry.new_sha256)}) {
      stream.update("\0"sv);
      stream.update(field);
    }
    stream.update("\n");
  }
  return stream.finish();
}

std::vector<Entry> entries_of(const Change& change) {
  std::vector<Entry> entries;
  entries.reserve(change.files.size());
  for (const FileChange& file : change.files) {
    entries.push_back(file.entry);
  }
  return entries;
}

}  // namespace sallyport::core
