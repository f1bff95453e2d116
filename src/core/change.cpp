#include "core/change.hpp"

#include "util/encoding.hpp"

#include <fmt/format.h>

namespace sallyport::core {

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
