#pragma once

#include "cli/command.hpp"

#include <filesystem>

namespace sallyport::cli {

/// Where the work tree of the repository begins. Throws `util::Error` (usage) when it has none.
std::filesystem::path work_tree(const Invocation& invocation);

/// Sets up `policy test`.
void add_policy_test(CLI::App& app, Invocation& invocation);

}  // namespace sallyport::cli
