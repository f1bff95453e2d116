#include "signoff/kept/cache.hpp"

#include "util/encoding.hpp"
#include "util/error.hpp"
#include "util/file.hpp"
#include "util/sha256.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <system_error>

namespace sallyport::signoff {
namespace {

constexpr std::int64_t k_most_bytes_kept = std::int64_t{32} << 20U;

/// The first line, which tells what the others are and whether they are whole.
std::string heading(std::string_view name, std::string_view body) {
  return fmt::format("sallyport {} 1 {}\n", name, util::to_hex(util::sha256(body)));
}

}  // namespace

CacheFile::CacheFile(const git::Repository& repository, std::string_view name)
    : path_(repository.common_dir() / "sallyport" / name), name_(name) {}

std::vector<std::string> CacheFile::lines() const {
  std::string text;
  try {
    text = util::read_file(path_, k_most_bytes_kept).value_or("");
  } catch (const util::Error&) {
    return {};
  }
  const auto end = text.find('\n');
  if (end == std::string::npos) {
    return {};
  }
  const std::string_view body = std::string_view(text).substr(end + 1);
  if (text.substr(0, end + 1) != heading(name_, body)) {
    return {};
  }
  const auto views = util::split_lines(body);
  return {views.begin(), views.end()};
}

void CacheFile::keep(const std::vector<std::string>& lines) const {
  std::string body = util::join(lines, "\n");
  body += lines.empty() ? "" : "\n";
  if (static_cast<std::int64_t>(body.size()) >= k_most_bytes_kept) {
    return;
  }
  try {
    util::write_file(path_, heading(name_, body) + body);
  } catch (const util::Error&) {
    // A repository that cannot be written, or a full disk: the work is done again next time.
    return;
  }
}

void drop_caches(const git::Repository& repository) {
  for (const std::string_view name :
       {k_signatures_cache, k_history_cache, k_folders_cache, k_copies_cache}) {
    std::error_code ignored;
    std::filesystem::remove(repository.common_dir() / "sallyport" / name, ignored);
  }
}

}  // namespace sallyport::signoff
