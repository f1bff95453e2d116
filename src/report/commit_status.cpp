#include "report/findings.hpp"
#include "report/phrases.hpp"
#include "report/report.hpp"
#include "util/columns.hpp"
#include "util/json_write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_characters = 140;

/// Only a person's answer is missing: the change itself was not refused.
bool only_waits(const core::Verdict& verdict) {
  const auto open = open_items(verdict);
  return !open.empty() && std::all_of(open.begin(), open.end(), [](const auto* item) {
    return item->status == core::Status::pending;
  });
}

std::string_view state_of(const core::Verdict& verdict) {
  switch (verdict.outcome) {
    case core::Outcome::pass:
    case core::Outcome::warn:
      return "success";
    case core::Outcome::blocked:
      return only_waits(verdict) ? "pending" : "failure";
    case core::Outcome::error:
      break;
  }
  return "error";
}

std::string description_of(const core::Report& report) {
  const auto open = open_items(report.verdict);
  if (open.empty()) {
    return headline(report);
  }
  return fmt::format("{}{}: {}", simulation_mark(report), open_items_phrase(report.verdict),
                     state_phrase(*open.front()));
}

std::string cut(const std::string& text) {
  if (util::first_characters(text, k_most_characters).size() == text.size()) {
    return text;
  }
  return std::string(util::first_characters(text, k_most_characters - 3)) + "...";
}

}  // namespace

std::string render_commit_status(const core::Report& report, const TextStyle&) {
  return util::json_line({{"state", state_of(report.verdict)},
                          {"context", check_name(report)},
                          {"description", cut(description_of(report))}});
}

}  // namespace sallyport::report
