#include "git/backend/ref_files.hpp"

#include "util/error.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <git2/refs.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

namespace sallyport::git {
namespace {

namespace fs = std::filesystem;

constexpr int k_most_symbolic = 5;  ///< refs that name each other, as in git
constexpr std::int64_t k_most_ref_bytes = std::int64_t{64} << 10U;
constexpr std::size_t k_id_digits = 2 * core::size_of(core::ObjectFormat::sha1);

bool is_ref_name(const std::string& name) {
  int valid = 0;
  return name.find('\0') == std::string::npos &&
         git_reference_name_is_valid(&valid, name.c_str()) == 0 && valid == 1;
}

/// The folder that the files of such refs lie under; each worktree has its own of some.
const fs::path& folder_of(const Layout& layout, std::string_view name) {
  constexpr std::array<std::string_view, 3> k_of_worktree{"refs/bisect/", "refs/worktree/",
                                                          "refs/rewritten/"};
  const bool is_shared = name.starts_with("refs/") &&
                         std::none_of(k_of_worktree.begin(), k_of_worktree.end(),
                                      [&](auto folder) { return name.starts_with(folder); });
  return is_shared ? layout.common_dir : layout.git_dir;
}

/// The file `packed-refs`: `ID NAME` for each ref, and behind it `^ID` for what a tag leads to.
class PackedRefs {
 public:
  explicit PackedRefs(const Layout& layout) : file_(layout.common_dir / "packed-refs") {
    const std::string_view first = file_.bytes().substr(0, file_.bytes().find('\n'));
    if (first.starts_with('#')) {
      start_ = next(0);
      const auto traits = util::split(first, ' ');
      is_sorted_ = std::find(traits.begin(), traits.end(), "sorted") != traits.end();
    }
  }

  /// Gives each ref that starts with `prefix` to `visit(name, id)` until that is false.
  template <typename Visit>
  void visit(std::string_view prefix, Visit visit) const {
    for (std::size_t at = is_sorted_ ? first_from(prefix) : start_; at < file_.bytes().size();
         at = next(at)) {
      const std::string_view name = name_at(at);
      const bool is_meant = name.starts_with(prefix);
      if ((is_meant && !visit(name, id_at(at))) || (is_sorted_ && !is_meant)) {
        return;
      }
    }
  }

 private:
  /// Where the record that holds the byte `at` begins, not before `least`, which begins one.
  [[nodiscard]] std::size_t begin_of(std::size_t at, std::size_t least) const {
    while (at > least && (file_.bytes()[at - 1] != '\n' || file_.bytes()[at] == '^')) {
      --at;
    }
    return at;
  }

  /// Where the record after the one at `at` begins.
  [[nodiscard]] std::size_t next(std::size_t at) const {
    do {
      at = std::min(file_.bytes().find('\n', at), file_.bytes().size() - 1) + 1;
    } while (at < file_.bytes().size() && file_.bytes()[at] == '^');
    return at;
  }

  /// The first record whose name is not before `name`.
  [[nodiscard]] std::size_t first_from(std::string_view name) const {
    std::size_t low = start_;
    std::size_t high = file_.bytes().size();
    while (low < high) {
      const std::size_t middle = begin_of(low + (high - low) / 2, low);
      if (name_at(middle) < name) {
        low = next(middle);
      } else {
        high = middle;
      }
    }
    return low;
  }

  [[nodiscard]] std::string_view line_at(std::size_t at) const {
    return file_.bytes().substr(at, file_.bytes().find('\n', at) - at);
  }

  [[nodiscard]] std::string_view name_at(std::size_t at) const {
    const std::string_view line = line_at(at);
    if (line.size() <= k_id_digits || line[k_id_digits] != ' ') {
      throw_broken(line);
    }
    return line.substr(k_id_digits + 1);
  }

  [[nodiscard]] core::Oid id_at(std::size_t at) const {
    const std::string_view line = line_at(at);
    const auto id = core::parse_oid(line.substr(0, k_id_digits));
    if (!id || id->is_zero()) {
      throw_broken(line);
    }
    return *id;
  }

  [[noreturn]] static void throw_broken(std::string_view line) {
    constexpr std::size_t k_most = 80;
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot read the packed refs: '{}' is no ref",
                                std::string(line.substr(0, k_most))),
                      "git fsck --full");
  }

  util::MappedFile file_;
  std::size_t start_ = 0;
  bool is_sorted_ = false;
};

/// What a loose ref holds: `ref: NAME`, or an id and whatever follows a white space.
Found<StoredRef> parse(const std::string& name, std::string_view text) {
  constexpr std::string_view k_symbolic = "ref:";
  if (text.starts_with(k_symbolic)) {
    std::string named(util::trim(text.substr(k_symbolic.size())));
    if (is_ref_name(named)) {
      return {StoredRef{name, {}, std::move(named)}};
    }
  }
  const auto id = core::parse_oid(text.substr(0, k_id_digits));
  const std::string_view rest = text.substr(std::min(k_id_digits, text.size()));
  const bool ends =
      rest.empty() || std::string_view(" \t\r\n\v\f").find(rest.front()) != std::string_view::npos;
  if (!id || id->is_zero() || !ends) {
    return {.value = {}, .fault = "its file holds no id"};
  }
  return {StoredRef{name, id}};
}

/// The loose ref, without where a symbolic one leads to.
Found<StoredRef> loose(const Layout& layout, const std::string& name) {
  const fs::path path = folder_of(layout, name) / name;
  std::error_code error;
  if (fs::is_symlink(path, error)) {  // as git made symbolic refs long ago
    std::string named = fs::read_symlink(path, error).string();
    if (named.starts_with("refs/") && is_ref_name(named)) {
      return {StoredRef{name, {}, std::move(named)}};
    }
  }
  const auto type = fs::status(path, error).type();
  if (type == fs::file_type::directory || type == fs::file_type::not_found ||
      error == std::errc::filename_too_long) {
    return {};
  }
  try {
    const auto text = util::read_file(path, k_most_ref_bytes);
    return text ? parse(name, *text) : Found<StoredRef>{};
  } catch (const util::Error& fault) {
    return {.value = {}, .fault = fault.what()};
  }
}

Found<StoredRef> look_up(const Layout& layout, const std::string& name, int left) {
  Found<StoredRef> found = is_ref_name(name) ? loose(layout, name) : Found<StoredRef>{};
  if (!found.value && found.fault.empty() && name.starts_with("refs/")) {
    PackedRefs(layout).visit(name, [&](std::string_view packed, const core::Oid& id) {
      if (packed == name) {
        found.value = StoredRef{name, id};
      }
      return !found.value;
    });
  }
  if (!found.value || !found.value->names) {
    return found;
  }
  const auto end = left > 0 ? look_up(layout, *found.value->names, left - 1)
                            : Found<StoredRef>{.value = {}, .fault = "too many refs in a row"};
  found.value->target = end.value ? end.value->target : std::nullopt;
  return end.fault.empty() ? found : Found<StoredRef>{.value = {}, .fault = end.fault};
}

/// The names of the loose refs that start with `prefix`. Throws `util::Error` (unavailable) where
/// a folder of them cannot be read.
std::vector<std::string> loose_names(const Layout& layout, const std::string& prefix) {
  const fs::path& root = folder_of(layout, prefix);
  std::vector<std::string> names;
  std::error_code error;
  std::error_code ignored;
  const auto in = root / prefix.substr(0, prefix.rfind('/') + 1);
  for (fs::recursive_directory_iterator at(in, error), end; !error && at != end;
       at.increment(error)) {
    std::string name = at->path().lexically_relative(root).generic_string();
    if (!at->is_directory(ignored) && name.starts_with(prefix) && is_ref_name(name)) {
      names.push_back(std::move(name));
    }
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot list the refs in '{}': {}", in.string(), error.message()));
  }
  return names;
}

}  // namespace

std::optional<StoredRef> find_ref_file(const Layout& layout, const std::string& name) {
  Found<StoredRef> found = look_up(layout, name, k_most_symbolic);
  if (!found.fault.empty()) {
    throw util::Error(util::ErrorKind::unavailable,
                      util::say("cannot read the ref '{}': {}", name, found.fault),
                      "git fsck --full");
  }
  return std::move(found.value);
}

std::vector<StoredRef> list_ref_files(const Layout& layout, const std::string& prefix,
                                      std::size_t most) {
  std::map<std::string, StoredRef, std::less<>> refs;
  // Before the packed ones: a ref that is packed meanwhile is then seen twice, not never.
  for (const std::string& name : loose_names(layout, prefix)) {
    if (refs.size() < most) {
      Found<StoredRef> found = look_up(layout, name, k_most_symbolic);
      refs.emplace(name, found.value.value_or(StoredRef{name, {}, {}}));
    }
  }
  PackedRefs(layout).visit(prefix, [&](std::string_view name, const core::Oid& id) {
    if (refs.size() < most) {
      refs.try_emplace(std::string(name), StoredRef{std::string(name), id});
    }
    return refs.size() < most;
  });
  std::vector<StoredRef> found;
  for (auto& [name, ref] : refs) {
    if (ref.target) {
      found.push_back(std::move(ref));
    }
  }
  return found;
}

}  // namespace sallyport::git
