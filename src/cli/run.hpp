#pragma once

#include "cli/streams.hpp"

#include <string>
#include <vector>

namespace sallyport::cli {

/// Runs the program with `arguments`, which do not name it; returns its exit code (0 pass, 1
/// blocked, 2 usage or policy, 3 no answer).
int run(const std::vector<std::string>& arguments, const Surroundings& surroundings,
        const Streams& streams);

}  // namespace sallyport::cli
