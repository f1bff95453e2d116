#include "core/per_file.hpp"

#include "core/ladder.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace sallyport::core {
namespace {

const Entry* find_entry(const std::vector<Entry>& entries, const std::string& path) {
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), path,
      [](const Entry& entry, const std::string& wanted) { return entry.path < wanted; });
  return found == entries.end() || found->path != path ? nullptr : &*found;
}

ReviewedFile file_of(const SignoffRecord& record, const Entry& cover) {
  return {cover, record.base.tree, record.head.tree};
}

bool has_left_behind(const SignoffRecord& record, const std::vector<Entry>& entries,
                     const Replays& replays) {
  return std::any_of(record.covers.begin(), record.covers.end(), [&](const Entry& cover) {
    return find_entry(entries, cover.path) == nullptr &&
           !holds(file_of(record, cover), nullptr, replays);
  });
}

bool holds_entry(const SignoffRecord& record, const Entry& entry, const Replays& replays) {
  const Entry* const cover = find_entry(record.covers, entry.path);
  return cover != nullptr && holds(file_of(record, *cover), &entry, replays);
}

}  // namespace

std::vector<const SignoffRecord*> hold_per_file(const std::vector<const SignoffRecord*>& records,
                                                const std::vector<Entry>& entries,
                                                const Replays& replays, std::int64_t needed) {
  std::vector<const SignoffRecord*> whole;
  std::copy_if(
      records.begin(), records.end(), std::back_inserter(whole),
      [&](const SignoffRecord* record) { return !has_left_behind(*record, entries, replays); });
  std::set<const SignoffRecord*> used;
  for (const Entry& entry : entries) {
    std::set<std::string> people;
    for (const SignoffRecord* record : whole) {
      if (holds_entry(*record, entry, replays)) {
        people.insert(signer_of(*record));
        used.insert(record);
      }
    }
    if (std::ssize(people) < needed) {
      return {};
    }
  }
  std::erase_if(whole, [&](const SignoffRecord* record) { return !used.contains(record); });
  return whole;
}

}  // namespace sallyport::core
