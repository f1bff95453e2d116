#pragma once

#include "core/change.hpp"
#include "git/objects.hpp"
#include "git/repository.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace sallyport::git {

/// Which commits of a change a line comes from (core::LineShare).
struct LineOrigin {
  int introduced_by = core::k_outside;
  int touched_by = core::k_outside;
  int noted_by = core::k_outside;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes <=> for a comparison with 0
  friend auto operator<=>(const LineOrigin&, const LineOrigin&) = default;
};

/// Where the lines of one file come from: one origin for all of them, or one for each.
struct FileOrigin {
  LineOrigin all;
  std::shared_ptr<const std::vector<LineOrigin>> lines;  ///< absent: `all` holds for every line

  [[nodiscard]] const LineOrigin& at(std::size_t line) const {
    return lines && line < lines->size() ? (*lines)[line] : all;
  }
};

/// By path: only what some commit of the change touched; any other path is wholly outside.
using PathOrigins = std::unordered_map<std::string, FileOrigin>;

struct Origins {
  PathOrigins at_head;
  std::unordered_map<std::string, std::vector<int>> touched;  ///< commits that changed a path
  std::vector<core::WatchedFile> watched;                     ///< what `request.watches` asked for
};

/// Carries line origins forward over the commits of `request` to `head`, an index into
/// them or `core::k_outside`. A line keeps its origin where a parent has it, first parent first;
/// one that differs only in white space keeps who introduced it, and where an
/// earlier commit had made the same content, those who wrote its lines then introduced them. Costs
/// about one line diff for each blob that a commit changed.
Origins trace_origins(Objects& objects, const ChangeRequest& request, int head);

}  // namespace sallyport::git
