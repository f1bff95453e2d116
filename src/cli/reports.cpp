#include "cli/reports.hpp"

#include "util/error.hpp"
#include "util/file.hpp"

#include <algorithm>
#include <unistd.h>

namespace sallyport::cli {
namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  names.reserve(report::k_formats.size());
  for (const report::Format& format : report::k_formats) {
    names.emplace_back(format.name);
  }
  return names;
}

const report::Format& format_named(const std::string& name) {
  return *std::find_if(report::k_formats.begin(), report::k_formats.end(),
                       [&](const report::Format& format) { return format.name == name; });
}

}  // namespace

void add_report_options(CLI::App& app, ReportOptions& options) {
  app.add_flag("--json", options.json, "the verdict as JSON (sallyport.verdict/1)");
  app.add_option("--format", options.formats, "report format; may be given several times")
      ->check(CLI::IsMember(format_names()))
      ->type_name("FORMAT")
      ->expected(1)
      ->take_all();
  app.add_option("--output", options.outputs, "file for the --format at the same place")
      ->type_name("FILE")
      ->expected(1)
      ->take_all();
}

void write_reports(const Invocation& invocation, const ReportOptions& options,
                   const core::Report& report) {
  std::vector<std::string> formats = options.formats;
  if (options.outputs.size() > formats.size()) {
    throw util::Error(util::ErrorKind::usage, "cannot write: more --output than --format",
                      "give each --output its --format, in the same order");
  }
  if (options.json || formats.empty()) {
    formats.emplace_back(options.json ? "json" : "text");
  }
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const report::Format& format = format_named(formats[i]);
    if (i < options.outputs.size()) {
      util::write_file(options.outputs[i], format.render(report, {}));
    } else {
      const std::string shown = format.render(report, invocation.style_for(STDOUT_FILENO));
      print(format.name == "text" ? fit_for_log(invocation.environment, shown) : shown);
    }
  }
}

}  // namespace sallyport::cli
