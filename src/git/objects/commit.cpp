#include "git/objects/commit.hpp"

#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

namespace sallyport::git {
namespace {

constexpr std::int64_t k_latest = 253'402'300'799;  ///< 9999-12-31T23:59:59Z

/// Takes the first line off the front of `rest`, without its line feed.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

/// What `line` says under a header's name; absent: it has another.
std::optional<std::string_view> value_of(std::string_view line, std::string_view name) {
  const bool is_named =
      line.starts_with(name) && line.size() > name.size() && line[name.size()] == ' ';
  return is_named ? std::optional(line.substr(name.size() + 1)) : std::nullopt;
}

std::int64_t time_of(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  std::int64_t time = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time);
  return error == std::errc::result_out_of_range ? k_latest
                                                 : std::clamp<std::int64_t>(time, 0, k_latest);
}

/// Git's own reading (`split_ident_line`): the address from the first `<` to the `>` after it, the
/// time after the last `>`.
CommitIdentity parse_identity(std::string_view line) {
  const std::size_t open = line.find('<');
  const std::size_t close = line.find('>', open);
  if (open == std::string_view::npos || close == std::string_view::npos) {
    return {};
  }
  return {util::trim(line.substr(0, open)), util::trim(line.substr(open + 1, close - open - 1)),
          time_of(line.substr(line.rfind('>') + 1))};
}

}  // namespace

CommitObject read_commit_object(const Objects& objects, const core::Oid& id) {
  CommitObject commit{objects.read(id, ObjectType::commit), {}, {}, {}, {}, {}};
  std::string_view rest = commit.bytes.view;
  const auto tree = core::parse_oid(value_of(take_line(rest), "tree").value_or(""));
  if (!tree) {
    throw util::Error(util::ErrorKind::unavailable,
                      fmt::format("cannot read commit '{}': it names no tree", core::to_hex(id)),
                      "git fsck --full");
  }
  commit.tree = *tree;
  std::string_view line = take_line(rest);
  for (; const auto parent = core::parse_oid(value_of(line, "parent").value_or(""));
       line = take_line(rest)) {
    commit.parents.push_back(*parent);
  }
  for (; !line.empty(); line = take_line(rest)) {
    if (const auto author = value_of(line, "author")) {
      commit.author = parse_identity(*author);
    } else if (const auto committer = value_of(line, "committer")) {
      commit.committer = parse_identity(*committer);
    }
  }
  commit.message = rest;
  return commit;
}

core::Oid Objects::tree_of_commit(const core::Oid& commit) const {
  return read_commit_object(*this, commit).tree;
}

}  // namespace sallyport::git
