#pragma once

#include "cli/command.hpp"
#include "cli/reports.hpp"
#include "gate/ci.hpp"

namespace sallyport::cli {

/// What `ci` and `ci import` are asked.
struct CiOptions {
  gate::CiOptions judged;
  bool fetch = false;
  bool sync = true;
  ReportOptions reports;
};

/// The repository, after fetching what it lacks for `event` where that was asked for.
gate::Session open_for_ci(const Invocation& invocation, const CiOptions& options,
                          const ci::Event& event);

/// Takes over the sign-offs of a comment or review on a forge. Returns the exit code.
int ci_import(const Invocation& invocation, const CiOptions& options);

}  // namespace sallyport::cli
