#pragma once

#include "attribution/attribution.hpp"

#include <span>
#include <string_view>

namespace sallyport::attribution {

/// An automation that is no AI: its commits are reported as such and count as undeclared.
struct Automation {
  std::string_view name;
  std::string_view id;     ///< forge account number; empty: none known
  std::string_view email;  ///< whole address; empty: none known
};
std::span<const Automation> automations();

/// A name and what it stands for.
struct Word {
  std::string_view name;
  std::string_view meaning;
};

/// The starts of words by which a disclosure names a tool or a model, each with the tool; the first
/// that fits wins.
std::span<const Word> words();

/// Variables whose values may be reported.
std::span<const std::string_view> shown_variables();

/// Ids of tools, and of single rules, of bots that review what others write.
std::span<const std::string_view> reviewers();

}  // namespace sallyport::attribution
