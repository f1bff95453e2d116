#pragma once

#include "git/repository.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sallyport::signoff {

/// A file in `$GIT_COMMON_DIR/sallyport/` that saves doing work again, and holds nothing else: it
/// is safe to delete. One that is missing, too large or damaged in any way reads as empty, and
/// where it cannot be written nothing happens. Its checksum is against accidents, not against
/// forgery: whoever can write there can change the program's configuration as well, so nothing that
/// is enforced may rest on it.
class CacheFile {
 public:
  CacheFile(const git::Repository& repository, std::string_view name);

  [[nodiscard]] std::vector<std::string> lines() const;
  /// Replaces the file in one step. The lines hold no LF.
  void keep(const std::vector<std::string>& lines) const;

 private:
  std::filesystem::path path_;
  std::string name_;
};

/// Drops what is kept of the log, its copies and verified signatures. For a job of CI whose
/// repository an earlier job may have left: that job ran what somebody proposed.
void drop_caches(const git::Repository& repository);

inline constexpr std::string_view k_signatures_cache = "signatures";
inline constexpr std::string_view k_history_cache = "log-history";
inline constexpr std::string_view k_folders_cache = "log-folders";
inline constexpr std::string_view k_copies_cache = "log-copies";

}  // namespace sallyport::signoff
