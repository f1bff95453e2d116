#include "gate/scan.hpp"

#include "attribution/attribution.hpp"
#include "cli/command.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <chrono>

namespace sallyport::cli {
namespace {

struct ScanOptions {
  std::string range;
  bool json = false;
};

/// How far a scan is, on one line of a terminal; nothing where standard error is none.
class Progress {
 public:
  Progress(const Invocation& invocation, std::size_t total)
      : err_(invocation.err), total_(total), shown_(!invocation.quiet && err_.is_terminal) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void step() {
    ++done_;
    const auto now = std::chrono::steady_clock::now();
    if (shown_ && now - last_ >= std::chrono::milliseconds(100)) {
      last_ = now;
      draw();
    }
  }

 private:
  static constexpr std::size_t k_width = 30;

  void draw() const {
    const std::size_t filled = k_width * done_ / total_;
    err_.raw(fmt::format("\r[{}{}] {} of {} commits", std::string(filled, '#'),
                         std::string(k_width - filled, '.'), done_, total_));
  }

  void clear() const {
    if (shown_) {
      err_.raw("\r\x1b[K");
    }
  }

  Output err_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool shown_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

report::ScanHeading heading_of(const gate::ScanRequest& request, const core::Scan& scan) {
  report::ScanHeading heading{
      request.description, request.governing.origin.source, {}, attribution::tool_titles()};
  if (scan.unread > 0) {
    heading.warnings.push_back(report::unread_phrase(scan));
  }
  return heading;
}

int scan(const Invocation& invocation, const ScanOptions& options) {
  const gate::Session session = invocation.open_session();
  const gate::ScanRequest request = gate::scan_request(session, options.range);
  std::string commits;
  core::Scan result;
  {
    Progress progress(invocation, request.commits.size());
    result = gate::scan(session, request, [&](const core::ScannedCommit& commit) {
      if (options.json) {
        commits += (commits.empty() ? "" : ",") + report::render_scanned_commit_json(commit);
      }
      progress.step();
    });
  }
  const report::ScanHeading heading = heading_of(request, result);
  invocation.out.raw(
      options.json ? report::render_scan_json(result, heading, commits)
                   : report::render_scan(result, heading, invocation.style_for(invocation.out)));
  return 0;
}

}  // namespace

void add_scan(CLI::App& app, Invocation& invocation) {
  ScanOptions& options = options_for(app, invocation, scan);
  app.add_option("range", options.range,
                 "a range A..B, or a commit with all before it; default: HEAD")
      ->type_name("RANGE");
  app.add_flag("--json", options.json, "the same as JSON (sallyport.scan/1), with every commit");
}

}  // namespace sallyport::cli
