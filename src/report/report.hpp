#pragma once

#include "core/verdict.hpp"

#include <span>
#include <string>
#include <string_view>

namespace sallyport::report {

/// How text is drawn: colour is only ever a second cue.
struct TextStyle {
  bool colour = false;
};

/// One screen of 80 columns (cli.md, "What a blocked person sees"); under an agent, addressed to
/// it.
std::string render_text(const core::Report& report, const TextStyle& style);

/// `sallyport.verdict/1`, one line of JSON and a LF; byte-stable.
std::string render_json(const core::Report& report, const TextStyle& style);

/// A report format: its name on the command line and its renderer.
struct Format {
  std::string_view name;
  std::string (*render)(const core::Report&, const TextStyle&);
};
std::span<const Format> formats();

/// Every commit with all its evidence: rule, position, strength, weight.
std::string render_explanation(const core::Report& report, const TextStyle& style);
/// The same as `sallyport.explain/1`.
std::string render_explanation_json(const core::Report& report);

}  // namespace sallyport::report
