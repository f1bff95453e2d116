#include "git/backend/git_backend.hpp"
#include "git/command.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>
#include <vector>

namespace sallyport::git {
namespace {

/// `ID TYPE SIZE`, as git answers for an object that is there.
std::optional<ObjectHeader> parse_header(std::string_view line) {
  const std::vector<std::string> words = util::split(line, ' ');
  const auto type = words.size() == 3 ? parse_object_type(words[1]) : std::nullopt;
  std::int64_t size = 0;
  const bool has_size =
      type &&
      std::from_chars(words[2].data(), words[2].data() + words[2].size(), size).ec == std::errc();
  return has_size ? std::optional(ObjectHeader{*type, size}) : std::nullopt;
}

}  // namespace

std::string GitBackend::fault_of(const core::Oid& id) {
  objects_.reset();
  const util::CommandResult result = run(command_storing(layout_, environment_, scratch_.path()),
                                         {"cat-file", "-t", core::to_hex(id)});
  if (result.errors.find("promisor remote") != std::string::npos) {
    return "";  // left out of a partial clone: it is only missing
  }
  return result.status == 0 ? "git 2.36 or newer is needed" : one_line(result.errors);
}

Found<ObjectHeader> GitBackend::ask(std::string_view command, const core::Oid& id) {
  if (!objects_) {
    objects_ = std::make_unique<util::Coprocess>(as_process(
        command_storing(layout_, environment_, scratch_.path()), {"cat-file", "--batch-command"}));
  }
  objects_->ask(fmt::format("{} {}\n", command, core::to_hex(id)));
  const auto line = objects_->read_line();
  if (!line) {
    return {std::nullopt, fault_of(id)};
  }
  return {parse_header(*line)};
}

Found<ObjectHeader> GitBackend::header(const core::Oid& id) {
  return ask("info", id);
}

Found<StoredObject> GitBackend::object(const core::Oid& id) {
  const Found<ObjectHeader> header = ask("contents", id);
  if (!header.value) {
    return {std::nullopt, header.fault};
  }
  const auto size = static_cast<std::size_t>(header.value->size);
  auto owner = std::make_shared<const std::string>(objects_->read(size));
  if (owner->size() < size || objects_->read(1).empty()) {
    return {std::nullopt, fault_of(id)};
  }
  const std::string_view view = *owner;
  return {StoredObject{header.value->type, {std::move(owner), view}}};
}

std::optional<util::Sha256> GitBackend::digest(const core::Oid& blob) {
  constexpr std::int64_t k_piece = std::int64_t{1} << 20U;
  const Found<ObjectHeader> header = ask("contents", blob);
  std::int64_t left = header.value ? header.value->size : -1;
  util::Sha256Stream digest;
  while (left > 0) {
    const std::string piece = objects_->read(static_cast<std::size_t>(std::min(left, k_piece)));
    digest.update(piece);
    left = piece.empty() ? -1 : left - static_cast<std::int64_t>(piece.size());
  }
  const bool is_whole = left == 0 && !objects_->read(1).empty();
  return is_whole ? std::optional(digest.finish()) : std::nullopt;
}

core::Oid GitBackend::store(ObjectType type, std::string_view bytes) {
  const std::string output =
      require({"hash-object", "-w", "-t", std::string(to_string(type)), "--stdin"}, bytes,
              "store an object");
  return core::parse_oid(util::trim(output)).value_or(core::Oid{});
}

bool GitBackend::abbreviates_object(const std::string& digits) {
  const bool is_hex = digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  return is_hex &&
         !require({"rev-parse", "--disambiguate=" + digits}, "", "look for an object").empty();
}

core::Oid GitBackend::index_tree(Keep keep) {
  return tree_of_index(layout_, environment_,
                       keep == Keep::stored ? layout_.object_dir : scratch_.path());
}

Found<core::Oid> GitBackend::merged_tree(const core::Oid& ours, const core::Oid& theirs) {
  return merge_by_git(layout_, environment_, scratch_.path(), {ours, theirs}, settings());
}

}  // namespace sallyport::git
