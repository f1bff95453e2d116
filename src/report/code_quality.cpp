#include "report/findings.hpp"
#include "report/json.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "util/json_write.hpp"
#include "util/text.hpp"

#include <nlohmann/json.hpp>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_entries = 5000;

Json entry(const core::Report& report, const Finding& finding, const std::string& note) {
  const bool warns = report.verdict.outcome == core::Outcome::warn;
  const core::LineRange* const range = finding.main_range();
  return {
      {"description", finding_phrase(report.tool_titles, finding) + note},
      {"check_name", "sallyport/" + util::printable(finding.item->id)},
      {"fingerprint", finding.fingerprint()},
      {"severity", warns ? "minor" : "blocker"},
      {"location",
       {{"path", finding.path()}, {"lines", {{"begin", range == nullptr ? 1 : range->first}}}}}};
}

}  // namespace

std::string render_code_quality(const core::Report& report, const TextStyle&) {
  const Findings findings = find_open(report.verdict, k_most_entries);
  Json entries = Json::array();
  for (const Finding& finding : findings.shown) {
    const bool last = &finding == &findings.shown.back();
    entries.push_back(entry(report, finding, last ? left_out_phrase(findings) : ""));
  }
  return util::json_line(entries);
}

}  // namespace sallyport::report
