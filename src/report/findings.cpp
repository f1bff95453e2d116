#include "report/findings.hpp"

#include "report/summary.hpp"
#include "report/words.hpp"
#include "util/encoding.hpp"
#include "util/sha256.hpp"
#include "util/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_set>

namespace sallyport::report {
namespace {

constexpr std::size_t k_most_ranges = 8;

using Files = std::vector<const core::FileAttribution*>;

Files unheld_files(const core::ItemResult& item, const core::Verdict& verdict) {
  std::unordered_set<std::string_view> unheld;
  for (const core::Residual& residual : item.residual) {
    unheld.insert(residual.path);
  }
  if (unheld.empty()) {
    unheld.insert(item.paths.begin(), item.paths.end());
  }
  Files files;
  for (const core::FileAttribution& file : verdict.files) {
    if (unheld.empty() || unheld.contains(file.path)) {
      files.push_back(&file);
    }
  }
  return files;
}

bool more_important(const core::FileAttribution& a, const core::FileAttribution& b) {
  return std::tie(b.ai, a.path) < std::tie(a.ai, b.path);
}

bool comes_before(const Finding& a, const Finding& b) {
  if (a.file == b.file || a.file == nullptr || b.file == nullptr) {
    return a.file == b.file ? a.item->id < b.item->id : a.file == nullptr;
  }
  return more_important(*a.file, *b.file);
}

}  // namespace

std::string Finding::path() const {
  return file == nullptr ? ".sallyport/policy.toml" : file->path;
}

const core::LineRange* Finding::main_range() const {
  if (file == nullptr || file->ai_lines.empty()) {
    return nullptr;
  }
  return &*std::max_element(
      file->ai_lines.begin(), file->ai_lines.end(),
      [](const auto& a, const auto& b) { return a.last - a.first < b.last - b.first; });
}

Files files_of(const core::ItemResult& item, const core::Verdict& verdict) {
  Files files = unheld_files(item, verdict);
  if (std::any_of(files.begin(), files.end(), [](const auto* file) { return is_ai_file(*file); })) {
    std::erase_if(files, [](const auto* file) { return !is_ai_file(*file); });
  }
  std::sort(files.begin(), files.end(),
            [](const auto* a, const auto* b) { return more_important(*a, *b); });
  return files;
}

Findings find_open(const core::Verdict& verdict, std::size_t most) {
  Findings findings;
  for (const core::ItemResult* item : open_items(verdict)) {
    const Files files = files_of(*item, verdict);
    if (files.empty()) {
      findings.shown.push_back({item, nullptr});
    }
    for (const core::FileAttribution* file : files) {
      findings.shown.push_back({item, file});
    }
  }
  std::sort(findings.shown.begin(), findings.shown.end(), comes_before);
  if (findings.shown.size() > most) {
    findings.left_out = findings.shown.size() - most;
    findings.shown.resize(most);
  }
  return findings;
}

std::string fingerprint(const Finding& finding) {
  std::string identity = finding.item->id;
  identity.push_back('\0');
  return util::to_hex(util::sha256(identity + finding.path()));
}

std::string message_of(const Finding& finding) {
  const core::ItemResult& item = *finding.item;
  std::string text =
      fmt::format("{} ({}) is {}, by {}", one_line(item.title), util::printable(item.id),
                  core::to_string(item.status), answerers(item));
  if (finding.file == nullptr) {
    return text;
  }
  const std::string ranges = ranges_phrase(*finding.file, k_most_ranges);
  text += ": " + file_phrase(*finding.file);
  return ranges.empty() ? text : fmt::format("{} (lines {})", text, ranges);
}

std::string left_out_note(const Findings& findings) {
  return findings.left_out == 0
             ? ""
             : fmt::format(
                   "; {} left out",
                   util::plural(static_cast<std::int64_t>(findings.left_out), "more result"));
}

}  // namespace sallyport::report
