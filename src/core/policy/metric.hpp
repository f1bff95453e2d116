#pragma once

#include "util/enum_names.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sallyport::core {

/// The measures of a change, or of the part of it that a rule's paths select. Lines are effective
/// lines (policy.md, "`[[rule]]`") unless they are called added or deleted. What `[exclude]` names
/// counts in `files`, `added`, `deleted`, `ai_files` and `commits` too.
struct Metrics {
  std::int64_t files = 0;
  std::int64_t added = 0;
  std::int64_t deleted = 0;
  std::int64_t removed = 0;  ///< deleted, and not moved to another file
  std::int64_t ai_files = 0;
  std::int64_t effective = 0;  ///< ai + undeclared + human
  std::int64_t ai = 0;
  std::int64_t undeclared = 0;
  std::int64_t human = 0;
  std::int64_t excluded_lines = 0;
  std::int64_t excluded_files = 0;
  std::int64_t opaque_files = 0;
  std::int64_t opaque_bytes = 0;
  std::int64_t packed_files = 0;
  std::int64_t commits = 0;
};

/// What `when` can put a condition on: the rows of `k_metrics`.
enum class Metric {
  ai_lines,
  undeclared_lines,
  unreviewed_lines,
  ai_files,
  ai_share,
  lines,
  deleted_lines,
  files,
  commits,
  opaque_files,
  opaque_bytes,
  packed_files,
  excluded_lines,
  excluded_files,
  recent_ai_lines,
  recent_undeclared_lines,
};

/// One metric: its name in a policy, what of the measures it counts, and what it means.
struct MetricRow {
  Metric value;
  std::string_view name;
  std::int64_t Metrics::*count = nullptr;
  std::string_view help;                       ///< for the reference in docs/policy.md
  std::int64_t Metrics::*and_count = nullptr;  ///< added to `count`
  std::int64_t Metrics::*share_of = nullptr;   ///< the metric is the share that `count` has of it
};

/// Every metric, in the order of the enumerators.
inline constexpr std::array k_metrics{
    MetricRow{Metric::ai_lines, "ai_lines", &Metrics::ai,
              "effective added lines that come from AI commits"},
    MetricRow{Metric::undeclared_lines, "undeclared_lines", &Metrics::undeclared,
              "all other effective added lines that nobody declared to be human"},
    MetricRow{Metric::unreviewed_lines, "unreviewed_lines", &Metrics::ai, "the sum of both",
              &Metrics::undeclared},
    MetricRow{Metric::ai_files, "ai_files", &Metrics::ai_files,
              "files that an AI commit touched at all"},
    MetricRow{Metric::ai_share, "ai_share", &Metrics::ai,
              "`ai_lines` divided by all effective added lines, 0 to 1, at most six decimals: "
              "`\">= 0.5\"`",
              nullptr, &Metrics::effective},
    MetricRow{Metric::lines, "lines", &Metrics::effective,
              "effective added lines, whoever wrote them"},
    MetricRow{Metric::deleted_lines, "deleted_lines", &Metrics::removed,
              "deleted lines, whoever deleted them, less those of a file that was moved"},
    MetricRow{Metric::files, "files", &Metrics::files, "files of the change"},
    MetricRow{Metric::commits, "commits", &Metrics::commits, "commits of the change"},
    MetricRow{Metric::opaque_files, "opaque_files", &Metrics::opaque_files,
              "what has no lines: binaries, archives, images, submodules, LFS pointers"},
    MetricRow{Metric::opaque_bytes, "opaque_bytes", &Metrics::opaque_bytes,
              "how large that is; of an LFS pointer what it states"},
    MetricRow{Metric::packed_files, "packed_files", &Metrics::packed_files,
              "opaque files that can hold code: all but images, sound, video, fonts and PDF"},
    MetricRow{Metric::excluded_lines, "excluded_lines", &Metrics::excluded_lines,
              "lines that `[exclude]` kept out"},
    MetricRow{Metric::excluded_files, "excluded_files", &Metrics::excluded_files,
              "files that `[exclude]` kept out"},
    MetricRow{Metric::recent_ai_lines, "recent_ai_lines", &Metrics::ai,
              "AI lines that landed lately and nobody reviewed, and those of this change: see "
              "[below](#what-landed-lately)"},
    MetricRow{Metric::recent_undeclared_lines, "recent_undeclared_lines", &Metrics::undeclared,
              "the same of undeclared lines"},
};
static_assert(util::is_complete(k_metrics, Metric::recent_undeclared_lines));

constexpr const MetricRow& row_of(Metric metric) {
  return k_metrics.at(static_cast<std::size_t>(metric));
}

/// Whether a metric counts what landed before, too.
constexpr bool looks_back(Metric metric) {
  return metric == Metric::recent_ai_lines || metric == Metric::recent_undeclared_lines;
}

/// Whether a metric is a share; its values and limits are in millionths then.
constexpr bool is_share(Metric metric) {
  return row_of(metric).share_of != nullptr;
}
inline constexpr std::int64_t k_millionths = 1'000'000;

constexpr auto enum_names(Metric) {
  std::array<std::string_view, k_metrics.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = k_metrics[i].name;
  }
  return names;
}

}  // namespace sallyport::core
