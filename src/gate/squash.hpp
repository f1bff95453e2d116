#pragma once

#include "core/verdict/facts.hpp"
#include "gate/session.hpp"

#include <set>
#include <vector>

namespace sallyport::gate {

/// Whom squashes among the commits of `facts` may name as co-authors for nothing but a clean merge
/// (records.md §5). It takes the original commits, whose head is that of a signed approval in
/// `records`: the squash is the merge of that into its parent, a clean merge among the originals
/// names the person, and no other commit does, of no such head. Where they are not here, all whom a
/// squash names stay contributors.
std::set<core::Updater> find_updaters(const Session& session, const core::Facts& facts,
                                      const std::vector<core::SignoffRecord>& records);

}  // namespace sallyport::gate
