#pragma once

#include "core/change/change.hpp"
#include "core/review/replay.hpp"

#include <map>
#include <set>
#include <string>

namespace sallyport::core {

/// By rejected file, at its own path: the paths of the change that carry it (records.md section 5).
using Resemblances = std::map<ReplayTask, std::set<std::string>>;

/// Whether what was done to `entry` may be what was rejected, as far as can be told without
/// contents: at the rejected path, in a new file, or where the base moved the rejected one to.
bool may_resemble(const Entry& rejected, const Entry& entry);

}  // namespace sallyport::core
