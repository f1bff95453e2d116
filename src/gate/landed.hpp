#pragma once

#include "gate/selection.hpp"

#include <vector>

namespace sallyport::gate {

/// Whether a selection brings nothing new to where `tips` are: every first-parent step from its
/// head is contained in one of them, or is the plain merge of a commit that is (main into a release
/// branch). The selection has a head commit.
bool has_landed(const Session& session, const Selection& selection,
                const std::vector<core::Oid>& tips);

}  // namespace sallyport::gate
