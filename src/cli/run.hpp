#pragma once

namespace sallyport::cli {

/// Runs the program; returns its exit code (0 pass, 1 blocked, 2 usage or policy, 3 no answer).
int run(int argc, char** argv);

}  // namespace sallyport::cli
