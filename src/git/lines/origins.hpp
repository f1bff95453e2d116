#pragma once

#include "core/change/change.hpp"
#include "git/lines/line_origins.hpp"
#include "git/lines/written_lines.hpp"
#include "git/objects/objects.hpp"
#include "git/repository.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace sallyport::git {

/// By path: only what some commit of the change touched; any other path is wholly outside.
using PathOrigins = std::unordered_map<std::string, FileOrigin>;

struct Origins {
  PathOrigins at_head;
  std::unordered_map<std::string, std::vector<int>> touched;  ///< commits that changed a path
  std::vector<core::WatchedFile> watched;                     ///< what `request.watches` asked for
  WrittenLines written;                                       ///< by the commits, if several
};

/// Carries line origins forward over the commits of `request` to `head`, an index into
/// them or `core::k_outside`. A line keeps its origin where a parent has it, first parent first;
/// one that differs only in white space keeps who introduced it, and where an
/// earlier commit had made the same content, those who wrote its lines then introduced them. Costs
/// about one line diff for each blob that a commit changed.
Origins trace_origins(Objects& objects, const ChangeRequest& request, int head);

}  // namespace sallyport::git
