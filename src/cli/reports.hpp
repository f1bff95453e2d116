#pragma once

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace sallyport::cli {

/// In which formats an evaluation is to be shown, and where.
struct ReportOptions {
  bool json = false;
  std::vector<std::string> formats;
  std::vector<std::string> outputs;
};
void add_report_options(CLI::App& app, ReportOptions& options);

/// Writes one evaluation in every format that was asked for; text where none was. The n-th output
/// belongs to the n-th format; formats without one go to standard output. Throws `util::Error`
/// (usage) when there are more outputs than formats.
void write_reports(const Invocation& invocation, const ReportOptions& options,
                   const core::Report& report);

}  // namespace sallyport::cli
