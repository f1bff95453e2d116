#include "report/findings.hpp"

#include "util/encoding.hpp"
#include "util/sha256.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_set>

namespace sallyport::report {
namespace {

using Files = std::vector<const core::FileAttribution*>;

Files unheld_files(const core::ItemResult& item, const core::Verdict& verdict) {
  std::unordered_set<std::string_view> unheld;
  for (const core::Uncovered& path : item.residual) {
    unheld.insert(path.path);
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

Files files_of(const core::ItemResult& item, const core::Verdict& verdict) {
  Files files = unheld_files(item, verdict);
  if (std::any_of(files.begin(), files.end(), [](const auto* file) { return is_ai_file(*file); })) {
    std::erase_if(files, [](const auto* file) { return !is_ai_file(*file); });
  }
  return files;
}

/// What has no file comes first; the items of one file stand together, in order of id.
bool comes_before(const Finding& a, const Finding& b) {
  if (a.file == b.file || a.file == nullptr || b.file == nullptr) {
    return a.file == b.file ? a.item->id < b.item->id : a.file == nullptr;
  }
  return std::tie(b.file->ai, a.file->path) < std::tie(a.file->ai, b.file->path);
}

}  // namespace

bool passes(const core::Verdict& verdict) {
  return verdict.outcome == core::Outcome::pass ||
         (verdict.outcome == core::Outcome::warn && count_items(verdict).open == 0);
}

Effect effect_of(const core::Report& report) {
  const core::Outcome outcome = report.verdict.outcome;
  if (outcome == core::Outcome::blocked || outcome == core::Outcome::error) {
    return Effect::blocks;
  }
  const bool warns =
      outcome == core::Outcome::warn && (!report.note.empty() || !passes(report.verdict));
  return warns ? Effect::warns : Effect::passes;
}

ItemCount count_items(const core::Verdict& verdict) {
  ItemCount count;
  for (const core::ItemResult& item : verdict.items) {
    count.required += item.status == core::Status::not_applicable ? 0 : 1;
    count.open += is_open(item.status) ? 1 : 0;
    count.unknown += item.status == core::Status::error ? 1 : 0;
  }
  return count;
}

std::vector<const core::ItemResult*> open_items(const core::Verdict& verdict) {
  std::vector<const core::ItemResult*> items;
  for (const core::ItemResult& item : verdict.items) {
    if (is_open(item.status) && !passes(verdict)) {
      items.push_back(&item);
    }
  }
  return items;
}

ByComment open_items_by_comment(const core::Verdict& verdict) {
  ByComment items;
  for (const core::ItemResult* item : open_items(verdict)) {
    const bool enough = !core::wants_key(item->assurance);
    (enough ? items.enough : items.not_enough).push_back(item->id);
  }
  return items;
}

std::vector<const core::RuleResult*> matched_rules(const core::Verdict& verdict) {
  std::vector<const core::RuleResult*> matched;
  for (const core::RuleResult& rule : verdict.rules) {
    if (rule.matched) {
      matched.push_back(&rule);
    }
  }
  return matched;
}

std::vector<const core::FileAttribution*> ai_files(const core::Verdict& verdict) {
  Files files;
  for (const core::FileAttribution& file : verdict.files) {
    if (is_ai_file(file)) {
      files.push_back(&file);
    }
  }
  std::stable_sort(files.begin(), files.end(),
                   [](const auto* a, const auto* b) { return a->ai > b->ai; });
  return files;
}

bool is_ai_file(const core::FileAttribution& file) {
  return file.touched_by_ai || file.ai > 0;
}

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

std::string Finding::fingerprint() const {
  std::string identity = item->id;
  identity.push_back('\0');
  return util::to_hex(util::sha256(identity + path()));
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

}  // namespace sallyport::report
