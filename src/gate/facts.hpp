#pragma once

#include "core/evaluate.hpp"
#include "gate/selection.hpp"

namespace sallyport::gate {

/// Reads everything that judging `selection` against `base` depends on, besides what there is to
/// find about it.
core::Facts gather_facts(const Session& session, const Selection& selection, const Base& base,
                         const Governing& governing);

/// What a commit changed against its first parent.
std::vector<core::Entry> entries_of_step(const Session& session, const core::Commit& commit);

/// What the composing of records needs, read only when there are records at all: the first-parent
/// steps, and the digest of every commit.
void add_history(const Session& session, const Selection& selection, core::Findings& findings);

}  // namespace sallyport::gate
