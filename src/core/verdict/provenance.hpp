#pragma once

#include "core/origin/declarations.hpp"
#include "core/verdict/verdict.hpp"

#include <string>
#include <vector>

namespace sallyport::core {

/// The item that asks who wrote the change, open, with the declarations that wait for a second one.
ItemResult ask_for_provenance(const Facts& facts, const WeighedDeclarations& declarations);

/// Whether an item of `verdict` asks who wrote the change.
bool asks_for_provenance(const Verdict& verdict);

/// Adds to the verdict of a change that is worked on that who wrote it is asked where it lands,
/// though what was declared is enough here; and to any verdict that declarations wait where no item
/// says so.
void add_landing_provenance(const Facts& facts, const Findings& findings, Verdict& verdict);

}  // namespace sallyport::core
