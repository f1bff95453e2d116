#include "git/backend/index_file.hpp"

#include "core/git_terms.hpp"
#include "git/backend/by_git.hpp"
#include "util/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

constexpr std::size_t k_header_size = 12;
constexpr std::size_t k_oid_size = core::size_of(core::ObjectFormat::sha1);

[[noreturn]] void fail_on_index(std::string_view why) {
  throw util::Error(util::ErrorKind::unavailable, fmt::format("cannot read the index: {}", why),
                    "git status");
}

/// In network order.
std::uint32_t number_in(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes) {
    value = (value << 8U) | static_cast<unsigned char>(byte);
  }
  return value;
}

/// Takes bytes off the front of what is left of the index.
class IndexReader {
 public:
  explicit IndexReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] std::size_t left() const { return rest_.size(); }

  std::string_view take(std::size_t size) {
    if (size > rest_.size()) {
      fail_on_index("it is cut short");
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  core::Oid oid() {
    core::Oid id;
    const std::string_view bytes = take(k_oid_size);
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
  }

  /// What comes before the next `end`, which is taken, too.
  std::string_view until(char end) {
    const std::string_view taken = take(find(end));
    take(1);
    return taken;
  }

  /// How many bytes come before `end`; all, where it does not come.
  [[nodiscard]] std::size_t find(char end) const { return std::min(rest_.find(end), rest_.size()); }

  std::int64_t decimal(char end) {
    const std::string_view digits = until(end);
    std::int64_t value = 0;
    const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && last == digits.data() + digits.size() ? value : -1;
  }

  /// A length as version 4 writes it.
  std::size_t varint() {
    constexpr std::size_t k_goes_on = 0x80;
    std::size_t byte = number_in(take(1));
    std::size_t value = byte % k_goes_on;
    while (byte >= k_goes_on) {
      byte = number_in(take(1));
      value = (value + 1) * k_goes_on + byte % k_goes_on;
    }
    return value;
  }

 private:
  std::string_view rest_;
};

/// The entries one after another.
class IndexEntries {
 public:
  IndexEntries(std::string_view rest, std::uint32_t version, std::uint32_t count)
      : reader_(rest), version_(version), left_(count) {
    read();
  }

  [[nodiscard]] bool at_end() const { return is_done_; }
  [[nodiscard]] std::string_view path() const { return version_ == 4 ? unpacked_ : path_; }
  [[nodiscard]] std::uint32_t mode() const { return mode_; }
  [[nodiscard]] std::string_view oid() const { return oid_; }
  [[nodiscard]] bool is_unmerged() const { return (flags_ & 0x3000U) != 0; }
  [[nodiscard]] bool is_announced() const { return (more_flags_ & 0x2000U) != 0; }
  /// What is behind the last entry.
  [[nodiscard]] const IndexReader& rest() const { return reader_; }

  void next() { read(); }

 private:
  void read() {
    is_done_ = left_ == 0;
    if (is_done_) {
      return;
    }
    --left_;
    constexpr std::size_t k_fixed = 62;  // times and other facts of the file, mode, name, flags
    const std::string_view fixed = reader_.take(k_fixed);
    mode_ = number_in(fixed.substr(24, 4));
    oid_ = fixed.substr(40, k_oid_size);
    flags_ = number_in(fixed.substr(60, 2));
    const bool is_extended = (flags_ & 0x4000U) != 0;
    more_flags_ = is_extended ? number_in(reader_.take(2)) : 0;
    if (version_ == 4) {
      unpack_path();
    } else {
      read_path(k_fixed + (is_extended ? 2 : 0));
    }
  }

  /// It is padded with NUL, at least one, to a multiple of eight bytes of the entry.
  void read_path(std::size_t size_before) {
    constexpr std::size_t k_unit = 8;
    constexpr std::uint32_t k_longest = 0xFFF;
    std::size_t length = flags_ & k_longest;
    length = length < k_longest ? length : reader_.find('\0');
    const std::size_t padding = k_unit - (size_before + length) % k_unit;
    path_ = reader_.take(length + padding).substr(0, length);
  }

  void unpack_path() {
    const std::size_t dropped = reader_.varint();
    if (dropped > unpacked_.size()) {
      fail_on_index("a path in it is shortened by more than it has");
    }
    unpacked_.resize(unpacked_.size() - dropped);
    unpacked_ += reader_.until('\0');
  }

  IndexReader reader_;
  std::uint32_t version_;
  std::uint32_t left_;
  bool is_done_ = false;
  std::uint32_t mode_ = 0;
  std::uint32_t flags_ = 0;
  std::uint32_t more_flags_ = 0;
  std::string_view oid_;
  std::string_view path_;
  std::string unpacked_;
};

/// A folder whose tree the index may know.
struct KnownFolder {
  std::string_view name;
  std::int64_t entries = -1;  ///< below it; -1: something changed, and the tree is not known
  core::Oid tree;
  std::vector<KnownFolder> folders;  ///< sorted by name

  [[nodiscard]] const KnownFolder* find(std::string_view wanted) const {
    const auto found = std::lower_bound(
        folders.begin(), folders.end(), wanted,
        [](const KnownFolder& left, std::string_view right) { return left.name < right; });
    return found != folders.end() && found->name == wanted ? &*found : nullptr;
  }
};

/// The extension `TREE`: the root first, each folder before those in it.
KnownFolder read_known_folders(std::string_view extension) {
  constexpr std::int64_t k_most = 1'000'000;
  IndexReader reader(extension);
  struct Open {
    KnownFolder folder;
    std::int64_t left = 0;
  };
  std::vector<Open> open;
  while (true) {
    Open next;
    next.folder.name = reader.until('\0');
    next.folder.entries = reader.decimal(' ');
    next.left = std::clamp<std::int64_t>(reader.decimal('\n'), 0, k_most);
    if (next.folder.entries >= 0) {
      next.folder.tree = reader.oid();
    }
    open.push_back(std::move(next));
    while (open.back().left == 0) {
      KnownFolder done = std::move(open.back().folder);
      open.pop_back();
      std::sort(done.folders.begin(), done.folders.end(),
                [](const auto& left, const auto& right) { return left.name < right.name; });
      if (open.empty()) {
        return done;
      }
      open.back().folder.folders.push_back(std::move(done));
      --open.back().left;
    }
  }
}

/// What is behind the entries; nothing where only git understands it.
std::optional<KnownFolder> read_extensions(IndexReader reader) {
  KnownFolder known;
  while (reader.left() > 0) {
    const std::string_view name = reader.take(4);
    const std::string_view content = reader.take(number_in(reader.take(4)));
    const bool is_optional = name.front() >= 'A' && name.front() <= 'Z';
    if (!is_optional) {
      return std::nullopt;
    }
    if (name == "TREE") {
      known = read_known_folders(content);
    }
  }
  return known;
}

/// Makes trees of the entries, in their order, which is that of trees.
class TreeOfEntries {
 public:
  TreeOfEntries(IndexEntries entries, const KnownFolder& root, const FolderStore& store)
      : entries_(std::move(entries)), store_(store) {
    enter("", "", &root);
  }

  core::Oid run() {
    while (true) {
      const OpenFolder& folder = open_.back();
      const bool is_inside = !entries_.at_end() && entries_.path().starts_with(folder.path);
      if (is_inside) {
        add_entry();
        continue;
      }
      const OpenFolder done = std::move(open_.back());
      open_.pop_back();
      if (open_.empty()) {
        return done.bytes.empty() ? core::empty_tree() : store_.store(done.bytes);
      }
      if (!done.bytes.empty()) {
        add(core::k_mode_tree, done.name, name_of(store_.store(done.bytes)));
      }
    }
  }

 private:
  struct OpenFolder {
    std::string path;  ///< empty, or ends in '/'
    std::string name;
    const KnownFolder* known = nullptr;
    std::string bytes{};  ///< of the tree
  };

  void enter(std::string path, std::string name, const KnownFolder* known) {
    open_.push_back({std::move(path), std::move(name), known});
  }

  static std::string_view name_of(const core::Oid& oid) {
    return {reinterpret_cast<const char*>(oid.bytes.data()), k_oid_size};
  }

  void add(std::uint32_t mode, std::string_view name, std::string_view oid) {
    fmt::format_to(std::back_inserter(open_.back().bytes), "{:o} ", mode);
    open_.back().bytes += name;
    open_.back().bytes += '\0';
    open_.back().bytes += oid;
  }

  void add_entry() {
    const OpenFolder& folder = open_.back();
    const std::string_view rest = entries_.path().substr(folder.path.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) {
      if (!entries_.is_announced()) {
        add(entries_.mode(), rest, entries_.oid());
      }
      entries_.next();
      return;
    }
    std::string name(rest.substr(0, slash));
    std::string path = folder.path + name + "/";
    const KnownFolder* const known = folder.known == nullptr ? nullptr : folder.known->find(name);
    if (known != nullptr && known->entries > 0 && pass_over(*known, path)) {
      add(core::k_mode_tree, name, name_of(known->tree));
    } else {
      enter(std::move(path), std::move(name), known);
    }
  }

  /// Goes on behind a folder that the index knows; not where it has another number of entries.
  bool pass_over(const KnownFolder& folder, std::string_view path) {
    IndexEntries behind = entries_;
    for (std::int64_t left = folder.entries; left > 0; --left) {
      if (behind.at_end() || !behind.path().starts_with(path)) {
        return false;
      }
      behind.next();
    }
    const bool is_whole = behind.at_end() || !behind.path().starts_with(path);
    if (!is_whole || !store_.has(folder.tree)) {
      return false;
    }
    entries_ = std::move(behind);
    return true;
  }

  IndexEntries entries_;
  const FolderStore& store_;
  std::vector<OpenFolder> open_;
};

/// Goes to the end, and refuses what cannot be committed.
IndexReader check_entries(IndexEntries entries) {
  std::vector<std::string> unmerged;
  for (; !entries.at_end(); entries.next()) {
    if (entries.is_unmerged()) {
      unmerged.emplace_back(entries.path());
    }
  }
  if (!unmerged.empty()) {
    refuse_unmerged(std::move(unmerged));
  }
  return entries.rest();
}

}  // namespace

std::optional<core::Oid> tree_of_index_file(std::string_view index, const FolderStore& folders) {
  if (index.size() < k_header_size + k_oid_size) {
    fail_on_index("it is cut short");
  }
  IndexReader reader(index.substr(0, index.size() - k_oid_size));
  const std::string_view signature = reader.take(4);
  const std::uint32_t version = number_in(reader.take(4));
  const std::uint32_t count = number_in(reader.take(4));
  if (signature != "DIRC") {
    fail_on_index("it is none");
  }
  if (version < 2 || version > 4) {
    return std::nullopt;
  }
  const std::string_view rest = index.substr(k_header_size, reader.left());
  const IndexEntries entries(rest, version, count);
  const auto known = read_extensions(check_entries(entries));
  if (!known) {
    return std::nullopt;
  }
  const bool is_whole = known->entries == static_cast<std::int64_t>(count) && count > 0;
  return is_whole && folders.has(known->tree) ? known->tree
                                              : TreeOfEntries(entries, *known, folders).run();
}

}  // namespace sallyport::git
