#include "git/lines/deleted.hpp"

#include "core/git_terms.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

namespace sallyport::git {
namespace {

constexpr std::size_t k_most_bytes = std::size_t{4} << 20U;          ///< of one text
constexpr std::size_t k_most_bytes_in_all = std::size_t{32} << 20U;  ///< of the deleted texts
constexpr std::size_t k_most_texts_of_line = 64;  ///< a line that more texts have tells nothing

Deleted::Lines lines_of(std::string_view text) {
  Deleted::Lines lines;
  for (std::string_view line : util::split_lines(text)) {
    line = util::trim(line);
    lines.emplace(std::hash<std::string_view>{}(line), line.size());
  }
  return lines;
}

std::size_t bytes_of(const Deleted::Lines& lines) {
  std::size_t bytes = 0;
  for (const auto& [hash, size] : lines) {
    bytes += size;
  }
  return bytes;
}

}  // namespace

Deleted::Deleted(Objects& objects, const std::vector<Difference>& differences) : objects_(objects) {
  for (const Difference& difference : differences) {
    if (difference.new_mode == 0 && core::is_blob_mode(difference.old_mode)) {
      deleted_.push_back(&difference);
      by_content_.emplace(std::pair(difference.old_oid, core::type_of(difference.old_mode)),
                          &difference);
    }
  }
}

const Difference* Deleted::same(const Difference& added) const {
  const auto [begin, end] =
      by_content_.equal_range(std::pair(added.new_oid, core::type_of(added.new_mode)));
  const auto found =
      std::find_if(begin, end, [&](const auto& each) { return !dropped_.contains(each.second); });
  return found == end ? nullptr : found->second;
}

void Deleted::read_texts() {
  texts_are_read_ = true;
  std::size_t left = k_most_bytes_in_all;
  for (const Difference* difference : deleted_) {
    if (!core::is_regular(difference->old_mode) ||
        !objects_.exists(difference->old_oid, ObjectType::blob) ||
        !objects_.is_text(difference->old_oid)) {
      continue;
    }
    const Bytes bytes = objects_.text(difference->old_oid);
    if (bytes.view.size() > std::min(k_most_bytes, left)) {
      continue;
    }
    left -= bytes.view.size();
    const Lines lines = lines_of(bytes.view);
    for (const auto& [hash, size] : lines) {
      having_[hash].push_back(texts_.size());
    }
    texts_.push_back({difference, bytes_of(lines)});
  }
}

std::vector<std::size_t> Deleted::bytes_shared_with(const Lines& lines) const {
  std::vector<std::size_t> shared(texts_.size());
  for (const auto& [hash, size] : lines) {
    const auto texts = having_.find(hash);
    if (texts == having_.end() || texts->second.size() > k_most_texts_of_line) {
      continue;
    }
    for (const std::size_t text : texts->second) {
      shared.at(text) += dropped_.contains(texts_.at(text).difference) ? 0 : size;
    }
  }
  return shared;
}

const Difference* Deleted::similar(const Difference& added) {
  if (deleted_.empty() || !core::is_regular(added.new_mode) || !objects_.is_text(added.new_oid)) {
    return nullptr;
  }
  const Bytes bytes = objects_.text(added.new_oid);
  if (bytes.view.size() > k_most_bytes) {
    return nullptr;
  }
  if (!texts_are_read_) {
    read_texts();
  }
  const Lines lines = lines_of(bytes.view);
  const std::vector<std::size_t> shared = bytes_shared_with(lines);
  const auto most = std::max_element(shared.begin(), shared.end());
  if (most == shared.end() || *most == 0) {
    return nullptr;
  }
  const Text& text = texts_[static_cast<std::size_t>(most - shared.begin())];
  return *most * 2 >= std::max(text.bytes, bytes_of(lines)) ? text.difference : nullptr;
}

}  // namespace sallyport::git
